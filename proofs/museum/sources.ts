/** The text of an exhibit's reducer, mended and with its bug, and the protocols that come of compiling it on the fly. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
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

/** Compiles a source text and takes the protocol out of it. */
async function compiled(text: string, { file, protocol }: Place): Promise<Protocol> {
  return (await moduleOf<Readonly<Record<string, Protocol>>>(text, file))[protocol]!;
}

/**
 * Compiles a source text on the fly, and imports it.
 *
 * @param file - the file of the kit in whose place the text stands: its imports are meant from there
 */
export async function moduleOf<Exports>(text: string, file: string): Promise<Exports> {
  const directory = mkdtempSync(join(tmpdir(), "interregnum-museum-"));
  try {
    const there = join(directory, "reducer.mts");
    writeFileSync(there, withImportsFromHere(text, dirname(file)));
    return (await tsImport(pathToFileURL(there).href, { parentURL: import.meta.url, tsconfig: false })) as Exports;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Points the imports of a source text at the modules that run here, compiled ones where this one is compiled. */
function withImportsFromHere(text: string, folder: string): string {
  return text.replaceAll(/\bfrom "([^"]+)"/g, (_, specifier: string) => {
    if (!specifier.startsWith(".")) return `from "${import.meta.resolve(specifier)}"`;
    const path = normalize(join(folder, specifier)).replaceAll("\\", "/");
    const isCompiled = import.meta.url.endsWith(".js");
    return `from "${new URL(`../../${isCompiled ? path.replace(/\.ts$/, ".js") : path}`, import.meta.url).href}"`;
  });
}
