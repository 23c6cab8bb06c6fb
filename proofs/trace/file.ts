/**
 * The trace file: a trace as JSON, together with all that is needed to take it
 * once more. `version` counts up whenever an older reader would misread a file.
 *
 * | field | what it holds |
 * |---|---|
 * | `format` | `"interregnum-trace"` |
 * | `version` | 1 |
 * | `model` | the name of a built-in algorithm, or the path of a file from the directory of this one |
 * | `protocol` | the name that the protocol gives itself |
 * | `claim`, `kind` | what the trace violates, or for the kind `sometimes` shows |
 * | `claims` | the claims that were looked at: their history variables are part of the states |
 * | `scenario`, `parameters` | the circumstances, and the parameters of the model |
 * | `fairness` | what is owed in a run that goes on for ever; absent where the claim is about no such run, or owes nothing |
 * | `trace` | the initial state, and each step with its effects and the state after it |
 */
import { completeFairness } from "../../model/liveness/index.ts";
import { canonical } from "../../model/plain.ts";
import type { Action, Trace, Verdict } from "../../model/result.ts";
import { InputError, type Scenario } from "../../model/scenario.ts";
import { livenessKinds } from "../../spec/claim.ts";
import type { Fairness } from "../../spec/fairness.ts";

/** What a trace file holds. */
export interface TraceFile {
  readonly format: typeof traceFormat;
  readonly version: typeof traceVersion;
  readonly model: string;
  readonly protocol: string;
  readonly claim: string;
  readonly kind: Verdict["kind"];
  readonly claims: readonly string[];
  readonly scenario: Scenario;
  readonly parameters: unknown;
  readonly fairness?: Fairness;
  readonly trace: Trace;
}

export const traceFormat = "interregnum-trace";
export const traceVersion = 1;

/** The text of a trace file. */
export function writtenTrace(content: Omit<TraceFile, "format" | "version">): string {
  return `${JSON.stringify({ format: traceFormat, version: traceVersion, ...content }, null, 2)}\n`;
}

/**
 * Reads the text of a trace file. That its steps are possible is not looked at:
 * see {@link retaken}.
 *
 * @param path - the file, for messages
 * @throws InputError with a code `trace-…` where it is no trace file, of another version, or misshapen
 */
export function readTrace(text: string, path: string): TraceFile {
  const content = parsed(text, path);
  if (!isObject(content) || content["format"] !== traceFormat) {
    throw new InputError(
      "trace-format",
      `${path} is no trace file\nIt must be JSON with "format": "${traceFormat}": write one with interregnum check … --trace json --trace-out FILE.`,
    );
  }
  if (content["version"] !== traceVersion) {
    throw new InputError(
      "trace-version",
      `${path} is a trace file of version ${JSON.stringify(content["version"])}, and this interregnum reads version ${traceVersion}\nWrite it anew with this interregnum.`,
    );
  }
  const problem = problemOf(content);
  if (problem !== undefined) {
    throw new InputError("trace-shape", `${path}: ${problem}\nWrite it anew, or undo what was changed in it.`);
  }
  return content as unknown as TraceFile;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(
      "trace-json",
      `${path} is not JSON: ${(error as SyntaxError).message}\nGive a file that interregnum check … --trace json wrote.`,
    );
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with the shape of a trace file; undefined where nothing is. */
function problemOf(content: Fields): string | undefined {
  for (const name of ["model", "protocol", "claim", "kind"]) {
    if (typeof content[name] !== "string") return `“${name}” is no text`;
  }
  const { claims, scenario, trace } = content;
  if (!Array.isArray(claims) || !claims.every((name) => typeof name === "string"))
    return "“claims” is no list of names";
  const { claim } = content;
  if (!claims.includes(claim as string)) return `“claims” does not have the claim “${claim}”, which the trace is about`;
  if (!isObject(scenario) || !isObject(scenario["bounds"])) return "“scenario” is no scenario with bounds";
  if (!("parameters" in content)) return "“parameters” is missing";
  if (!isObject(trace) || !Array.isArray(trace["steps"])) return "“trace” has no list of steps";
  if (!isSnapshot(trace["initial"])) return "“trace” has no initial state";
  const steps = trace["steps"] as readonly unknown[];
  const { repeatsFrom } = trace;
  if (
    repeatsFrom !== undefined &&
    !(Number.isInteger(repeatsFrom) && Number(repeatsFrom) >= 0 && Number(repeatsFrom) <= steps.length)
  ) {
    return `“repeatsFrom” is ${JSON.stringify(repeatsFrom)}, and there are ${steps.length} steps`;
  }
  const { epochsRise } = trace;
  if (epochsRise !== undefined && !(Number.isInteger(epochsRise) && Number(epochsRise) > 0)) {
    return `“epochsRise” is ${JSON.stringify(epochsRise)}, and is by how much epochs are higher each time round: 1 or more`;
  }
  const endless = problemOfEndless(content, trace);
  if (endless !== undefined) return endless;
  for (const [index, step] of steps.entries()) {
    const problem = problemOfStep(step, index + 1);
    if (problem !== undefined) return `step ${index + 1}: ${problem}`;
  }
  return undefined;
}

/** What is wrong with what belongs to runs that go on for ever alone. */
function problemOfEndless({ kind, fairness }: Fields, { repeatsFrom, epochsRise }: Fields): string | undefined {
  const isEndless = livenessKinds.some((endless) => endless === kind);
  if (repeatsFrom !== undefined && (!isEndless || kind === "recoverable")) {
    return `“repeatsFrom” says what repeats in a run that goes on for ever, and no such run breaks a claim of the kind ${kind}`;
  }
  if (epochsRise !== undefined && repeatsFrom === undefined) return "“epochsRise” is there without “repeatsFrom”";
  if (fairness === undefined) return undefined;
  if (!isEndless)
    return `“fairness” says what a run owes that goes on for ever, and a claim of the kind ${kind} is about none`;
  try {
    completeFairness(fairness, "“fairness”");
    return undefined;
  } catch (error) {
    return (error as InputError).message;
  }
}

function problemOfStep(step: unknown, number: number): string | undefined {
  if (!isObject(step)) return "it is no object";
  if (step["step"] !== number) return `it has the number ${JSON.stringify(step["step"])}`;
  if (!isSnapshot(step["after"])) return "there is no state after it";
  const { effects, action } = step;
  if (!Array.isArray(effects) || !effects.every(isObject)) return "“effects” is no list of effects";
  if (!isObject(action)) return "there is no action";
  const { type, ...fields } = action;
  const wanted =
    typeof type === "string" && Object.hasOwn(fieldsOf, type) ? fieldsOf[type as Action["type"]] : undefined;
  if (wanted === undefined) return `${JSON.stringify(type)} is no type of action`;
  if (canonical(Object.keys(fields).sort()) !== canonical([...wanted].sort())) {
    return `an action of type ${JSON.stringify(type)} has ${wanted.length === 0 ? "no fields" : `the fields ${wanted.join(", ")}`}`;
  }
  return undefined;
}

/** What belongs to an action beside its type. */
const fieldsOf: Readonly<Record<Action["type"], readonly string[]>> = {
  start: ["process"],
  deliver: ["process", "from", "message"],
  duplicate: ["process", "from", "message"],
  drop: ["process", "from", "message", "cause"],
  timeout: ["process", "timer"],
  request: ["process", "request"],
  tick: [],
  missedTick: ["process"],
  extraTick: ["process"],
  tornStep: ["process", "step", "sent", "of"],
  lostWrite: ["process"],
  crash: ["process"],
  restart: ["process"],
  amnesia: ["process"],
  cut: ["sides"],
  heal: [],
};

function isSnapshot(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value["processes"])) return false;
  return value["processes"].every((process: unknown) => {
    return isObject(process) && Number.isInteger(process["process"]) && isObject(process["timers"]);
  });
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
