/** The last words of a report: how the claims came out all together, and how much was seen. */
import type { Exploration, Verdict } from "../../model/result.ts";
import { wrapped } from "./layout.ts";
import type { Format } from "./terminal.ts";
import type { Page } from "./trace.ts";
import { counted, grouped } from "./words.ts";

/**
 * Whether it matters for the outcome how a claim came out.
 *
 * @remarks
 * What is not claimed to be seen in a scenario may be seen there or not: a
 * process that took over from a crashed one is not missed where nobody crashes.
 */
export function isExpected({ kind, claimed }: Verdict): boolean {
  return kind !== "sometimes" || claimed;
}

/**
 * How the claims came out all together, and how much of the state space was seen.
 *
 * @param noClaims - what to say where no claims were explored
 */
export function summaryLines(result: Exploration, noClaims: string, { width, paint }: Page): readonly string[] {
  const { verdicts, stopped } = result;
  const expected = verdicts.filter(isExpected);
  const violated = expected.filter(({ verdict }) => verdict === "violated").length;
  const undecided = expected.filter(({ verdict }) => verdict === "undecided").length;
  const format: Format = violated > 0 ? "red" : undecided > 0 || unfinished(stopped) ? "yellow" : "green";
  const bounded = expected.filter(({ verdict }) => verdict === "holds within bounds").length;
  const outcome = expected.length === 0 ? noClaims : outcomeInWords(expected.length, { violated, undecided, bounded });
  return [...wrapped(outcome, width).map((line) => paint(format, line)), ...wrapped(extent(result), width)];
}

/** How many of the claims are violated and undecided: `1 of 3 claims is violated, 1 is undecided.` */
function outcomeInWords(
  all: number,
  { violated, undecided, bounded }: { readonly violated: number; readonly undecided: number; readonly bounded: number },
): string {
  const verb = (count: number): string => (count === 1 ? "is" : "are");
  if (violated === 0 && undecided === 0) {
    // What was cut off by a bound was not looked at: a summary that leaves the bounds out would promise too much.
    if (bounded > 0 && bounded < all) {
      const rest = `${grouped(bounded)} ${bounded === 1 ? "holds" : "hold"} within the bounds`;
      return `${grouped(all - bounded)} of ${grouped(all)} claims ${all - bounded === 1 ? "holds" : "hold"}, and ${rest}.`;
    }
    const within = bounded === 0 ? "" : " within the bounds";
    return all === 1 ? `The claim holds${within}.` : `All ${grouped(all)} claims hold${within}.`;
  }
  if (all === 1) return `The claim is ${violated === 1 ? "violated" : "undecided"}.`;
  const open = undecided === 0 ? "" : `${grouped(undecided)} ${verb(undecided)} undecided`;
  const of = `of ${counted(all, "claim")}`;
  if (violated === 0) return `None ${of} is violated, ${open}.`;
  return `${grouped(violated)} ${of} ${verb(violated)} violated${open === "" ? "" : `, ${open}`}.`;
}

function unfinished(stopped: Exploration["stopped"]): boolean {
  return stopped !== null && stopped !== "decided";
}

/** What is counted: states, or what stands for many of them. */
export function unitOf({ symmetry, reduction }: Pick<Exploration, "symmetry" | "reduction">): string {
  return symmetry ? "orbit" : reduction ? "representative" : "state";
}

/** How much of the state space was seen. */
function extent(result: Exploration): string {
  const { exhaustive, stopped, cut, states, symmetry, strategy, relativeEpochs, reduction, depth } = result;
  const seen = counted(states, unitOf(result));
  const names = symmetry
    ? ", but for the names of processes"
    : relativeEpochs
      ? ", but for how high all epochs are"
      : reduction
        ? ", but for the order of silent moves"
        : "";
  if (exhaustive) return `Every reachable state was seen${names}.`;
  switch (stopped) {
    case null:
      return `Every state within the bounds was seen${names}; the bounds cut ${counted(cut, "successor")}.`;
    case "decided":
      return "Every claim is decided, so the exploration ended early. --to-the-end goes on.";
    case "interrupted":
      return `Interrupted after ${seen}, depth ${grouped(depth)}: not finished.`;
    case "memory":
      return `Not finished: the memory was used up after ${seen}, depth ${grouped(depth)}. Raise --memory,${strategy === "breadth" ? " give it a --disk," : ""} set a --bound, or give Node more with NODE_OPTIONS=--max-old-space-size=N.`;
    case "cells":
      return `Not finished: after ${seen}, depth ${grouped(depth)}, the processes have more different states, timers and inboxes than --max-cells allows. Raise it, or set a --bound.`;
    case "depth":
      return `Not finished: ${seen}, and no way was followed further than --max-depth, ${grouped(depth)}. Raise it, or leave it out.`;
    case "walks":
      return `Not exhaustive: random walks saw ${seen}, and not what they did not come upon. More --walks, more --steps or another --seed may find more.`;
    case "states":
      return `Not finished: the limit was reached at ${seen}, depth ${grouped(depth)}. Raise --max-states, or set a --bound.`;
  }
}
