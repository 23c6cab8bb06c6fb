/** The text of an exhibit's reducer, mended and with its bug, and the protocols that come of compiling it on the fly. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type { Model } from "../../spec/model.ts";
import type { Protocol } from "../../spec/protocol.ts";
import { packageRoot } from "../package-root.ts";
import { registry } from "../registry.ts";
import type { Exhibit, Place } from "./exhibit.ts";
import { patched } from "./patch.ts";

/** A reducer's source: the kit's own, what is mended of it where it must be taught something first, and the bug. */
export interface Sources {
  readonly own: string;
  readonly mended: string;
  readonly buggy: string;
}

/**
 * The texts of an exhibit's reducer.
 *
 * @throws InputError `museum-patch` where the reducer has changed so that the exhibit does not fit it any more
 */
export function sourcesOf({ name, place, ground = [], bug }: Exhibit): Sources {
  const where = `${place.file}, of which the exhibit ${name} is made`;
  const own = readFileSync(join(packageRoot(), place.file), "utf8");
  const mended = patched(own, ground, where);
  return { own, mended, buggy: patched(mended, bug, where) };
}

/** The model of an exhibit's algorithm, with the reducer of this source text in the place of its own. */
export async function modelFrom(text: string, { place, parameters }: Exhibit): Promise<Model> {
  const { model } = registry[place.algorithm]!;
  const protocol = await compiled(text, place);
  return { ...model, protocol, ...(parameters === undefined ? {} : { parameters }) };
}

/** Compiles a source text, with the files beside it that import it where there are any, and takes the protocol out of it. */
async function compiled(text: string, { file, protocol, exportedBy }: Place): Promise<Protocol> {
  return (await moduleOf<Readonly<Record<string, Protocol>>>(text, file, exportedBy))[protocol]!;
}

/**
 * Compiles a source text on the fly, with the files beside it that import it
 * where there are any, and imports it.
 *
 * @param file - the file of the kit in whose place the text stands: its imports are meant from there
 * @param exportedBy - the file beside it that is imported; `file` itself by default
 */
export async function moduleOf<Exports>(text: string, file: string, exportedBy: string = file): Promise<Exports> {
  const directory = mkdtempSync(join(tmpdir(), "interregnum-museum-"));
  const folder = dirname(file);
  const texts = new Map(exportedBy === file ? [] : filesBeside(exportedBy));
  texts.set(basename(file), text);
  try {
    writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
    for (const [name, source] of texts) {
      writeFileSync(join(directory, name), withImportsFromHere(source, folder, [...texts.keys()]));
    }
    const there = pathToFileURL(join(directory, basename(exportedBy))).href;
    return (await tsImport(there, { parentURL: import.meta.url, tsconfig: false })) as Exports;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The files of a reducer, by name: those that its file imports from its own folder, and those that they import. */
function filesBeside(file: string, known: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  if (known.has(basename(file))) return known;
  const text = readFileSync(join(packageRoot(), file), "utf8");
  const imports = [...text.matchAll(/\bfrom "(\.\/[^"]+)"/g)].map(([, specifier]) => join(dirname(file), specifier!));
  return imports.reduce(
    (all, beside) => filesBeside(beside, all),
    new Map([...known, [basename(file), text]]) as ReadonlyMap<string, string>,
  );
}

/** Points the imports of a source text at the modules that run here, compiled ones where this one is compiled; but for `beside`. */
function withImportsFromHere(text: string, folder: string, beside: readonly string[]): string {
  return text.replaceAll(/\bfrom "([^"]+)"/g, (all, specifier: string) => {
    if (specifier.startsWith("./") && beside.includes(basename(specifier))) return all;
    if (!specifier.startsWith(".")) return `from "${import.meta.resolve(specifier)}"`;
    const path = normalize(join(folder, specifier)).replaceAll("\\", "/");
    const isCompiled = import.meta.url.endsWith(".js");
    return `from "${new URL(`../../${isCompiled ? path.replace(/\.ts$/, ".js") : path}`, import.meta.url).href}"`;
  });
}
