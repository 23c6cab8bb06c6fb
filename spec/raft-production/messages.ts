import { type MessageTest, messageTest, natural, truth } from "../messages.ts";
import type { ProductionMessage, RaftProduction } from "./vocabulary.ts";

const request = { term: natural, lastLogTerm: natural, lastLogIndex: natural };
const response = { term: natural, voteGranted: truth };

const isUsual = messageTest<RaftProduction>({
  RequestVote: request,
  RequestVoteResponse: response,
  RequestPreVote: request,
  RequestPreVoteResponse: response,
  AppendEntries: { term: natural },
  AppendEntriesResponse: { term: natural },
  TimeoutNow: { term: natural },
});
const isOfATransfer = messageTest<RaftProduction>({
  RequestVote: { ...request, disruptsLeader: (value) => value === true },
});

/** Tells a message of Raft's election with options from anything else. */
export const isRaftProductionMessage: MessageTest<RaftProduction> = (cluster, value): value is ProductionMessage =>
  isUsual(cluster, value) || isOfATransfer(cluster, value);
