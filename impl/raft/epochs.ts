import type { Epochs } from "../../spec/epochs.ts";
import type { Raft } from "../../spec/raft/vocabulary.ts";

/**
 * Where terms occur in Raft: every process and every message has one. The term
 * of a log's last entry is none of these: logs are compared with each other alone.
 */
export const raftEpochs: Epochs<Raft> = {
  state: (state, shift) => ({ ...state, term: shift(state.term) }),
  message: (message, shift) => ({ ...message, term: shift(message.term) }),
  durable: (durable, shift) => ({ ...durable, term: shift(durable.term) }),
};
