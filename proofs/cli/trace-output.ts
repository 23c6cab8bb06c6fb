/** Giving a trace away: as text, as a diagram, for `replay`, as a test. */
import { writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { said } from "../../model/error.ts";
import type { Exploration, Trace, Verdict } from "../../model/result.ts";
import { InputError } from "../../model/scenario.ts";
import { withWitnesses } from "../../model/select-claims.ts";
import { writtenTrace } from "../trace/file.ts";
import { type ModelImport, regressionTestOf } from "../trace/regression-test.ts";
import { diagramOf } from "../trace/svg/diagram.ts";
import { breachInWords } from "./fairness.ts";
import { statusOf } from "./load.ts";
import type { Given } from "./options.ts";
import { scenarioInWords } from "./scenario.ts";
import type { Subject } from "./subject.ts";
import { plainly } from "./terminal.ts";
import { traceLines } from "./trace.ts";
import { counted, listed, printable } from "./words.ts";

/** The options that are about traces. */
export const traceOptions = {
  trace: {
    takes: "choice",
    choices: ["text", "svg", "json", "test"],
    words:
      "how to give the trace of what is violated, or of what was seen at least once: as text within the report, as a diagram, for replay, as a test for vitest",
  },
  "trace-out": {
    takes: "word",
    value: "FILE",
    words:
      "write that trace to a file, and print the report; without it, a trace that is no text is all that is printed",
  },
} as const;

/** What was asked for about traces. */
export interface TraceRequest {
  readonly format: (typeof traceOptions.trace.choices)[number];
  /** The file to write to, as it was given and as an absolute path; absent where the trace goes to standard output. */
  readonly out?: { readonly path: string; readonly file: string };
}

/**
 * Reads the options about traces; `null` where no trace was asked for.
 *
 * @throws InputError where they do not go together, or where the file cannot be written for want of its directory
 */
export function traceRequestFrom(
  given: Given<typeof traceOptions> & { readonly json: boolean },
  directory: string,
): TraceRequest | null {
  const { trace: format, "trace-out": path, json } = given;
  if (format === undefined) {
    if (path === undefined) return null;
    throw new InputError(
      "option-missing",
      `check: --trace-out needs --trace\nSay what to write: --trace ${traceOptions.trace.choices.join("|")}.`,
    );
  }
  if (path === undefined) {
    if (!json || format === "text") return { format };
    throw new InputError(
      "option-conflict",
      `check: --json and --trace ${format} both want standard output\nWrite the trace to a file: --trace-out FILE.`,
    );
  }
  const file = resolve(directory, path);
  const problem = (what: string): InputError =>
    new InputError(
      "trace-out",
      `check: --trace-out ${path}: ${what}\nGive the path of a file in a directory that exists.`,
    );
  if (statusOf(dirname(file), dirname(path))?.isDirectory() !== true) throw problem("there is no such directory");
  if (statusOf(file, path)?.isDirectory() === true) throw problem("it is a directory");
  return { format, out: { path, file } };
}

/** Whether a trace is asked for where the report has it anyway. */
export function isWithinReport({ format, out }: TraceRequest): boolean {
  return format === "text" && out === undefined;
}

/** A trace, with the claim and the exploration that it belongs to. */
export interface Found {
  readonly verdict: Verdict;
  readonly trace: Trace;
  readonly exploration: Exploration;
}

/**
 * The traces that an exploration came to: first of claims that are made and are
 * violated, then of others, then of what was seen at least once.
 *
 * @param onFifo - the same on a FIFO network, where a trace is easier to follow
 */
export function tracesOf(result: Exploration, onFifo: Exploration | undefined): readonly Found[] {
  const found = result.verdicts.flatMap((verdict): readonly Found[] => {
    const easier = onFifo?.verdicts.find(({ claim, trace }) => claim === verdict.claim && trace !== undefined);
    const shown = easier ?? verdict;
    if (shown.trace === undefined) return [];
    return [{ verdict: shown, trace: shown.trace, exploration: easier === undefined ? result : onFifo! }];
  });
  const rank = ({ verdict: { kind, claimed } }: Found): number => (kind === "sometimes" ? 2 : claimed ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** A trace in a format. */
export function renderedTrace(
  { format, out }: TraceRequest,
  found: Found,
  subject: Subject,
  directory: string,
): string {
  const { verdict, trace, exploration } = found;
  const { claim, kind } = verdict;
  const { scenario, parameters, verdicts } = exploration;
  const is = kind === "sometimes" ? "seen" : "violated";
  const steps = trace.steps.length;
  const how =
    trace.repeatsFrom === undefined
      ? `${is} ${steps === 0 ? "in the beginning" : `in ${counted(steps, "step")}`}`
      : breachInWords({ steps, trace });
  const heading = `${subject.name}: “${claim}” is ${how}`;
  const words = withWitnesses(subject.model.claims).find(({ name }) => name === claim)?.words ?? claim;
  const about = [...(words === claim ? [] : [words]), ...scenarioInWords(scenario)].map(printable);
  const base = out === undefined ? directory : dirname(out.file);
  switch (format) {
    case "text":
      return `${[printable(heading), ...about, "", ...traceLines(trace, { width: 100, paint: plainly })].join("\n")}\n`;
    case "svg": {
      const end = { is, words: `${claim}: ${is}` } as const;
      return diagramOf(trace, { heading: printable(heading), about, end });
    }
    case "json": {
      const claims = verdicts.map((other) => other.claim);
      const model = subject.loaded === undefined ? subject.name : pathFrom(base, subject.loaded.file);
      const protocol = subject.model.protocol.name;
      const fairness = verdict.liveness?.fairness ?? undefined;
      return writtenTrace({
        ...{ model, protocol, claim, kind, claims, scenario, parameters },
        ...(fairness === undefined ? {} : { fairness }),
        trace,
      });
    }
    case "test": {
      if (verdict.liveness !== undefined) {
        throw new InputError(
          "trace-test",
          `check: --trace test cannot be had for “${claim}”, which is about runs that go on for ever\nNo test that ends can fail for it. Take --trace svg, or --trace json for replay; or a claim about states, by --claim.`,
        );
      }
      const model = importFrom(subject, base);
      return regressionTestOf({
        trace,
        claim,
        kind: is,
        about: [printable(heading), ...about],
        scenario,
        parameters,
        model,
      });
    }
  }
}

/** Writes the text of a trace to the file that was asked for. */
export function writeTrace(text: string, { path, file }: NonNullable<TraceRequest["out"]>): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new InputError(
      "trace-out",
      `check: --trace-out ${path} could not be written: ${said(error)}\nGive the path of a file that may be written.`,
    );
  }
}

/** Which trace was taken, and how to get the others; empty where there is nothing to say. */
export function choiceInWords([first, ...others]: readonly Found[], { out }: TraceRequest): string {
  if (first === undefined) return "There is no trace: nothing is violated, and nothing was seen that is looked for.";
  const rest = others
    .filter(({ verdict: { kind } }) => kind !== "sometimes")
    .map(({ verdict }) => quoted(verdict.claim));
  if (out === undefined && rest.length === 0) return "";
  const where = out === undefined ? "" : ` is in ${out.path}`;
  const more = rest.length === 0 ? "" : ` For ${listed(rest)}: --claim.`;
  return `The trace of ${quoted(first.verdict.claim)}${where}.${more}`;
}

function quoted(name: string): string {
  return `“${printable(name)}”`;
}

function importFrom({ name, loaded, exported }: Subject, base: string): ModelImport {
  if (loaded !== undefined) {
    const from = pathFrom(base, loaded.file);
    const { exported: as, parts } = loaded;
    return "model" in as ? { from, model: as.model } : { from, protocol: as.protocol, parts };
  }
  if (exported !== undefined) return { from: `${exported.from}/model`, model: exported.model };
  throw new InputError(
    "trace-test",
    `check: the package does not export the model of ${name}\nUse --trace json instead.`,
  );
}

/** A file as seen from a directory, as an import names it. */
function pathFrom(directory: string, file: string): string {
  const path = relative(directory, file).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}
