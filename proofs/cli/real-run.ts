/** `interregnum run`: an election between real processes, and crises that one can cause. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";
import { healed, perform, validatedFleet } from "../reality/drill.ts";
import { Fleet } from "../reality/fleet.ts";
import type { Validation } from "../reality/index.ts";
import { messageTests } from "../reality/messages.ts";
import { type Deed, scriptHelp, scriptOf } from "../reality/script.ts";
import { type Election, Watch } from "../reality/watch.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { liveElection } from "./live.ts";
import { parsed } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { validationLines } from "./validate.ts";
import { counted, insteadOf } from "./words.ts";

const options = {
  nodes: { takes: "number", value: "N", least: 1, words: "how many processes; 5 by default" },
  tick: { takes: "number", value: "MS", least: 1, words: "how long a tick is, in milliseconds; 50 by default" },
  script: { takes: "word", value: "FILE", words: "do what the file says, heal everything, and tell what came of it" },
  out: {
    takes: "word",
    value: "DIR",
    words: "keep disks, logs and the list of elections there; by default they are thrown away",
  },
  json: { takes: "flag", words: "with --script, print what came of it as JSON" },
  ...helpOption,
} as const;

/** The command `run`. */
export const realRun: Command = {
  name: "run",
  summary: "start real processes that elect a leader, and crash, pause and cut them",
  usage: "run <algorithm> [options]",
  description: [
    "Starts processes of this machine that elect a leader over TCP, by the reducer that check explores, and shows who leads in which epoch.",
    "On a terminal: type the number of a process, then k to kill it (kill -9), r to restart it, w to wipe its disk, p to pause it or let it go on (SIGSTOP, SIGCONT), s to have it resign, c to cut it off with those chosen before it; h heals all, q leaves.",
    "With --script each line of the file does one thing:",
    ...scriptHelp.map(([line, what]) => `${line}: ${what}.`),
    "In the end everything is healed and restarted, and the logs of all processes are validated.",
    "Exit status: 0 one process leads in the end and nothing is violated, 1 two processes led the same epoch, nobody led after healing, or the logs show what the algorithm does not do, 2 bad input.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum run raft --nodes 5", "Five processes, live."],
    [
      "interregnum run raft --script crisis.txt --out evidence",
      "A script of crises, with logs for interregnum validate.",
    ],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("run", options, 1, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(realRun, context));
    return 0;
  }
  const algorithm = algorithmOf(positionals[0]);
  const { nodes = 5, tick: tickMs = 50 } = given;
  if (nodes > 50)
    throw new InputError("option-number", `run: --nodes is ${nodes}: each is a program of its own\nGive at most 50.`);
  const ids = Array.from({ length: nodes }, (_, i) => i + 1);
  const deeds = given.script === undefined ? null : scriptOf(textOf(given.script, terminal), given.script, ids);
  if (deeds === null && terminal.keys === undefined) {
    throw new InputError(
      "option-missing",
      "run: nobody sits at a terminal to cause crises\nGive a script: --script FILE.",
    );
  }
  const { directory, isKept } = directoryFor(given.out, terminal);
  const fleet = await Fleet.start({ algorithm, nodes, tickMs, directory });
  try {
    if (deeds === null) {
      await liveElection(algorithm, fleet, terminal);
      return 0;
    }
    return await scripted(algorithm, fleet, deeds, { terminal, tickMs, isJson: given.json, directory, isKept });
  } finally {
    await fleet.close();
    if (!isKept) rmSync(directory, { recursive: true, force: true });
  }
}

function algorithmOf(name: string | undefined): string {
  if (name === undefined)
    throw new InputError("argument-missing", "run: the algorithm is missing\nName one: interregnum run raft.");
  if (Object.hasOwn(messageTests, name)) return name;
  throw new InputError(
    "algorithm-unknown",
    `there is no algorithm “${name}” that runs\n${insteadOf(name, Object.keys(messageTests), "algorithms that run")}`,
  );
}

function textOf(path: string, { directory }: Terminal): string {
  try {
    return readFileSync(resolve(directory, path), "utf8");
  } catch (error) {
    throw new InputError("script", `${path} cannot be read: ${said(error)}\nGive the path of a script.`);
  }
}

/** Where disks and logs go: a directory of the user's that holds no logs yet, or one that is thrown away. */
function directoryFor(
  out: string | undefined,
  terminal: Terminal,
): { readonly directory: string; readonly isKept: boolean } {
  if (out === undefined) return { directory: mkdtempSync(join(tmpdir(), "interregnum-run-")), isKept: false };
  const directory = resolve(terminal.directory, out);
  try {
    mkdirSync(directory, { recursive: true });
    mkdirSync(join(directory, "logs"));
  } catch (error) {
    throw new InputError("output", `${out} cannot be used: ${said(error)}\nName a directory that is not there yet.`);
  }
  return { directory, isKept: true };
}

interface Stage {
  readonly terminal: Terminal;
  readonly tickMs: number;
  readonly isJson: boolean;
  readonly directory: string;
  readonly isKept: boolean;
}

async function scripted(algorithm: string, fleet: Fleet, deeds: readonly Deed[], stage: Stage): Promise<ExitStatus> {
  const { terminal, isJson, tickMs } = stage;
  const begun = Date.now();
  const say = (text: string): void => {
    if (!isJson) terminal.out(`${((Date.now() - begun) / 1000).toFixed(3).padStart(8)} s  ${text}`);
  };
  const watch = new Watch(fleet, (election) => say(electionInWords(election)));
  for (const { id, leads } of fleet.leaders)
    say(electionInWords({ process: id, epoch: leads ?? null, ms: null, messages: null }));
  for (const deed of deeds) say(await perform(deed, fleet, watch));
  const leader = await healed(fleet, Math.max(10_000, 100 * tickMs));
  say(
    leader === null
      ? "everything is healed, and nobody leads whom all follow"
      : `everything is healed, and all follow ${leader}`,
  );
  await fleet.close();
  const validation = validatedFleet(algorithm, fleet);
  const { elections, shared } = watch;
  if (stage.isKept) writeFileSync(join(stage.directory, "elections.json"), `${JSON.stringify(elections, null, 2)}\n`);
  if (isJson) terminal.out(JSON.stringify({ algorithm, leader, shared, elections, validation }, null, 2));
  else
    terminal.out(
      [
        "",
        ...shared.map(({ epoch, processes }) => `✗ ${processes.join(" and ")} both led epoch ${epoch}`),
        ...validationLines(algorithm, validation, terminal),
      ].join("\n"),
    );
  return leader === null || shared.length > 0 || isViolated(validation) ? 1 : 0;
}

function isViolated({ deviation, judgements }: Validation): boolean {
  return deviation !== null || judgements.some(({ isKept }) => isKept === false);
}

/** An election in words: `process 3 leads epoch 4, after 212 ms and 31 messages`. */
export function electionInWords({ process, epoch, ms, messages }: Election): string {
  const after = ms === null ? "" : `, after ${ms} ms and ${counted(messages ?? 0, "message")}`;
  return `process ${process} leads${epoch === null ? "" : ` epoch ${epoch}`}${after}`;
}
