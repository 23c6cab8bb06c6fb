import type { Vocabulary } from "../spec/vocabulary.ts";
import { type Course, withoutIdleSteps } from "./engine/idle.ts";
import { Seen } from "./engine/seen.ts";
import { traceOfDeeds } from "./engine/telling.ts";
import { Walker } from "./engine/walker.ts";
import { Wandering } from "./engine/wandering.ts";
import { limitReached } from "./limits.ts";
import { noFindings } from "./liveness/index.ts";
import type { Mission, Progress } from "./mission.ts";
import { outcomeOf } from "./outcome.ts";
import { choosingBy } from "./random.ts";
import type { Exploration } from "./result.ts";
import type { StrategyOptions } from "./strategy.ts";
import { Tally } from "./tally.ts";

/** Whether a state that was seen is one in which nothing is left to do. */
const marks = { seen: 0, terminal: 1 } as const;

/** After how many steps it looks at its limits: a step on a large cluster takes as long as many states of a search. */
const stepsAtATime = 1 << 9;

/**
 * Takes many random walks.
 *
 * @remarks
 * Each walk has a sequence of choices of its own, from the seed and its number.
 * Every claim is open again in every walk, so that the shortest one of those that
 * violate it is told; once nothing else is open, walks end where they could only
 * be longer than what is known. What was seen is counted exactly. However much
 * that is: nothing holds for it, other than that a state was seen.
 */
export function* byWalks<V extends Vocabulary>(
  mission: Mission<V>,
  { walks = 1_000, steps = 1_000, seed = 1 }: StrategyOptions,
  mostAskedAgain: number,
): Generator<Progress, Exploration> {
  const { model, space, claims, parameters, options } = mission;
  const most = Math.min(steps, space.scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY);
  const walker = new Walker(space);
  const tally = options.profile === true ? new Tally(space) : undefined;
  if (tally !== undefined) walker.onBeyond = (next, before, by) => tally.beyondOf(next, before, by);
  const seen = new Seen(space.size + 1);
  const starts = new Seen(space.size + 1);
  /** By claim, the shortest walk that decided it. */
  const best = new Map<number, Course>();
  const counts = { transitions: 0, terminal: 0, depth: 0 };
  let taken = 0;
  // The first look at the limits comes at once: from then on, a Ctrl-C is heard.
  let left = 1;
  let stopped: Exploration["stopped"] = null;

  const useful = (): number => {
    if (claims.length === 0) return most;
    const lengths = claims.map(({ kind }, i) => {
      const known = best.get(i)?.deeds.length;
      return known === undefined ? most : kind === "sometimes" ? 0 : known - 1;
    });
    return options.toTheEnd === true ? most : Math.min(most, Math.max(...lengths));
  };
  const note = (wandering: Wandering<V>): void => {
    for (const [claim, length] of wandering.decided) {
      if (length >= (best.get(claim)?.deeds.length ?? Number.POSITIVE_INFINITY)) continue;
      const states = wandering.states.slice(0, length + 1);
      const deeds = wandering.deeds.slice(0, length);
      best.set(claim, { states, deeds });
    }
  };

  for (; stopped === null && taken < walks && useful() > 0; taken++) {
    space.watch.reopen();
    const wandering = new Wandering(space, choosingBy(seed, taken), walker);
    starts.set(wandering.state, marks.seen);
    tally?.meet(wandering.state);
    if (seen.get(wandering.state) < 0) seen.set(wandering.state, marks.seen);
    const longest = useful();
    while (wandering.deeds.length < longest && stopped === null) {
      const before = wandering.state;
      const stride = wandering.step();
      if (stride === null) break;
      counts.transitions++;
      tally?.stride(before, stride);
      if (seen.get(stride.state) < 0) seen.set(stride.state, marks.seen);
      if (--left > 0) continue;
      left = stepsAtATime;
      const depth = Math.max(counts.depth, wandering.deeds.length);
      yield { states: seen.size, ...counts, depth, frontier: 1, walks: { done: taken, all: walks } };
      stopped = limitReached(space, seen.size, options);
    }
    counts.depth = Math.max(counts.depth, wandering.deeds.length);
    if (wandering.isQuiet && seen.get(wandering.state) !== marks.terminal) {
      counts.terminal++;
      seen.set(wandering.state, marks.terminal);
    }
    note(wandering);
  }
  space.actors.askAgain(mostAskedAgain);
  return outcomeOf(
    space,
    claims,
    { ...counts, states: seen.size, initial: starts.size, cut: walker.cut },
    (claim) => {
      const found = best.get(claim);
      if (found === undefined) return undefined;
      const { states, deeds } = withoutIdleSteps(space, claims[claim]!, claim, found);
      return { steps: deeds.length, trace: () => traceOfDeeds(space, states, deeds) };
    },
    {
      model,
      parameters,
      findings: noFindings,
      stopped: stopped ?? (taken < walks ? "decided" : "walks"),
      strategy: "walk",
      walks: { taken, steps: most, seed },
      profile: tally?.profile(seen.size),
      examples: options.examples ?? false,
    },
  );
}
