/** What a candidate of Raft with options does: it asks in advance, asks for votes, and counts. */
import { broadcast, cancelTimer, type Effect, setTimer } from "../../spec/effect.ts";
import type { Step } from "../../spec/protocol.ts";
import { isQuorum } from "../../spec/quorum.ts";
import type { RaftCandidate } from "../../spec/raft/vocabulary.ts";
import type {
  PreCandidate,
  ProductionRequestVote,
  ProductionState,
  RaftProduction,
} from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { others, votersOf } from "./cluster.ts";
import { lead } from "./leading.ts";

/** A process that hears from no leader, or is asked to, wants to lead: where pre-votes are on, it asks before it begins a term. */
export function campaign(cluster: Cluster<RaftProduction>, state: ProductionState): Step<RaftProduction> {
  return cluster.parameters.preVote ? askForPreVotes(cluster, state) : standForElection(cluster, state);
}

/** Section 9.6: a process asks the voters whether it could win the next term, and stays in its own. */
function askForPreVotes(cluster: Cluster<RaftProduction>, state: ProductionState): Step<RaftProduction> {
  const { term, votedFor, log } = state;
  const asking: PreCandidate = { role: "preCandidate", term, votedFor, preVotes: [], log };
  const [next, ...effects] = countPreVote(cluster, asking, cluster.self);
  if (next.role !== "preCandidate") return [next, ...silenced(state), ...effects];
  const request = { type: "RequestPreVote", term, lastLogTerm: log.term, lastLogIndex: log.index } as const;
  return [next, ...silenced(state), ...broadcast(otherVoters(cluster), request), setTimer("election")];
}

/** Section 9.6: whoever could win the next term begins it. */
export function countPreVote(
  cluster: Cluster<RaftProduction>,
  asking: PreCandidate,
  voter: ProcessId,
): Step<RaftProduction> {
  if (asking.preVotes.includes(voter)) return [asking];
  const preVotes = [...asking.preVotes, voter].sort((a, b) => a - b);
  if (!isQuorum(votersOf(cluster), preVotes)) return [{ ...asking, preVotes }];
  return standForElection(cluster, asking);
}

/**
 * Section 5.2: a process begins a term, votes for itself and asks the other voters for their votes.
 *
 * @param isTold - whether the leader itself told it to: then voters need not stay with that leader (section 4.2.3)
 */
export function standForElection(
  cluster: Cluster<RaftProduction>,
  state: ProductionState,
  isTold = false,
): Step<RaftProduction> {
  const { self } = cluster;
  const { log } = state;
  const term = state.term + 1;
  const candidate: RaftCandidate = { role: "candidate", term, votedFor: self, votes: [], log };
  const request: ProductionRequestVote = {
    type: "RequestVote",
    term,
    lastLogTerm: log.term,
    lastLogIndex: log.index,
    ...(isTold ? { disruptsLeader: true } : {}),
  };
  const [next, ...effects] = countVote(cluster, candidate, self);
  if (next.role === "leader") return [next, ...silenced(state), ...effects];
  return [next, ...silenced(state), ...broadcast(otherVoters(cluster), request), setTimer("election")];
}

/** Section 5.2: a candidate that a majority of the voters voted for leads. */
export function countVote(
  cluster: Cluster<RaftProduction>,
  candidate: RaftCandidate,
  voter: ProcessId,
): Step<RaftProduction> {
  if (candidate.votes.includes(voter)) return [candidate];
  const votes = [...candidate.votes, voter].sort((a, b) => a - b);
  return isQuorum(votersOf(cluster), votes) ? lead(cluster, candidate) : [{ ...candidate, votes }];
}

/** Who stands waits for no leader to fall silent any more. */
function silenced(state: ProductionState): readonly Effect<RaftProduction>[] {
  return state.role === "follower" && state.heard ? [cancelTimer("silence")] : [];
}

function otherVoters(cluster: Cluster<RaftProduction>): readonly ProcessId[] {
  const all = others(cluster);
  return votersOf(cluster).filter((voter) => all.includes(voter));
}
