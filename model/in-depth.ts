import type { Vocabulary } from "../spec/vocabulary.ts";
import { DepthSearch } from "./engine/depth-search.ts";
import { withoutIdleSteps } from "./engine/idle.ts";
import { actionOf, traceOfDeeds } from "./engine/telling.ts";
import { limitReached, pace, untilRefused } from "./limits.ts";
import { decidingAfter } from "./liveness/index.ts";
import { isDecided, type Mission, type Progress } from "./mission.ts";
import { outcomeOf } from "./outcome.ts";
import { profileOf } from "./profile.ts";
import type { Exploration } from "./result.ts";
import type { StrategyOptions } from "./strategy.ts";

/**
 * Explores depth first: what was found last is looked at next.
 *
 * @remarks
 * It ends as soon as everything is decided and something is violated. Where it
 * ends by itself and no way was too deep, it has seen every state, and its counts
 * are those of a search breadth first.
 */
export function* inDepth<V extends Vocabulary>(
  mission: Mission<V>,
  { maxDepth = Number.POSITIVE_INFINITY }: StrategyOptions,
  mostAskedAgain: number,
): Generator<Progress, Exploration> {
  const { model, space, claims, parameters, options } = mission;
  const { toTheEnd = false, examples = false } = options;
  const search = new DepthSearch(space, maxDepth);
  let stopped: Exploration["stopped"] = null;
  let decided = 0;
  // The first look at the limits comes at once: from then on, a Ctrl-C is heard.
  let left = 1;
  for (const end of untilRefused(search.run())) {
    if (end === "memory") stopped = "memory";
    if (search.decisions.length > decided) {
      decided = search.decisions.length;
      if (!toTheEnd && isDecided(mission, search.decisions)) stopped = "decided";
    }
    if (--left === 0) {
      left = pace;
      const { depth, waiting } = search;
      yield { states: search.seen.size, transitions: search.counts.transitions, depth, frontier: waiting };
      stopped ??= limitReached(space, search.seen.size, options);
    }
    if (stopped !== null) break;
  }
  if (stopped === null && search.tooDeep > 0) stopped = "depth";
  const findings = yield* decidingAfter(mission, stopped, []);
  space.actors.askAgain(mostAskedAgain);
  const profile = options.profile === true ? profileOf(space, search.expanded()) : undefined;
  return outcomeOf(
    space,
    claims,
    { ...search.counts, states: search.seen.size },
    (claim) => {
      const decision = search.decisions.find((candidate) => candidate.claim === claim);
      if (decision === undefined) return undefined;
      const { states, hops } = decision.path;
      const deeds = hops.map((hop, i) => actionOf(space, states[i]!, hop));
      const course = withoutIdleSteps(space, claims[claim]!, claim, { states, deeds });
      return { steps: course.deeds.length, trace: () => traceOfDeeds(space, course.states, course.deeds) };
    },
    { model, parameters, stopped: stopped ?? findings.unfinished, findings, strategy: "depth", profile, examples },
  );
}
