/** Taking the steps of a trace file once more: nothing that it says is believed. */
import { isBack } from "../../model/liveness/replay.ts";
import { canonical } from "../../model/plain.ts";
import type { Snapshot, Trace } from "../../model/result.ts";
import { type Retaken, retake } from "../../model/retake.ts";
import { InputError } from "../../model/scenario.ts";
import { scheduleOf } from "../../model/schedule.ts";
import { withWitnesses } from "../../model/select-claims.ts";
import { livenessKinds } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import { actionInWords } from "../cli/action.ts";
import { changes, inWords } from "../cli/value.ts";
import type { TraceFile } from "./file.ts";

/**
 * The trace of a file, as the reducers of `model` take it now.
 *
 * @param path - the file, for messages
 * @throws InputError with a code `trace-…` where the file is of another protocol, where a step is impossible or comes
 * to something else than the file says (then it tells which step and why), or where the end does not show what it should
 */
export function retaken(file: TraceFile, model: Model, path: string): Trace {
  const { protocol, claim, kind, claims, scenario, parameters, trace } = file;
  const { name } = model.protocol;
  if (name !== protocol) {
    throw new InputError(
      "trace-protocol",
      `${path} is a trace of the protocol ${protocol}, and this is the protocol ${name}\nName the file or the algorithm that it belongs to: interregnum replay ${path} --model ./file.ts`,
    );
  }
  const own = withWitnesses(model.claims);
  const missing = [claim, ...claims].find((wanted) => !own.some((other) => other.name === wanted));
  const isOther = own.find((other) => other.name === claim)?.kind !== kind;
  if (missing !== undefined || isOther) {
    throw new InputError(
      "trace-claim",
      missing === undefined
        ? `${path}: “${claim}” is not of the kind ${kind} any more\nWrite the trace anew.`
        : `${path}: ${name} has no claim “${missing}”\nWrite the trace anew, or give the model that claim back.`,
    );
  }
  const { repeatsFrom, epochsRise } = trace;
  const isEndless = livenessKinds.some((endless) => endless === kind);
  const endless = {
    claim,
    ...(repeatsFrom === undefined ? {} : { repeatsFrom }),
    ...(file.fairness === undefined ? {} : { fairness: file.fairness }),
    epochsRise: (epochsRise ?? 0) > 0,
  };
  const found = retake(model, scenario, scheduleOf(trace), { claims, parameters, ...(isEndless ? { endless } : {}) });
  checkSteps(trace, found, path);
  checkEnd(file, found, model, path);
  return { ...found.trace, ...(repeatsFrom === undefined ? {} : { repeatsFrom }), ...(epochsRise && { epochsRise }) };
}

const remedy = "The file was changed, or the protocol was: write the trace anew.";

function checkSteps(trace: Trace, found: Retaken, path: string): void {
  const { refused } = found;
  if (refused?.step === 0) {
    throw new InputError("trace-impossible", `${path}: it cannot begin like this: ${refused.why}\n${remedy}`);
  }
  checkState("the beginning is another one", trace.initial, found.trace.initial, path);
  for (const [index, taken] of found.trace.steps.entries()) {
    const { effects, after, ...told } = trace.steps[index]!;
    const what = `step ${told.step} (${actionInWords(told.action)}) comes to something else`;
    if (canonical(effects) !== canonical(taken.effects)) {
      const now = `the protocol answers with the effects ${inWords(taken.effects)}, and the file has ${inWords(effects)}`;
      throw new InputError("trace-differs", `${path}: ${what}\n${now}.\n${remedy}`);
    }
    checkState(what, after, taken.after, path);
  }
  if (refused === null) return;
  const { action } = trace.steps[refused.step - 1]!;
  throw new InputError(
    "trace-impossible",
    `${path}: step ${refused.step} (${actionInWords(action)}) is impossible: ${refused.why}\n${remedy}`,
  );
}

function checkState(what: string, told: Snapshot, found: Snapshot, path: string): void {
  if (canonical(told) === canonical(found)) return;
  // Processes by their names: then a difference names the process in which it is.
  const named = ({ processes, ...rest }: Snapshot): unknown => ({
    ...Object.fromEntries(processes.map(({ process, ...parts }) => [`process ${process}`, parts])),
    ...rest,
  });
  const [first = "its processes are told in another order"] = changes(named(told), named(found));
  throw new InputError(
    "trace-differs",
    `${path}: ${what}\nFrom the file to what the protocol does: ${first}.\n${remedy}`,
  );
}

function checkEnd(
  { claim, kind, trace }: TraceFile,
  { decided, doubt }: Retaken,
  { epochs }: Model,
  path: string,
): void {
  const { steps, initial, repeatsFrom, epochsRise: rise } = trace;
  const states = [initial, ...steps.map(({ after }) => after)];
  if (rise !== undefined && epochs === undefined) {
    throw new InputError(
      "trace-end",
      `${path}: “epochsRise” is ${rise}, and the protocol declares no epochs that could rise\n${remedy}`,
    );
  }
  if (repeatsFrom !== undefined && !isBack(states[repeatsFrom]!, states.at(-1)!, { rise, epochs })) {
    throw new InputError(
      "trace-end",
      `${path}: the state after its last step is not the one after step ${repeatsFrom} once more\n${remedy}`,
    );
  }
  if (doubt === null) return;
  if (doubt !== undefined) {
    throw new InputError("trace-end", `${path}: “${claim}” is not violated by it: ${doubt}\n${remedy}`);
  }
  if (decided.some((decision) => decision.claim === claim && decision.step === steps.length)) return;
  const earlier = decided.find((decision) => decision.claim === claim);
  const verb = kind === "sometimes" ? "is seen" : "is violated";
  const what =
    earlier === undefined
      ? `“${claim}” ${verb} nowhere in it`
      : `“${claim}” ${verb} after step ${earlier.step} already`;
  throw new InputError("trace-end", `${path}: ${what}, and it should be at its end\n${remedy}`);
}
