import type { LivenessClaim } from "../../spec/claim.ts";
import type { Fairness } from "../../spec/fairness.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { Interpreted } from "../engine/interpreted.ts";
import { Seen } from "../engine/seen.ts";
import type { Space } from "../engine/space.ts";
import { actionOf, type Deed } from "../engine/telling.ts";
import { canonical } from "../plain.ts";
import { type Duties, dutiesOf } from "./duties.ts";
import { Events } from "./events.ts";

/** A run that is said to break a claim: a way, and where its end begins to repeat; absent for `recoverable`. */
export interface EndlessRun {
  readonly states: readonly Int32Array[];
  readonly deeds: readonly Deed[];
  readonly repeatsFrom?: number;
  /** Whether what repeats is the same but for higher epochs. */
  readonly epochsRise: boolean;
}

/** What is asked about states: the numbers of predicates that the space watches. */
interface Asked<V extends Vocabulary> {
  readonly claim: LivenessClaim<V>;
  readonly good: number;
  /** Of `leadsTo`. */
  readonly calls?: number;
}

/** How many states are looked at to see that nothing good can be reached any more. */
const mostLookedAt = 1_000_000;

/**
 * Why a run does not break a claim, or `null` where it does.
 *
 * @remarks
 * The run is looked at as it is, without the graph in which it was found: whether it is
 * good where it must not be, and whether the part that repeats
 * pays what is owed in it. Where epochs rise, no message with epochs stays in flight
 * for ever, and the durations that are drawn are not compared. That nothing good can be reached any more is searched anew.
 */
export function doubtAbout<V extends Vocabulary>(
  space: Space<V>,
  { claim, good, calls }: Asked<V>,
  fairness: Fairness,
  run: EndlessRun,
): string | null {
  const { states, repeatsFrom } = run;
  const says =
    (predicate: number) =>
    (state: Int32Array): boolean =>
      space.watch.decidedByState(1 << predicate, state, state[space.size]!) !== 0;
  const isGood = says(good);
  if (claim.kind === "recoverable") return doubtAboutRecovery(space, states.at(-1)!, isGood);
  if (repeatsFrom === undefined) return "nothing in it repeats";
  const waitsFrom = waitOf(claim.kind, states, repeatsFrom, isGood, calls === undefined ? isGood : says(calls));
  if (waitsFrom !== null) return waitsFrom;
  return debtOf(space, fairness, run, repeatsFrom);
}

/** Whether the run is good where it would have to be bad. */
function waitOf(
  kind: LivenessClaim["kind"],
  states: readonly Int32Array[],
  repeatsFrom: number,
  isGood: (state: Int32Array) => boolean,
  isCalled: (state: Int32Array) => boolean,
): string | null {
  const goodFrom = (from: number): string | null => {
    const at = states.findIndex((state, i) => i >= from && isGood(state));
    return at < 0 ? null : `it is good after step ${at}`;
  };
  switch (kind) {
    case "eventually":
      return goodFrom(0);
    case "alwaysEventually":
      return goodFrom(repeatsFrom);
    case "eventuallyAlways":
      return states.slice(repeatsFrom).every(isGood) ? "it is good all the time in the part that repeats" : null;
    default: {
      const last = states.findLastIndex(isGood);
      if (last >= repeatsFrom) return goodFrom(repeatsFrom);
      return states.slice(last + 1).some(isCalled) ? null : "nothing calls in it for what does not come";
    }
  }
}

/** What can be done in a state of the part that repeats. */
interface Option {
  readonly code: number;
  /** Where it leads, as text; `null` beyond a bound. */
  readonly target: string | null;
  readonly action: string;
}

/** Whether the part that repeats fails to pay what is owed in it. */
function debtOf<V extends Vocabulary>(
  space: Space<V>,
  fairness: Fairness,
  { states, deeds, epochsRise }: EndlessRun,
  repeatsFrom: number,
): string | null {
  const events = new Events(space);
  const round = states.slice(repeatsFrom, Math.max(repeatsFrom + 1, states.length - 1));
  const options = round.map((state) => optionsIn(space, events, state));
  const taken = deeds.slice(repeatsFrom).map(({ action }, i) => {
    const [wanted, target] = [canonical(action), states[repeatsFrom + i + 1]!.join()];
    return options[i]!.findIndex((option) => option.action === wanted && option.target === target);
  });
  const duties = dutiesOf(events.all, fairness);
  const unpaid = unpaidIn(duties, options, taken, epochsRise);
  if (unpaid !== null) return `the part that repeats never does what it owes: ${unpaid}`;
  if (fairness.durations !== "random" || epochsRise) return null;
  return taken.every((chosen, i) => areOutcomesTaken(round, options, taken, i, chosen))
    ? null
    : "the part that repeats spares a duration that would lead elsewhere, and durations are random";
}

function optionsIn<V extends Vocabulary>(space: Space<V>, events: Events<V>, state: Int32Array): readonly Option[] {
  const found: Option[] = [];
  const runs = new Interpreted(space, {
    take: (next, environment, _change, hop) => {
      const action = canonical(actionOf(space, state, hop).action);
      found.push({ code: events.codeOf(state, hop), target: `${next.join()},${environment}`, action });
    },
    beyond: (hop) => {
      const action = canonical(actionOf(space, state, hop).action);
      found.push({ code: events.codeOf(state, hop), target: null, action });
    },
  });
  space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  return found;
}

/** Something that is owed in a round and not done in it, in the words of the action; or `null`. */
function unpaidIn(
  { isStrong, ofEvent, hasEpochs }: Duties,
  options: readonly (readonly Option[])[],
  taken: readonly number[],
  epochsRise: boolean,
): string | null {
  const dutiesBy = ({ code }: Option): readonly number[] =>
    ofEvent[code >> 1]!.filter((duty) => !(epochsRise && hasEpochs[duty] === true));
  const paid = new Set(taken.flatMap((chosen, i) => dutiesBy(options[i]![chosen]!)));
  const owedIn = options.map((here) => new Set(here.flatMap(dutiesBy)));
  for (const here of options) {
    for (const option of here) {
      for (const duty of dutiesBy(option)) {
        const isOwed = isStrong[duty] === true || owedIn.every((owed) => owed.has(duty));
        if (isOwed && !paid.has(duty)) return option.action;
      }
    }
  }
  return null;
}

/** Whether every outcome of a step that is taken in a round is taken in it, from the same state. */
function areOutcomesTaken(
  round: readonly Int32Array[],
  options: readonly (readonly Option[])[],
  taken: readonly number[],
  at: number,
  chosen: number,
): boolean {
  const here = options[at]!;
  let first = chosen;
  while (first > 0 && (here[first]!.code & 1) === 1) first--;
  let end = first + 1;
  while (end < here.length && (here[end]!.code & 1) === 1) end++;
  const place = round[at]!.join();
  const seen = new Set(taken.filter((_, i) => round[i]!.join() === place).map((other) => here[other]!.target));
  return here.slice(first, end).every(({ target }) => seen.has(target));
}

/** Whether something good can still be reached, as far as that can be seen. */
function doubtAboutRecovery<V extends Vocabulary>(
  space: Space<V>,
  from: Int32Array,
  isGood: (state: Int32Array) => boolean,
): string | null {
  const { size } = space;
  const known = new Seen(size + 1);
  const waiting: Int32Array[] = [];
  let isOpen = false;
  let isReached = false;
  const meet = (state: Int32Array): void => {
    if (known.get(state) >= 0) return;
    known.set(state, 1);
    waiting.push(state);
    isReached ||= isGood(state);
  };
  const runs = new Interpreted(space, {
    take: (next, environment) => meet(Int32Array.of(...next, environment)),
    beyond: () => {
      isOpen = true;
    },
  });
  meet(from);
  for (let state = waiting.pop(); state !== undefined && !isReached; state = waiting.pop()) {
    space.expand(state.subarray(0, size), state[size]!, runs);
    if (known.size > mostLookedAt)
      return `more than ${mostLookedAt} states can be reached from its end: that none of them is good was not seen`;
  }
  if (isReached) return "something good can still be reached from its end";
  return isOpen ? "what can be reached from its end lies beyond a bound" : null;
}
