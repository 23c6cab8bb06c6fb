import { type MessageTest, messageTest, natural, truth } from "../messages.ts";
import type { Raft } from "./vocabulary.ts";

/** Tells a message of Raft from anything else. */
export const isRaftMessage: MessageTest<Raft> = messageTest<Raft>({
  RequestVote: { term: natural, lastLogTerm: natural, lastLogIndex: natural },
  RequestVoteResponse: { term: natural, voteGranted: truth },
  AppendEntries: { term: natural },
  AppendEntriesResponse: { term: natural },
});
