/**
 * The programs within pages and docstrings, made into files that can be
 * compiled and run.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A program out of a page or a docstring. */
export interface Snippet {
  /** Where it stands: the file and its line. */
  readonly where: string;
  readonly code: string;
}

/** The entries of the package by the names that programs import them under, as they were before they were built. */
const entries: Readonly<Record<string, string>> = entriesIn(readFileSync(join(root, "package.json"), "utf8"));

function entriesIn(manifest: string): Readonly<Record<string, string>> {
  const { exports } = JSON.parse(manifest) as { exports: Record<string, string | { readonly default: string }> };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([name, target]) =>
      typeof target === "string"
        ? []
        : [[name.replace(".", "interregnum"), target.default.replace("./dist/", "").replace(/\.js$/, ".ts")]],
    ),
  );
}

/** The programs of a page: the `ts` blocks under one heading of the second level are one program. */
export function snippetsOfPage(file: string): readonly Snippet[] {
  const programs: { where: string; code: string }[] = [];
  let isInside = false;
  let isFirstOfSection = true;
  for (const [index, line] of readFileSync(join(root, file), "utf8").split("\n").entries()) {
    if (!isInside && line.startsWith("## ")) isFirstOfSection = true;
    if (!isInside && line.startsWith("```ts")) {
      if (isFirstOfSection) programs.push({ where: `${file}:${index + 1}`, code: "" });
      isFirstOfSection = false;
      isInside = true;
    } else if (isInside && line.startsWith("```")) isInside = false;
    else if (isInside) programs.at(-1)!.code += `${line}\n`;
  }
  return programs;
}

/** The `@example` programs of a module. What the module exports they use without importing it. */
export function snippetsOfModule(file: string): readonly Snippet[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^ *\* @example\n(?: *\*(?: .*)?\n)*? *\* ```ts\n((?: *\*.*\n)*?) *\* ```/gm)].map(
    (found) => {
      const code = found[1]!.replaceAll(/^ *\* ?/gm, "");
      const where = `${file}:${text.slice(0, found.index).split("\n").length}`;
      return { where, code: `${ownImports(file, text, code)}${code}` };
    },
  );
}

function ownImports(file: string, text: string, code: string): string {
  const names = [...text.matchAll(/^export (?:async )?(const|function\*?|class|interface|type) (\w+)/gm)]
    .filter(([, , name]) => new RegExp(`\\b${name}\\b`).test(code) && !new RegExp(`import.*\\b${name}\\b`).test(code))
    .map(([, kind, name]) => (kind === "interface" || kind === "type" ? `type ${name}` : name));
  return names.length === 0 ? "" : `import { ${names.join(", ")} } from "/${file}";\n`;
}

/**
 * Writes the programs into a fresh directory, each a module, so that they can be
 * compiled and imported; gives their files in the same order.
 */
export function written(snippets: readonly Snippet[], name: string): readonly string[] {
  const directory = join(root, "docs/generated/snippets", name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return snippets.map(({ where, code }) => {
    const file = join(directory, `${where.replaceAll(/[^a-zA-Z0-9]+/g, "-")}.ts`);
    const module = `import { same as $same, shows as $shows } from "/proofs/testing/same.ts";\n${asserting(code)}\nvoid [$same, $shows];\n`;
    writeFileSync(file, atHome(module, directory));
    return file;
  });
}

/** Points the imports of the package's entries, and of files from the root, at the sources. */
export function atHome(code: string, directory: string): string {
  const to = (file: string): string => relative(directory, join(root, file)).replaceAll("\\", "/");
  return code.replaceAll(/from "(interregnum(?:\/[\w-]+)*|\/[^"]+)"/g, (whole, specifier: string) => {
    const file = specifier.startsWith("/") ? specifier.slice(1) : entries[specifier];
    return file === undefined ? whole : `from "${to(file)}"`;
  });
}

/** Makes `expression; // value` an assertion that it is so, and likewise a `console.log(...); // output`. */
function asserting(code: string): string {
  return code
    .split("\n")
    .map((line) => {
      const logged = /^console\.log\((.*)\); \/\/ (.+)$/.exec(line);
      if (logged !== null) return `$shows([${logged[1]}], ${JSON.stringify(logged[2])});`;
      const [, expression, value] =
        /^((?!const |let |import |export |return |type |\/\/).*\S); \/\/ (.+)$/.exec(line) ?? [];
      return value === undefined || !isValue(value) ? line : `$same(${expression}, ${value});`;
    })
    .join("\n");
}

function isValue(text: string): boolean {
  try {
    new Function(`"use strict"; return (${text});`)();
    return true;
  } catch {
    return false; // A remark in words, then.
  }
}
