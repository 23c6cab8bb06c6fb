import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../../model/scenario.ts";
import { isPath, loadModel } from "./load.ts";

const directory = mkdtempSync(join(tmpdir(), "interregnum-load-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Writes files into a project of their own: without a package.json they are CommonJS by their names. */
let projects = 0;
function project(files: Readonly<Record<string, string>>): string {
  const root = join(directory, `project-${++projects}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

async function problem(path: string, root: string): Promise<{ code: string; message: string }> {
  try {
    await loadModel(path, root);
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was thrown");
}

const protocol = `{
  name: "timid",
  init: () => null, step: (_cluster: unknown, state: unknown) => [state], durable: () => null,
  leadership: () => ({ leader: null }), timers: () => ({}),
}`;
const esm = '{ "type": "module" }';
const commonjs = '{ "type": "commonjs" }';

test("an argument with a slash, a dot in front or a known ending is a path", () => {
  expect(["./x", "a/b", "x.ts", "x.mjs", ".x", "a\\b"].map(isPath)).not.toContain(false);
  expect(["raft", "token-ring"].map(isPath)).not.toContain(true);
});

test.each([
  ["a model as the default export", `export default { protocol: ${protocol}, claims: [] };`],
  ["a model without claims", `export default { protocol: ${protocol} };`],
  [
    "a model whose claims stand beside it",
    `export default { protocol: ${protocol} }; export const claims: unknown[] = [];`,
  ],
  ["a bare protocol as the default export", `export default ${protocol};`],
  ["a protocol by its name", `export const protocol = ${protocol}; export const claims: unknown[] = [];`],
])("%s is taken, as an ES module and as CommonJS", async (_what, source) => {
  for (const manifest of [esm, commonjs]) {
    const root = project({ "package.json": manifest, "mine.ts": source });
    const { model } = await loadModel("mine.ts", root);
    expect(model.protocol.name).toBe("timid");
    expect(model.claims).toEqual([]);
  }
});

test("module.exports is taken, and plain JavaScript", async () => {
  const plain = protocol.replaceAll(": unknown", "");
  const root = project({ "a.cjs": `module.exports = { protocol: ${plain} };`, "b.mjs": `export default ${plain};` });
  expect((await loadModel("a.cjs", root)).model.protocol.name).toBe("timid");
  expect((await loadModel("b.mjs", root)).model.protocol.name).toBe("timid");
});

test("what stands beside a bare protocol belongs to the model", async () => {
  const root = project({
    "mine.mts": `export default ${protocol};
      export const parameters = { size: 2 };
      export const bounds = { size: () => 1 };
      export const requests = () => ["go"];
      export const configurations = () => [{ processes: [1], parameters: null }];
      export const unrelated = 7;`,
  });
  const { model } = await loadModel("mine.mts", root);
  expect(Object.keys(model).sort()).toEqual([
    "bounds",
    "claims",
    "configurations",
    "parameters",
    "protocol",
    "requests",
  ]);
});

test.each([esm, commonjs])(
  "a file may import types and values of the package that it stands beside: %s",
  async (manifest) => {
    const root = project({
      "package.json": manifest,
      "node_modules/interregnum/package.json":
        '{ "name": "interregnum", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" } } }',
      "node_modules/interregnum/index.js": 'export * from "./name.js";',
      "node_modules/interregnum/name.js": 'export const name = "imported";',
      "mine.ts": `import type { Protocol } from "interregnum";
      import { type Vocabulary, name } from "interregnum";
      export const protocol = { ...${protocol}, name } as unknown as Protocol<Vocabulary>;`,
    });
    expect((await loadModel("./mine.ts", root)).model.protocol.name).toBe("imported");
  },
);

test.each([
  ["there is no file", {}, "file-missing", "there is no file ./mine.ts\nCheck the path"],
  ["it is a directory", { "mine.ts/x": "" }, "file-directory", "./mine.ts is a directory\nName the file in it"],
  [
    "it does not compile",
    { "mine.ts": "\nexport const b = = 2;" },
    "file-syntax",
    './mine.ts:2:18 does not compile: Unexpected "="\n2 | export const b = = 2;\n                     ^\nCorrect it there.',
  ],
  [
    "a file that it imports does not compile",
    { "mine.ts": 'import "./other.ts";', "other.ts": "let = ;" },
    "file-syntax",
    "other.ts:1:",
  ],
  [
    "it throws when it is imported",
    { "mine.ts": 'throw new RangeError("no luck");' },
    "file-throws",
    "throws when it is imported: RangeError: no luck",
  ],
  [
    "it is JavaScript that does not compile",
    { "mine.ts": 'import "./other.mjs";', "other.mjs": "let = ;" },
    "file-syntax",
    "./mine.ts, or a file that it imports, does not compile: ",
  ],
  [
    "it imports what a package does not export",
    {
      "mine.ts": 'import "some/nope";',
      "node_modules/some/package.json": '{ "name": "some", "exports": { ".": "./a.js" } }',
    },
    "file-import",
    "./mine.ts imports some/nope, which is not there: some exports nothing by that name",
  ],
  [
    "it throws something that is no error",
    { "mine.ts": 'throw "no luck";' },
    "file-throws",
    './mine.ts throws "no luck" when',
  ],
  [
    "it imports a package that is not there",
    { "mine.ts": 'import { a } from "@some/where/deep"; export default a;' },
    "file-import",
    "./mine.ts imports @some/where, which is not there\nInstall it where the file is: npm install --save-dev @some/where",
  ],
  [
    "it imports a file that is not there",
    { "mine.ts": 'import { a } from "./nowhere.ts"; export default a;' },
    "file-import",
    "nowhere.ts, which is not there\nCheck the path",
  ],
  [
    "it imports a name that is not there",
    { "mine.ts": 'import { a } from "./other.ts"; export default a;', "other.ts": "export const b = 1;" },
    "file-import",
    "./mine.ts imports `a` from ./other.ts, which exports no such value\nCheck the name. If `a` is a type",
  ],
  [
    "it exports nothing",
    { "mine.ts": "const a = 1; console.assert(a === 1);" },
    "model",
    "there is no protocol in it\nIt exports nothing. Write `export default",
  ],
  [
    "it exports a protocol by another name",
    { "mine.ts": "export const raft = { init() {}, step() {} };" },
    "model",
    "there is no protocol in it\nIt exports raft. `raft` looks like it: add `export default raft`.",
  ],
  ["it exports a function", { "mine.ts": "export default () => 1;" }, "model", "the default export is a function"],
  [
    "a function of the protocol is missing",
    { "mine.ts": 'export default { name: "x", init: () => null, step: () => [null] };' },
    "model",
    './mine.ts: the protocol "x" lacks the function durable',
  ],
  [
    "a claim is no claim",
    { "mine.ts": `export default { protocol: ${protocol}, claims: [{}] };` },
    "model",
    "./mine.ts: claim 1 is {}",
  ],
] as const)("%s: the message says what, where and what to do", async (_what, files, code, message) => {
  const found = await problem("./mine.ts", project({ "package.json": esm, ...files }));
  expect(found.code).toBe(code);
  expect(found.message).toContain(message);
});

test("JavaScript that does not compile is refused with the place", async () => {
  const found = await problem("./a.mjs", project({ "a.mjs": "\nexport default { a b };" }));
  expect(found).toEqual({
    code: "file-syntax",
    message:
      "./a.mjs:2:20 does not compile: Unexpected identifier 'b'\n2 | export default { a b };\n                       ^\nCorrect it there.",
  });
});

test.skipIf(process.platform === "win32")("a symbolic link that leads to itself is refused", async () => {
  const root = project({});
  mkdirSync(root);
  symlinkSync("loop.mjs", join(root, "loop.mjs"));
  expect((await problem("loop.mjs", root)).message).toContain("its symbolic links lead in a circle");
});

test("a file that is neither TypeScript nor JavaScript is refused", async () => {
  expect((await problem("./x.json", project({ "x.json": "{}" }))).code).toBe("file-kind");
});

test("in a CommonJS package, a top-level await is refused with the ways out", async () => {
  const root = project({ "package.json": commonjs, "mine.ts": `export default await Promise.resolve(${protocol});` });
  expect((await problem("mine.ts", root)).message).toContain("Name the file .mts");
});
