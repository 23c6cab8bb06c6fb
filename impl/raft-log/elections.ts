/** Who leads: sections 5.2 and 5.4.1, with the voters of the configuration in force (section 6). */
import { broadcast, cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Step } from "../../spec/protocol.ts";
import { isUpToDate, type RequestVote } from "../../spec/raft/vocabulary.ts";
import { decide, endOf, everybodyIn, votersOf, withEntries } from "../../spec/raft-log/log.ts";
import type { LogCandidate, LogFollower, LogLeader, RaftLog, RaftLogState } from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { mayStand } from "./membership.ts";
import { proceed, replicate } from "./replication.ts";

/** Section 5.2: a process that hears from no leader begins a term, votes for itself and asks the others for their votes. */
export function standForElection(cluster: Cluster<RaftLog>, state: RaftLogState): Step<RaftLog> {
  const { self } = cluster;
  if (!mayStand(self, state)) return [state, setTimer("election")];
  const { log, commitIndex } = state;
  const term = state.term + 1;
  const candidate: LogCandidate = { role: "candidate", term, votedFor: self, votes: [], log, commitIndex };
  const { term: lastLogTerm, index: lastLogIndex } = endOf(log);
  const request: RequestVote = { type: "RequestVote", term, lastLogTerm, lastLogIndex };
  const [next, ...effects] = countVote(cluster, candidate, self);
  if (next.role === "leader") return [next, ...effects];
  const others = everybodyIn(votersOf(log)).filter((process) => process !== self);
  return [next, ...broadcast(others, request), setTimer("election")];
}

/**
 * Sections 5.2 and 5.4.1: a vote goes to the first candidate of the term that asks and whose log is no less up to date.
 *
 * @remarks
 * Section 6: whether candidate or voter are in the voter's configuration is not
 * asked. The candidate counts the votes that its own configuration asks for.
 */
export function vote(voter: LogFollower, message: RequestVote, candidate: ProcessId): Step<RaftLog> {
  const { term, votedFor, log } = voter;
  const isFree = votedFor === null || votedFor === candidate;
  const voteGranted = isFree && isUpToDate({ term: message.lastLogTerm, index: message.lastLogIndex }, endOf(log));
  const answer = send(candidate, { type: "RequestVoteResponse", term, voteGranted });
  if (!voteGranted) return [voter, answer];
  return [votedFor === candidate ? voter : { ...voter, votedFor: candidate }, answer, setTimer("election")];
}

/** Section 5.2: a candidate for which the voters of its configuration decide leads. */
export function countVote(cluster: Cluster<RaftLog>, candidate: LogCandidate, voter: ProcessId): Step<RaftLog> {
  if (candidate.votes.includes(voter)) return [candidate];
  const votes = [...candidate.votes, voter].sort((a, b) => a - b);
  return decide(votersOf(candidate.log), votes) ? lead(cluster, candidate) : [{ ...candidate, votes }];
}

/** Sections 5.2, 5.3 and 8: a new leader thinks that all have what it has, and begins with an empty entry or a heartbeat. */
function lead(cluster: Cluster<RaftLog>, candidate: LogCandidate): Step<RaftLog> {
  const { term, votedFor, log, commitIndex } = candidate;
  const { index } = endOf(log);
  const leader: LogLeader = {
    role: "leader",
    term,
    votedFor,
    log,
    commitIndex,
    nextIndex: forOthers(cluster, index + 1),
    matchIndex: forOthers(cluster, 0),
  };
  const timers = [cancelTimer("election"), setTimer("heartbeat")];
  if (!cluster.parameters.emptyEntry) return [leader, ...timers, ...replicate(cluster, leader)];
  const [next, ...effects] = proceed(cluster, leader, { ...leader, log: withEntries(log, { type: "empty", term }) });
  return [next, ...timers, ...effects];
}

/** The same number for each of the others. */
function forOthers({ processes, self }: Cluster<RaftLog>, value: number): Readonly<Record<ProcessId, number>> {
  return Object.fromEntries(processes.filter((process) => process !== self).map((process) => [process, value]));
}
