/** The entries of the package, and what each brings along where somebody bundles it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { bundler } from "./bundler.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What programs import the package under, with what was built, and the source that it was built from. */
export interface Entry {
  /** As programs write it: `interregnum/raft`. */
  readonly name: string;
  readonly types: string;
  readonly code: string;
  readonly source: string;
}

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  exports: Readonly<Record<string, string | Readonly<{ types: string; default: string }>>>;
};

/** The entries that are programs, in the order of the manifest. */
export const entries: readonly Entry[] = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === "string"
    ? []
    : [
        {
          name: name.replace(".", "interregnum"),
          types: target.types,
          code: target.default,
          source: sourceOf(target.default),
        },
      ],
);

function sourceOf(built: string): string {
  return built.replace("./dist/", "").replace(/\.js$/, ".ts");
}

/** The entry of this name. */
export function entryNamed(name: string): Entry {
  const entry = entries.find((one) => one.name === name);
  if (entry === undefined) throw new Error(`package.json has no entry ${name}: add it to its exports`);
  return entry;
}

/** The entries that are made for Node, and may import its modules. */
const forNode = ["interregnum/model/threads", "interregnum/hosts/node"];

/** What a bundle holds: the files that something of is left of, and its size, minified, in bytes. */
export interface Bundle {
  readonly inputs: readonly string[];
  readonly bytes: number;
  readonly zipped: number;
}

/**
 * Everything that some entries export, in one bundle, minified and compressed by gzip.
 *
 * @remarks
 * For a platform without Node's modules, unless one of the entries is made for Node.
 */
export async function bundleOf(...names: readonly string[]): Promise<Bundle> {
  const lines = names.map((name) => `export * from ${JSON.stringify(`./${entryNamed(name).source}`)};`);
  return bundled(lines.join("\n"), names.some((name) => forNode.includes(name)) ? "node" : "neutral");
}

/** A program, bundled with what it imports from the root of the repository. */
export async function bundled(contents: string, platform: "neutral" | "node" = "neutral"): Promise<Bundle> {
  const { metafile, outputFiles } = await bundler().build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    mainFields: ["module", "main"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const { contents: code } = outputFiles[0]!;
  const inputs = Object.keys(metafile.inputs).filter((input) => input !== "<stdin>");
  return { inputs, bytes: code.length, zipped: gzipSync(code).length };
}
