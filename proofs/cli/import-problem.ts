/** Why a file could not be imported, for the person who wrote it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";

/**
 * What is wrong with a file whose import failed, where, and what to do.
 *
 * @param error - what the import threw: anything
 * @param file - the file that was imported, as an absolute path
 * @param path - the file as the user would write it
 */
export function importProblem(error: unknown, file: string, path: string): InputError {
  if (!(error instanceof Error) && !isErrorLike(error)) {
    return new InputError("file-throws", `${path} throws ${said(error)} when it is imported\n${whenThrown}`);
  }
  const { message, name } = error;
  if (name === "TransformError" || message.startsWith("Transform failed")) return notCompiling(message, file, path);
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) return notFound(missing, importerIn(message, file, path));
  const subpath = /Package subpath '\.([^']*)' is not defined by "exports" in (.+?)[/\\]package\.json/.exec(message);
  if (subpath !== null) {
    const [, within, directory] = subpath;
    const name = /node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)$/.exec(directory!)?.[1] ?? directory!;
    return new InputError(
      "file-import",
      `${importerIn(message, file, path)} imports ${name}${within}, which is not there: ${name} exports nothing by that name\nCheck the name behind ${name}.`,
    );
  }
  const unexported = /module '([^']+)' does not provide an export named '([^']+)'/.exec(message);
  if (unexported !== null) {
    const [, module, missingName] = unexported;
    return new InputError(
      "file-import",
      `${path} imports \`${missingName}\` from ${module}, which exports no such value\nCheck the name. If \`${missingName}\` is a type, import it with \`import type\`.`,
    );
  }
  if (name === "SyntaxError" && isOfTheLoader(error.stack ?? "")) return notParsing(message, file, path);
  const at = positionIn(error.stack ?? "", file);
  const place = at === undefined ? path : `${path}:${at.line}:${at.column}`;
  const source = at === undefined ? [] : sourceLines(file, at);
  return new InputError(
    "file-throws",
    [`${place} throws when it is imported: ${name}: ${message}`, ...source, whenThrown].join("\n"),
  );
}

const whenThrown =
  "A protocol's file should only define and export: nothing in it needs to run before the exploration.";

function isErrorLike(error: unknown): error is Error {
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";
}

/** A position in a source file: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

function notCompiling(message: string, file: string, path: string): InputError {
  const found = /^(.*):(\d+):(\d+): ERROR: (.*)$/m.exec(message);
  if (found === null) return new InputError("file-syntax", `${path} does not compile: ${message}\nCorrect it there.`);
  const [, where, line, column, what] = found;
  // The compiler counts columns from 0, editors from 1.
  const at = { line: Number(line), column: Number(column) + 1 };
  const place = where === file ? path : where!;
  const remedy = what!.includes("Top-level await")
    ? 'Name the file .mts, or put "type": "module" into its package.json.'
    : "Correct it there.";
  return new InputError(
    "file-syntax",
    [`${place}:${at.line}:${at.column} does not compile: ${what}`, ...sourceLines(where!, at), remedy].join("\n"),
  );
}

/** Whether a syntax error is of a file that was loaded, and not of what a file parses while it runs. */
function isOfTheLoader(stack: string): boolean {
  const first = stack.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
  return /compileSourceTextModule|wrapSafe|compileFunction|node:internal\/(?:modules|vm)/.test(first);
}

/**
 * JavaScript that does not parse.
 *
 * @remarks
 * The loader says what is wrong and not where. Another Node that only parses the
 * file knows; where it finds nothing, the mistake is in a file that this one imports.
 */
function notParsing(message: string, file: string, path: string): InputError {
  const at = placeOfSyntaxError(file);
  const place = at === undefined ? `${path}, or a file that it imports,` : `${path}:${at.line}:${at.column}`;
  const source = at === undefined ? [] : sourceLines(file, at);
  return new InputError(
    "file-syntax",
    [`${place} does not compile: ${message}`, ...source, "Correct it there."].join("\n"),
  );
}

function placeOfSyntaxError(file: string): Position | undefined {
  const kind = file.endsWith(".cjs") ? "commonjs" : "module";
  try {
    const input = readFileSync(file);
    const { stderr } = spawnSync(process.execPath, ["--check", `--input-type=${kind}`, "-"], {
      input,
      encoding: "utf8",
      env: {},
      timeout: 10_000,
    });
    const found = /^\[stdin\]:(\d+)\n.*\n( *)\^/m.exec(stderr);
    return found === null ? undefined : { line: Number(found[1]), column: found[2]!.length + 1 };
  } catch {
    return undefined;
  }
}

function notFound(missing: string, path: string): InputError {
  const isFile = /^[./]|^[A-Za-z]:\\/.test(missing);
  const remedy = isFile
    ? "Check the path, with its ending."
    : `Install it where the file is: npm install --save-dev ${packageOf(missing)}`;
  return new InputError("file-import", `${path} imports ${missing}, which is not there\n${remedy}`);
}

/** The file that has the import in it: the one that was loaded, or one that it imports in turn. */
function importerIn(message: string, file: string, path: string): string {
  const found = /(?: imported from |Require stack:\n- )(.+?)(?:\?|$)/m.exec(message)?.[1];
  return found === undefined || found === file ? path : found;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The first place in `file` that a stack names. */
export function positionIn(stack: string, file: string): Position | undefined {
  for (const frame of stack.split("\n")) {
    const at = frame.indexOf(file);
    // What a file was compiled to without a source map stands in a data URL: its lines are not those of the source.
    if (at < 0 || frame.includes("data:")) continue;
    const found = /^(?:\?[^:]*)?:(\d+):(\d+)/.exec(frame.slice(at + file.length));
    if (found !== null) return { line: Number(found[1]), column: Number(found[2]) };
  }
  return undefined;
}

/** The line in question with a mark under its column; nothing where it cannot be read. */
function sourceLines(file: string, { line, column }: Position): readonly string[] {
  try {
    const text = readFileSync(file, "utf8").split("\n")[line - 1];
    if (text === undefined || text.length > 200) return [];
    const margin = `${line} | `;
    return [margin + text, `${" ".repeat(margin.length + column - 1)}^`];
  } catch {
    return [];
  }
}
