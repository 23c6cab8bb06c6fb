import type { NonClaim } from "./non-claims.ts";

const stale = "a lease read is never stale";
const deposed = "whom a majority follows is not deposed";

/** What is known to fail of Raft with options: where a premise is missing, or one option without the other. */
export const raftProductionNonClaims: readonly NonClaim[] = [
  {
    entry: "raft-production (lease; a slow clock)",
    claim: stale,
    story: "A leader whose clock stands still holds its lease while another is elected.",
  },
  {
    entry: "raft-production (lease; a fast clock)",
    claim: stale,
    story: "A voter whose clock runs ahead by one tick deserts a leader that is cut off while its lease still runs.",
  },
  {
    entry: "raft-production (lease; a slow network)",
    claim: stale,
    story: "Where timers run out at any moment a lease means nothing.",
  },
  {
    entry: "raft-production (check-quorum alone; a partition)",
    claim: deposed,
    story:
      "Without pre-votes a process that was cut off returns in a later term, and a leader that is well steps down.",
  },
  {
    entry: "raft-production (no option; two arms)",
    claim: deposed,
    story: "A process that cannot hear the leader stands again and again, and deposes whom a majority follows.",
  },
];
