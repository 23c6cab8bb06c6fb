/**
 * The arrows between the rooms: the compiler refuses an import that runs the
 * wrong way, and a name from outside where there must be none.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const arrows: readonly (readonly [room: string, target: string])[] = [
  ["spec", "impl"],
  ["spec", "model"],
  ["spec", "proofs"],
  ["impl", "model"],
  ["impl", "proofs"],
  ["model", "impl"],
  ["model", "proofs"],
  ["model", "model/threads"],
  ["impl", "impl/hosts/node"],
  ["impl", "impl/hosts/memory"],
];
const pureRooms = ["spec", "impl", "model"];
const ambient = [
  "console.log(1)",
  "process.exit(1)",
  "setTimeout(() => {}, 1)",
  "setInterval(() => {}, 1)",
  "queueMicrotask(() => {})",
  "performance.now()",
  "fetch('/')",
  "crypto.randomUUID()",
  "require('node:fs')",
  "Buffer.from('')",
  "document.title",
];

let copy: string;

/** A copy of the configuration and of one file per room: what the rooms hold is none of this test's business. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "interregnum-arrows-"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  cpSync(join(root, "tsconfig.json"), join(copy, "tsconfig.json"));
  writeFileSync(join(copy, "package.json"), '{ "type": "module" }');
  for (const room of ["spec", "impl", "impl/hosts", "model", "model/threads", "proofs"]) {
    mkdirSync(join(copy, room));
    cpSync(join(root, room, "tsconfig.json"), join(copy, room, "tsconfig.json"));
    writeFileSync(join(copy, room, "thing.ts"), "export const thing: number = 1;\n");
  }
  for (const host of ["impl/hosts/memory", "impl/hosts/node"]) {
    mkdirSync(join(copy, host));
    writeFileSync(join(copy, host, "thing.ts"), "export const thing: number = 1;\n");
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The codes of the errors that the compiler finds in a room that also holds `code`. */
function errorsIn(room: string, code: string): readonly number[] {
  const file = join(copy, room, "trespass.ts");
  writeFileSync(file, code);
  try {
    const { config } = ts.readConfigFile(join(copy, room, "tsconfig.json"), ts.sys.readFile);
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, join(copy, room));
    const program = ts.createProgram({
      rootNames: parsed.fileNames,
      options: { ...parsed.options, noEmit: true },
      ...(parsed.projectReferences === undefined ? {} : { projectReferences: parsed.projectReferences }),
    });
    // The references were not built here; that they were not (TS6305) is no answer to the question.
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ code: number }) => number)
      .filter((number) => number !== 6305);
  } finally {
    rmSync(file);
  }
}

const imports = (target: string): string =>
  `import { thing } from "../${target}/thing.ts";\nexport const mine: number = thing;\n`;

describe("An import against the direction of the arrows does not compile", () => {
  test.each(arrows)("%s does not see %s", (room, target) => {
    // TS6307: a file that is not of this project; TS6059: one outside of its root.
    expect(errorsIn(room, imports(target)).filter((code) => [6307, 6059].includes(code))).not.toEqual([]);
  });

  test.each([
    ["impl", "spec"],
    ["model", "spec"],
    ["proofs", "spec"],
    ["proofs", "impl"],
    ["proofs", "model"],
    ["proofs", "model/threads"],
    ["proofs", "impl/hosts/node"],
  ])("%s sees %s", (room, target) => {
    expect(errorsIn(room, imports(target))).toEqual([]);
  });
});

describe("What a runtime offers does not compile in a pure room", () => {
  test.each(pureRooms)("%s", (room) => {
    for (const code of ambient) {
      const errors = errorsIn(room, `${code};\nexport {};\n`);
      // TS2304, TS2584, TS2591, TS2580, TS2552: a name that is not there, each with another piece of advice.
      expect([code, errors.filter((number) => [2304, 2552, 2580, 2584, 2591].includes(number)).length]).toEqual([
        code,
        1,
      ]);
    }
  });

  test.each(pureRooms)("%s sees no module of Node", (room) => {
    const code = 'import { readFileSync } from "node:fs";\nexport const read: unknown = readFileSync;\n';
    // TS2307 and TS2591: no such module.
    expect(errorsIn(room, code).filter((number) => [2307, 2591].includes(number))).toHaveLength(1);
  });
});
