import type { Epochs } from "../../spec/epochs.ts";
import type { RaftProduction } from "../../spec/raft-production/vocabulary.ts";

/** Where terms occur in Raft with options: every process and every message has one, as in Raft without. */
export const raftProductionEpochs: Epochs<RaftProduction> = {
  state: (state, shift) => ({ ...state, term: shift(state.term) }),
  message: (message, shift) => ({ ...message, term: shift(message.term) }),
  durable: (durable, shift) => ({ ...durable, term: shift(durable.term) }),
};
