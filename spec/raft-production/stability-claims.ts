/**
 * Whether a leader that a majority follows stays: what the options are for, and
 * what they are measured by where only some links work.
 */
import {
  alwaysEventually,
  eventuallyAlways,
  everyStep,
  type LivenessClaim,
  recoverable,
  type StepClaim,
} from "../claim.ts";
import { isQuorum } from "../quorum.ts";
import type { ProcessId } from "../vocabulary.ts";
import { leads, type View, type World } from "../world.ts";
import type { RaftProduction } from "./vocabulary.ts";

const source =
  'Howard and Abraham, "Raft does not guarantee liveness in the face of network faults", 2020; Jensen, Howard and Mortier, "Examining Raft\'s behaviour during partial network failures", 2021';
const followed = "∃p: leader(p) = p ∧ |{q: leader(q) = p ∧ term(q) = term(p)}| > |Processes| / 2";

/** Claims that a leader which a majority follows, itself included, is never deposed. */
export const followedLeadersStay: StepClaim<RaftProduction> = everyStep<RaftProduction>(
  "whom a majority follows is not deposed",
  (before, after, { processes }) => {
    if (before.status !== "up" || after.status !== "up" || !leads(before) || leads(after)) return true;
    const asBefore = processes.map((view) => (view.process === before.process ? before : view));
    return !isFollowed(before.process, asBefore);
  },
  { under: [], source },
);

/** Claims that in the end one leader is followed by a majority, and stays so. */
export const aLeaderStays: LivenessClaim<RaftProduction> = eventuallyAlways<RaftProduction>(
  "a leader that a majority follows comes to stay",
  somebodyIsFollowed,
  {
    words: "From some moment on there is at every moment a leader that a majority follows.",
    formula: `◇□ ${followed}`,
    under: [],
    source,
  },
);

/** Claims the same even where somebody draws the durations of timers who wants to prevent it. */
export const aLeaderStaysWhateverIsDrawn: LivenessClaim<RaftProduction> = eventuallyAlways<RaftProduction>(
  "a leader comes to stay, whatever is drawn",
  somebodyIsFollowed,
  {
    words:
      "From some moment on there is at every moment a leader that a majority follows, whichever durations the timers draw.",
    formula: `◇□ ${followed}`,
    under: [],
    fairness: { durations: "none" },
    source,
  },
);

/** Claims that no leader stays: the livelock. Where it holds, elections go on for ever in every run. */
export const noLeaderStays: LivenessClaim<RaftProduction> = alwaysEventually<RaftProduction>(
  "no leader stays",
  (world) => !somebodyIsFollowed(world),
  {
    words: "Again and again there is no leader that a majority follows, whichever durations the timers draw.",
    formula: `□◇ ¬${followed}`,
    under: [],
    fairness: { durations: "none" },
    source,
  },
);

/** Claims that a leader which a majority follows can still be reached, whatever happened before. */
export const aMajorityCanFollow: LivenessClaim<RaftProduction> = recoverable<RaftProduction>(
  "a majority can follow a leader again",
  somebodyIsFollowed,
  {
    words: "Whatever happened, it can still come about that a majority follows a leader.",
    formula: `AG EF ${followed}`,
    under: [],
    source,
  },
);

/** Whether a majority follows somebody. */
function somebodyIsFollowed({ processes }: World<RaftProduction>): boolean {
  return processes.some(({ process }) => isFollowed(process, processes));
}

/** Whether a majority follows `leader` in its own term. */
export function isFollowed(leader: ProcessId, processes: readonly View<RaftProduction>[]): boolean {
  const epoch = processes.find(({ process }) => process === leader)?.leadership.epoch;
  const following = processes.filter(({ leadership }) => leadership.leader === leader && leadership.epoch === epoch);
  return isQuorum(
    processes.map(({ process }) => process),
    following.map(({ process }) => process),
  );
}
