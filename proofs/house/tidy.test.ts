/**
 * The house rules that no compiler and no linter sees. Each says what to do
 * instead.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const passedOver = /^(\.git|node_modules|dist|coverage|docs\/site|docs\/generated)(\/|$)|\.tsbuildinfo$/;

function filesIn(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name).replaceAll("\\", "/");
    if (passedOver.test(path)) return [];
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
}

const files = filesIn(".");
const contents: ReadonlyMap<string, string> = new Map(
  files.map((file) => [file, readFileSync(join(root, file), "utf8")]),
);
const isTest = (file: string): boolean => file.endsWith(".test.ts");
const modulesOf = (...rooms: readonly string[]): readonly string[] =>
  files.filter((file) => file.endsWith(".ts") && rooms.includes(file.split("/")[0]!));

/** Something that is not written here, and what is written instead. */
interface Ban {
  readonly what: RegExp;
  readonly instead: string;
  readonly within: readonly string[];
}

const code = modulesOf("spec", "impl", "model", "proofs", "docs").filter(
  (file) => file !== "proofs/house/tidy.test.ts",
);
/** Hosts that run on a clock and draw by chance: what belongs to a runtime. */
const runtimes = /^impl\/hosts\/(node|browser)\//;
const reducers = modulesOf("spec", "impl", "model").filter((file) => !isTest(file));
const pure = reducers.filter((file) => !runtimes.test(file));

/** Where code is written by code: the hot loop, for the number of processes and the width of a packed state. */
const generating = ["generated", "looking", "merge", "stretch", "visited"].map((name) => `model/engine/${name}.ts`);

/** The words are put together from halves, so that this file may be looked at, too. */
const words = (...halves: readonly (readonly [string, string])[]): RegExp =>
  new RegExp(`\\b(${halves.map((half) => half.join("")).join("|")})\\b`, "i");

const bans: readonly Ban[] = [
  {
    what: /\bMath\.random\b/,
    instead: "give the timer a range of ticks, or take the numbers from whoever calls",
    within: pure,
  },
  {
    what: /\bDate\.now\b|\bnew Date\b|\bDate\(\)/,
    instead: "let time arrive as a timeout event",
    within: pure,
  },
  {
    what: /\b(globalThis|eval)\b|\bnew Function\b/,
    instead: "take what you need as an argument; code is generated in the hot loop of model/engine alone",
    within: pure.filter((file) => !generating.includes(file)),
  },
  {
    // Biome finds every `any`; what is left to find is where it was told to look away.
    what: /biome-ignore(-all|-start)? lint\/suspicious\/noExplicitAny/,
    instead: "say what it is, or `unknown` and find out",
    within: code,
  },
  {
    what: /@ts-(ignore|nocheck)/,
    instead: "`@ts-expect-error` with the reason behind it",
    within: code,
  },
  {
    what: words(["ser", "vers?"], ["pe", "ers?"]),
    instead: "say *process*",
    within: reducers,
  },
  {
    what: words(["sess", "ions?"], ["chat", "bots?"], ["assis", "tants?"], ["L", "LM"], ["sub", "agents?"]),
    instead: "say what the code does, not how it came about",
    within: files.filter((file) => !file.endsWith("package-lock.json")),
  },
  {
    what: new RegExp(["/wo", "rk/|/ro", "ot/|/ho", "me/\\w|/t", "mp/\\w"].join("")),
    instead: "a path from the root of the repository, or `os.tmpdir()`",
    within: files,
  },
  {
    what: new RegExp(["regis", "try\\.[\\w-]+\\.\\w+/|regis", 'try\\.(npmjs|yarnpkg)|"reso', 'lved": "'].join("")),
    instead:
      "nothing: npm knows its own; `npm config set omit-lockfile-registry-resolved true` keeps it out of the lock file",
    within: files,
  },
];

describe("What is not written here", () => {
  test.each(bans)("$what, instead: $instead", ({ what, instead, within }) => {
    expect(within.length).toBeGreaterThan(0);
    const found = within.flatMap((file) =>
      contents
        .get(file)!
        .split("\n")
        .flatMap((line, index) =>
          what.test(line) ? [`${file}:${index + 1}: ${line.trim()} - instead: ${instead}`] : [],
        ),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ["const x = Math.random();", 0],
    ["const now = Date.now();", 1],
    ["// biome-ignore lint/suspicious/noExplicitAny: because", 3],
    ["// @ts-ignore", 4],
    ["the leader sends to its peers", 5],
  ])("The ban finds %s", (line, ban) => {
    expect(line).toMatch(bans[ban]!.what);
  });
});

/** What each room may import beside itself. Tests may import anything of the kit and their tools. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  impl: ["spec", "ts-pattern"],
  "impl/hosts/browser": ["spec", "impl"],
  "impl/hosts/memory": ["spec", "impl"],
  "impl/hosts/node": [
    "spec",
    "impl",
    "node:crypto",
    "node:fs",
    "node:fs/promises",
    "node:net",
    "node:path",
    "node:tls",
  ],
  model: ["spec"],
  "model/threads": ["spec", "model", "node:timers/promises", "node:v8", "node:worker_threads"],
};

/** The room in which a file lies: what talks to threads is a room of its own, and so is every host. */
function roomOf(file: string): string {
  return /^(model\/threads|impl\/hosts\/\w+)\//.exec(file)?.[1] ?? file.split("/")[0]!;
}

function importsOf(file: string): readonly string[] {
  const statements = /^(?:import|export)\b[^"';]*?\bfrom "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...contents.get(file)!.matchAll(statements)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!);
}

describe("Imports", () => {
  test.each(Object.entries(mayImport))("%s imports nothing but itself and %j", (room, others) => {
    const strangers = modulesOf(room.split("/")[0]!)
      .filter((file) => !isTest(file) && roomOf(file) === room)
      .flatMap((file) =>
        importsOf(file)
          .map((specifier) =>
            specifier.startsWith(".")
              ? roomOf(normalize(join(dirname(file), specifier)).replaceAll("\\", "/"))
              : specifier,
          )
          .filter((target) => target !== room && !others.includes(target))
          .map((target) => `${file} imports ${target}`),
      );
    expect(strangers).toEqual([]);
  });

  test("Relative imports name their file with .ts", () => {
    const broken = code.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith(".") && !specifier.endsWith(".ts"))
        .map((specifier) => `${file} imports ${specifier} - instead: the file's name with .ts`),
    );
    expect(broken).toEqual([]);
  });
});

/** Files of more than 400 lines, and why they are not two. */
const reasons: Readonly<Record<string, string>> = {
  "model/explore.test.ts": "one small protocol, and everything that can be asked of the explorer about it",
  "docs/guide.md":
    "one protocol is checked from its first version on, and each section is a program that goes on with it",
};

test("A file has at most 400 lines, or a reason", () => {
  const long = files.filter((file) => /\.(ts|js|md)$/.test(file) && contents.get(file)!.split("\n").length > 401);
  expect(long.filter((file) => !(file in reasons))).toEqual([]);
});
