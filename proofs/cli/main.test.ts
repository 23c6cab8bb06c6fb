import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as a user does; `meanwhile` gets hold of it while it runs. */
function interregnum(
  args: readonly string[],
  meanwhile: (child: ReturnType<typeof spawn>) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", "proofs/cli/main.ts", ...args], { cwd: root });
  meanwhile(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    err += data.toString();
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err })));
}

test("a violated claim ends with status 1, the report on standard output, without colours in a pipe", async () => {
  const { status, out, err } = await interregnum(["check", "proofs/cli/fixtures/hasty.ts"]);
  expect({ status, err }).toEqual({ status: 1, err: "" });
  expect(out).toContain("✗ at most one leads: violated in 3 steps, and no sooner");
  expect(out).not.toContain("\u001b");
});

test("bad input ends with status 2, told on standard error", async () => {
  const { status, out, err } = await interregnum(["check", "raftt", "--json"]);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain("Did you mean raft?");
});

test.each(["breadth", "depth", "walk", "diagrams"])(
  "the first Ctrl-C prints what was seen so far and ends with status 3: %s",
  async (strategy) => {
    // The protocol tells when the exploration is well under way: before that, a Ctrl-C simply ends the program.
    const source = `export default {
    name: "talkative",
    init: () => 0,
    step: (_cluster, state, event) => state === 60 && console.log("under way") || [event.type === "timeout" ? state + 1 : state, { type: "setTimer", timer: "next" }],
    durable: () => null, leadership: () => ({ leader: null }), timers: () => ({ next: 1 }),
  };`;
    await withFile("talkative.mjs", source, async (file) => {
      const args = ["check", file, "--timing", "asynchronous", "--json", "--strategy", strategy];
      const { status, out } = await interregnum(args, (child) => {
        child.stderr?.once("data", () => child.kill("SIGINT"));
      });
      expect(status).toBe(3);
      expect(JSON.parse(out)).toMatchObject({ algorithm: "talkative", strategy, stopped: "interrupted" });
    });
  },
);

test("what a Ctrl-C ends is kept, and goes on to what an unbroken run comes to", async () => {
  const source = `export default {
    protocol: {
      name: "talkative",
      init: () => 0,
      step: (_cluster, state, event) => state === 30 && console.log("under way") || [event.type === "timeout" ? state + 1 : state, { type: "setTimer", timer: "next" }],
      durable: () => null, leadership: () => ({ leader: null }), timers: () => ({ next: 1 }),
    },
    claims: [],
    bounds: { count: (state) => state },
  };`;
  await withFile("talkative.mjs", source, async (file) => {
    const kept = `${file}.kept`;
    const args = ["check", file, "--timing", "asynchronous", "--bound", "count=60", "--json"];
    const first = await interregnum([...args, "--checkpoint", kept], (child) => {
      child.stderr?.once("data", () => child.kill("SIGINT"));
    });
    expect(first.status).toBe(3);
    expect(first.err).toContain(`--resume ${kept}`);
    const { status, out } = await interregnum([...args, "--resume", kept]);
    const unbroken = await interregnum(args);
    expect({ status, result: { ...JSON.parse(out), seconds: 0 } }).toEqual({
      status: 0,
      result: { ...JSON.parse(unbroken.out), seconds: 0 },
    });
    expect(JSON.parse(out)).toMatchObject({ states: 61 ** 3, stopped: null });
    expect(JSON.parse(first.out).states).toBeLessThan(61 ** 3);
  });
});

test("at its limit of memory it ends with what was found: status 3, and the rest undecided", async () => {
  const args = ["check", "proofs/cli/fixtures/endless.ts", "--timing", "asynchronous", "--memory", "128m", "--json"];
  const { status, out, err } = await interregnum(args);
  expect({ status, err }).toEqual({ status: 3, err: "" });
  const { stopped, states, exhaustive, verdicts } = JSON.parse(out);
  expect({ stopped, exhaustive, verdict: verdicts[0].verdict }).toEqual({
    stopped: "memory",
    exhaustive: false,
    verdict: "undecided",
  });
  expect(states).toBeGreaterThan(0);
});

test("a reader that goes away early is no crash", async () => {
  const { status, err } = await interregnum(["claims", "--json"], (child) => void child.stdout?.destroy());
  expect({ status, err }).toEqual({ status: 0, err: "" });
});

test("an error in a file is shown where it is in the source, not in what it was compiled to", async () => {
  await withFile("throws.mts", 'interface Long {\n  a: 1;\n}\n\nthrow new RangeError("no luck");', async (file) => {
    const { status, err } = await interregnum(["check", file]);
    expect(status).toBe(2);
    expect(err).toContain("throws.mts:5:7 throws when it is imported: RangeError: no luck");
    expect(err).toContain('  5 | throw new RangeError("no luck");\n            ^\n');
  });
});

test("a file that waits for ever ends the program with status 2, and says so", async () => {
  await withFile("endless.mts", "await new Promise(() => {});", async (file) => {
    const { status, err } = await interregnum(["check", file]);
    expect(status).toBe(2);
    expect(err).toContain("waits for ever");
  });
});

const quiet = `const protocol = {
  name: "quiet", init: () => 0, step: (_cluster, state) => [state],
  durable: () => null, leadership: () => ({ leader: null }), timers: () => ({}),
};
export default protocol;
`;

test.each([
  ["a throw in a timer", 'setTimeout(() => { throw new Error("late"); }, 0);', "Error: late [unexpected]"],
  ["a rejected promise", 'Promise.reject(new Error("late"));', "Error: late [unexpected]"],
  [
    "an error that has no words",
    "Promise.reject({ get message() { throw 1; }, toString() { throw 2; }, toJSON() { throw 3; } });",
    "[unexpected]",
  ],
  ["an end of the program", "protocol.step = () => process.exit(0);", "ended the program while it was explored"],
])("%s in a file ends the program with status 2 and words, without a stack trace", async (_what, text, words) => {
  await withFile("late.mjs", quiet + text, async (file) => {
    const { status, out, err } = await interregnum(["check", file]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(words);
    expect(err).toContain("late.mjs");
    expect(err).not.toMatch(/^\s+at |node:internal/m);
  });
});

test("what a file prints does not mix with the result", async () => {
  await withFile("loud.mjs", `${quiet} console.log("hello"); console.table([1]);`, async (file) => {
    const { out, err } = await interregnum(["check", file, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ algorithm: "quiet" });
    expect(err).toContain("hello");
  });
});

test("a first step that never returns can be ended with Ctrl-C", async () => {
  const text = `${quiet} protocol.step = () => { console.log("begun"); for (;;); };`;
  await withFile("hang.mjs", text, async (file) => {
    const { status } = await interregnum(["check", file], (child) => {
      child.stderr?.once("data", () => child.kill("SIGINT"));
    });
    // Killed by the signal: there is no status of its own.
    expect(status).toBeNull();
  });
});

test("a file that leaves something running does not keep the program alive", async () => {
  await withFile("open.mts", "setInterval(() => {}, 1000); export const a = 1;", async (file) => {
    const { status, err } = await interregnum(["check", file]);
    expect(status).toBe(2);
    expect(err).toContain("there is no protocol in it");
  });
});

/** Lets `work` have a file of this name and content in a directory of its own. */
async function withFile(name: string, text: string, work: (file: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "interregnum-main-"));
  try {
    writeFileSync(join(directory, name), text);
    await work(join(directory, name));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
