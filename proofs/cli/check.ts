/** `interregnum check`: explores one algorithm in one scenario. */
import { checkScenario } from "../../model/check-scenario.ts";
import { ProtocolError } from "../../model/error.ts";
import { type ExploreOptions, exploring } from "../../model/explore.ts";
import type { Exploration } from "../../model/result.ts";
import { InputError, type Scenario } from "../../model/scenario.ts";
import { withWitnesses } from "../../model/select-claims.ts";
import type { Model } from "../../spec/model.ts";
import { exploringOnFifo } from "../catalogue/prove.ts";
import { checkpointOptions, keepingFrom } from "./checkpoint.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { diskFrom, diskOptions } from "./disk.ts";
import { fairnessFor, fairnessOptions } from "./fairness.ts";
import { limitOptions, limitsFrom, mostMemory } from "./limits.ts";
import { parsed } from "./options.ts";
import { parametersFrom } from "./parameters.ts";
import { watched } from "./progress.ts";
import { claimsAndRecoveries, recoveryOptions, withRecoveryClaims } from "./recovery-claims.ts";
import { reportOf, type Told } from "./report.ts";
import { boundOptions, budgetOptions, scenarioFrom, scenarioOptions } from "./scenario.ts";
import { enter } from "./stage.ts";
import { strategyFrom, strategyOptions } from "./strategy.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { isExpected } from "./summary.ts";
import {
  choiceInWords,
  isWithinReport,
  renderedTrace,
  traceOptions,
  traceRequestFrom,
  tracesOf,
  writeTrace,
} from "./trace-output.ts";
import { crewFrom, workerOptions } from "./workers.ts";

const claimOptions = {
  claim: {
    takes: "words",
    value: "NAME",
    words: "only this claim, and its witness; hyphens may stand for spaces. Repeatable",
  },
  claimed: {
    takes: "flag",
    words: "only the claims that are made in this scenario: whose premises cover what can go wrong in it",
  },
  ...recoveryOptions,
} as const;

const modelOptions = {
  set: {
    takes: "pairs",
    value: "name=value",
    words: "a parameter of the algorithm; the value is JSON or a bare word. Repeatable",
  },
  ...boundOptions,
  symmetry: {
    takes: "flag",
    words: "explore states as one that differ by names of processes alone; the model must declare how names occur",
  },
  "relative-epochs": {
    takes: "flag",
    words:
      "look at the differences of epochs alone: no term is too high then; the model must declare how epochs occur. Lifts bounds on epochs; --bound spread=N limits how far they are apart",
  },
  reduction: {
    takes: "flag",
    words:
      "explore states as one that differ only by moves that commute with all others and that no claim sees; traces are not the shortest then",
  },
  "to-the-end": { takes: "flag", words: "go on when every claim is decided, for the counts" },
} as const;

const outputOptions = {
  profile: {
    takes: "flag",
    words: "also tell how often each event was taken in each role, what never was, and what each bound cut",
  },
  progress: { takes: "flag", words: "tell every ten seconds how far it is, where standard error is no terminal" },
  ...traceOptions,
  json: { takes: "flag", words: "print the result as JSON, all of it" },
  ...helpOption,
} as const;

const options = {
  ...scenarioOptions,
  ...budgetOptions,
  ...claimOptions,
  ...fairnessOptions,
  ...modelOptions,
  ...strategyOptions,
  ...limitOptions,
  ...workerOptions,
  ...checkpointOptions,
  ...diskOptions,
  ...outputOptions,
} as const;

/** The command `check`. */
export const check: Command = {
  name: "check",
  summary: "explore one algorithm, built in or your own, in one scenario",
  usage: "check <algorithm | ./file.ts> [options]",
  description: [
    "Explores every state that the algorithm can reach and decides its claims. A violated claim is shown with a shortest way to violate it.",
    "Under a crisis that brings the duplicating network along, the way is shown on a FIFO network where there is one, since it is easier to follow. Ctrl-C ends an exploration and shows what was seen so far.",
    "A claim over runs that go on for ever is violated by a run of which a part repeats: it is shown once, and where it begins to repeat. What such a run owes is told with the verdict. Where bounds cut off what could matter, the claim is undecided.",
    "The file may be TypeScript or JavaScript. Its default export is a model (an object with `protocol` and `claims`), or it exports `protocol` and `claims` by these names.",
    "Depth first, a counterexample is not the shortest; random walks never see everything for sure, so that they find a violation or leave a claim undecided.",
    "Exit status: 0 nothing is violated, 1 a claim is violated (also one that is not claimed in this scenario: see --claimed), 2 bad input, 3 not finished.",
  ],
  options: [
    ["Scenario", scenarioOptions],
    ["Faults: how many at most, 0 by default", budgetOptions],
    ["Claims: all by default", claimOptions],
    ["Runs that go on for ever", fairnessOptions],
    ["Model", modelOptions],
    ["Strategies, for what is too large", strategyOptions],
    ["Limits", limitOptions],
    ["Threads", workerOptions],
    ["For what takes hours", { ...checkpointOptions, ...diskOptions }],
    ["Output", outputOptions],
  ],
  examples: [
    ["interregnum check raft --crisis crash-and-return", "Does the election survive a crash?"],
    [
      "interregnum check bully --crisis slow-network --claim at-most-one-leads",
      "Why a false suspicion makes two leaders.",
    ],
    [
      "interregnum check ./my-protocol.ts --nodes 2 --losses 1 --bound inflight=4",
      "A protocol of your own, on links that may lose a message.",
    ],
    ["interregnum check raft --losses 1 --relative-epochs", "All terms, however high: only their differences matter."],
    ["interregnum check raft --nodes 4 --symmetry", "One state for all that differ by names of processes alone."],
    [
      "interregnum check raft --nodes 4 --symmetry --relative-epochs",
      "The same in all terms: one for all that differ by names and by how high all terms are.",
    ],
    ["interregnum check bully --crisis slow-network --recovers", "Does it come back to one leader, or how may it not?"],
    ["interregnum check raft --reduction", "One order for all deliveries whose order nobody can tell."],
    [
      "interregnum check raft --nodes 7 --losses 3 --strategy walk --walks 50",
      "Seven processes are too many to see everything: walks through it, and what they came upon.",
    ],
    ["interregnum check raft --crisis partition --trace svg --trace-out raft.svg", "The counterexample as a diagram."],
    [
      "interregnum check raft --nodes 4 --losses 1 --checkpoint raft.kept",
      "What takes long is kept in a file: once more with --resume raft.kept, it goes on.",
    ],
    ["interregnum check raft --bound term=3 --claimed --json", "For a program: only what is claimed, as JSON."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("check", options, 1, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(check, context));
    return 0;
  }
  const [argument] = positionals;
  if (argument === undefined || argument.trim() === "") {
    throw new InputError(
      "argument-missing",
      `check: what is to be checked is missing\nName an algorithm (${Object.keys(context.algorithms).join(", ")}) or a file: interregnum check ./my-protocol.ts`,
    );
  }
  const asked = await subjectOf(argument, context);
  const subject = given.recovers ? withRecoveryClaims(asked) : asked;
  const { model } = subject;
  // The bounds that a built-in model brings along are on epochs.
  const scenario = scenarioFrom(given, given["relative-epochs"] ? { ...subject, bounds: {} } : subject);
  checkedScenario(model, scenario);
  const processes = Array.from({ length: scenario.nodes }, (_, i) => i + 1);
  const parameters = parametersFrom(given.set, model, subject.isBuiltIn ? processes : undefined);
  const claims = claimsAndRecoveries(given, subject, scenario);
  const strategy = strategyFrom(given);
  const limits: ExploreOptions = limitsFrom(given);
  const request = traceRequestFrom(given, terminal.directory);
  const { tellStopped, named, ...checkpoints } = keepingFrom(given, terminal);
  const { disk, close } = diskFrom(given, terminal, mostMemory(given));
  const wanted = {
    ...given,
    strategy: strategy.strategy ?? "breadth",
    isKept: (given.checkpoint ?? given.resume) !== undefined,
    isOnDisk: given.disk !== undefined,
  };
  const crew = crewFrom(wanted, argument, subject, terminal.directory);
  const chosen: ExploreOptions = {
    claims,
    parameters,
    toTheEnd: given["to-the-end"],
    symmetry: given.symmetry,
    relativeEpochs: given["relative-epochs"],
    reduction: given.reduction,
    examples: request !== null,
    profile: given.profile,
    fairness: fairnessFor(
      given,
      model.claims.filter(({ name }) => claims.includes(name)),
    ),
    ...strategy,
    ...limits,
    ...checkpoints,
    ...(disk === undefined ? {} : { disk }),
  };
  const begun = process.cpuUsage();
  enter("exploring");
  // The network was not asked for by its name: where the crisis brought it along, a trace may be shown on an easier one.
  const isAlongWith = given.crisis !== undefined && given.network === undefined && given.timing === undefined;
  const isEasier = isAlongWith && strategy.strategy === "breadth";
  const watching = { isAsked: given.progress };
  const { result, onFifo } = await terminal
    .interruptible(async (signal) => {
      const together = { ...chosen, signal, ...(crew === undefined ? {} : { crew }) };
      const result = await watched(exploring(model, scenario, together), terminal, watching).finally(() =>
        crew?.dismiss(),
      );
      const easier = isEasier
        ? exploringOnFifo(model, result, { ...limits, parameters, symmetry: given.symmetry, signal })
        : null;
      return { result, onFifo: easier === null ? undefined : await watched(easier, terminal, watching) };
    })
    .catch((error: unknown) => {
      throw withParameters(named(error), given.set, parameters);
    })
    .finally(close);
  enter("writing the result");
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  const report = (): string =>
    given.json
      ? JSON.stringify({ ...result, ...(onFifo && { onFifo }), seconds }, null, 2)
      : reportOf(result, { ...told(subject, seconds), ...(onFifo && { onFifo }) }, terminal);
  const isFinished = result.stopped === null || result.stopped === "decided";
  if (request === null || isWithinReport(request)) {
    terminal.out(report());
    if (!isFinished) tellStopped();
    return statusOf(result);
  }
  const traces = tracesOf(result, onFifo);
  const [first] = traces;
  const text = first === undefined ? null : renderedTrace(request, first, subject, terminal.directory);
  if (text !== null && request.out !== undefined) writeTrace(text, request.out);
  terminal.out(text !== null && request.out === undefined ? text.trimEnd() : report());
  if (!isFinished) tellStopped();
  const choice = choiceInWords(traces, request);
  if (choice !== "") terminal.err(choice);
  return statusOf(result);
}

function checkedScenario(model: Model, scenario: Scenario): void {
  try {
    checkScenario(model, scenario);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `check: ${error.message}`);
  }
}

/** What a protocol throws, together with the parameters that were set: they may be why. */
function withParameters(error: unknown, set: Readonly<Record<string, string>>, parameters: unknown): unknown {
  if (!(error instanceof ProtocolError) || Object.keys(set).length === 0) return error;
  const [what, ...rest] = error.message.split("\n");
  const lines = [what, `with the parameters that were set: ${JSON.stringify(parameters)}`, ...rest];
  return new InputError(error.code, lines.join("\n"));
}

function told({ title, model }: Subject, seconds: number): Told {
  return {
    title,
    seconds,
    words: Object.fromEntries(withWitnesses(model.claims).map((claim) => [claim.name, claim.words])),
    noClaims: `${model.claims.length === 0 ? "There are no claims" : "None of the claims is made in this scenario"}: states were counted.`,
  };
}

/** How `check` ends. An interruption comes before a violation: nobody can rely on what was not looked at. */
export function statusOf({ verdicts, stopped }: Exploration): ExitStatus {
  if (stopped === "interrupted") return 3;
  const expected = verdicts.filter(isExpected);
  if (expected.some(({ verdict }) => verdict === "violated")) return 1;
  const isFinished = stopped === null || stopped === "decided";
  return isFinished && expected.every(({ verdict }) => verdict !== "undecided") ? 0 : 3;
}
