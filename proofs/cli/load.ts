/** Loading a protocol from a file, TypeScript or JavaScript, without a build step. */
import { type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import { checkModel } from "../../model/check-model.ts";
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import { importProblem } from "./import-problem.ts";
import { enter } from "./stage.ts";
import { listed } from "./words.ts";

/** Whether an argument means a file rather than the name of an algorithm. */
export function isPath(argument: string): boolean {
  return /[/\\]|^\.|\.[cm]?[jt]sx?$/.test(argument);
}

/**
 * Loads the model that a file exports.
 *
 * @remarks
 * Taken are: a model as the default export; a protocol as the default export or
 * as an export called `protocol`, beside which `claims`, `parameters`, `bounds`,
 * `configurations` and `requests` may be exported by their names. A model without
 * claims is explored all the same: its states are counted.
 *
 * @param path - the file, relative to `directory`
 * @throws InputError with a code `file-…` where there is no such file or it does not run, `model` where it
 * exports no complete model
 */
export async function loadModel(path: string, directory: string): Promise<Loaded> {
  const file = resolve(directory, path);
  enter("importing", { absolute: file, path });
  checkFile(file, path);
  const exports = exportsOf(await imported(file, path));
  return { model: modelIn(exports, path), file, ...waysIn(exports) };
}

/** A model out of a file, and how others can import it. */
export interface Loaded {
  readonly model: Model;
  /** The file as an absolute path. */
  readonly file: string;
  /** Under which name the whole model, or the protocol alone, is exported. */
  readonly exported: { readonly model: "default" } | { readonly protocol: "default" | "protocol" };
  /** The parts of the model that are exported by their own names, where the protocol is. */
  readonly parts: readonly string[];
}

function waysIn(exports: Exports): Pick<Loaded, "exported" | "parts"> {
  const { default: main } = exports;
  if (isObject(main) && "protocol" in main) return { exported: { model: "default" }, parts: [] };
  const parts = ["claims", "parameters", "bounds", "configurations", "requests"].filter((name) => name in exports);
  return { exported: { protocol: isProtocolLike(main) ? "default" : "protocol" }, parts };
}

/**
 * What there is under a path; undefined where there is nothing.
 *
 * @throws InputError where that cannot be told, as with a symbolic link that leads to itself
 */
export function statusOf(file: string, path: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ELOOP" ? "its symbolic links lead in a circle" : said(error);
    throw new InputError("file-unreadable", `${path} cannot be read: ${why}\nGive the path of a file that exists.`);
  }
}

function checkFile(file: string, path: string): void {
  const found = statusOf(file, path);
  if (found === undefined) {
    throw new InputError(
      "file-missing",
      `there is no file ${path}\nCheck the path: it is relative to the current directory.`,
    );
  }
  if (found.isDirectory()) {
    throw new InputError("file-directory", `${path} is a directory\nName the file in it that exports the protocol.`);
  }
  if (!/\.[cm]?[jt]s$/.test(file)) {
    throw new InputError(
      "file-kind",
      `${path} is neither TypeScript nor JavaScript by its name\nGive a file that ends in .ts, .mts, .cts, .js, .mjs or .cjs.`,
    );
  }
}

async function imported(file: string, path: string): Promise<Exports> {
  // Without source maps, an error in the file would point at the lines of what it was compiled to.
  process.setSourceMapsEnabled(true);
  try {
    // The user's tsconfig concerns the user's own tools: nothing in it may change what is explored.
    return (await tsImport(pathToFileURL(file).href, { parentURL: import.meta.url, tsconfig: false })) as Exports;
  } catch (error) {
    throw importProblem(error, file, path);
  }
}

type Exports = Readonly<Record<string, unknown>>;

/**
 * What a module exports, whatever it is compiled to: a CommonJS module has its
 * exports one level further down, as a default export that nobody wrote.
 */
export function exportsOf(module: Exports): Exports {
  const inner = module["default"];
  const isCommon = isObject(inner) && (Object.hasOwn(inner, "__esModule") || Object.keys(inner).length === 0);
  const all = isCommon ? { ...module, ...inner, default: inner["default"] } : module;
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && name !== "__esModule"),
  );
}

/**
 * The model among the exports of a file.
 *
 * @param path - the file, for messages
 * @throws InputError where there is none, or where a part of it is missing
 */
export function modelIn(exports: Exports, path: string): Model {
  const { default: main, protocol, claims = [], parameters, bounds, configurations, requests } = exports;
  if (isObject(main) && "protocol" in main) return checkModel({ claims, ...main }, path);
  const bare = isProtocolLike(main) ? main : protocol;
  if (bare === undefined) throw noProtocol(exports, path);
  const optional = Object.entries({ parameters, bounds, configurations, requests });
  const present = Object.fromEntries(optional.filter(([, part]) => part !== undefined));
  return checkModel({ protocol: bare, claims, ...present }, path);
}

function noProtocol(exports: Exports, path: string): InputError {
  const names = Object.keys(exports);
  const likely = names.find((name) => isProtocolLike(exports[name]) || isModelLike(exports[name]));
  const offers = names.length === 0 ? "It exports nothing." : `It exports ${listed(names)}.`;
  if (typeof exports["default"] === "function") {
    return new InputError(
      "model",
      `${path}: the default export is a function, not a protocol\nExport what it returns: export default make(...).`,
    );
  }
  const remedy =
    likely === undefined
      ? "Write `export default { protocol, claims }`, or export a `protocol` and, if something is claimed of it, `claims`."
      : `\`${likely}\` looks like it: add \`export default ${likely}\`.`;
  return new InputError("model", `${path}: there is no protocol in it\n${offers} ${remedy}`);
}

/** Whether something was probably meant to be a protocol, complete or not. */
function isProtocolLike(value: unknown): boolean {
  return isObject(value) && ["init", "step"].some((name) => typeof value[name] === "function");
}

function isModelLike(value: unknown): boolean {
  return isObject(value) && isProtocolLike(value["protocol"]);
}

function isObject(value: unknown): value is Exports {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
