import type { NonClaim } from "./non-claims.ts";

const stale = "a lease read is never stale";
const deposed = "whom a majority follows is not deposed";
const stays = "a leader comes to stay, whatever is drawn";

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
  {
    entry: "raft-production (no option; a chain led from within)",
    claim: stays,
    story:
      "Whoever leads in the middle of a chain of four leaves one end out, which deposes it: elections have no end.",
  },
  {
    entry: "raft-production (no option; two arms for ever)",
    claim: stays,
    story:
      "Two processes at the end of an arm each: whoever leads, one of them hears nothing, and deposes it for ever.",
  },
  {
    entry: "raft-production (the leader's check alone; a chain led from within)",
    claim: stays,
    story: "A leader that reaches a majority passes its own check, and is deposed by the end that it does not reach.",
  },
  {
    entry: "raft-production (pre-vote; a chain led from its end)",
    claim: "a majority can follow a leader again",
    story: "A leader that reaches one process keeps it from helping the others, and nobody can ever be elected.",
  },
  {
    entry: "raft-production (pre-vote, check-quorum; a chain led from its end)",
    claim: stays,
    story:
      "With both options luck is all that is needed: whoever draws the same durations for two has them stand for ever.",
  },
  {
    entry: "raft-production (strict followers; a leader stands anew)",
    claim: "a follower refuses its own leader's pre-vote",
    story: "Where a follower refuses whoever asks while it hears from a leader, that leader has to wait, too.",
  },
  {
    entry: "raft-production (lease; a voter returns, and its leader stands anew)",
    claim: "a voter refuses a pre-vote to whom it elected",
    story: "Who returns under a lease keeps to a promise, and no longer knows to whom it was given.",
  },
  {
    entry: "raft-production (pre-votes that tell no term; a process lags behind)",
    claim: "one can lead again",
    story: "Of two that need each other's votes one is in an earlier term, and neither ever learns of it.",
  },
];
