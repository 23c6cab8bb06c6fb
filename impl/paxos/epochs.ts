import type { Epochs } from "../../spec/epochs.ts";
import type { Paxos } from "../../spec/paxos/paxos.ts";

/**
 * Where epochs occur in the election by Paxos: every process and every message has one.
 *
 * @remarks
 * Ballots are none: each epoch begins with those that come first, and the ballot
 * of a process is told from those of others by what is left over where it is
 * divided by the number of processes.
 */
export const paxosEpochs: Epochs<Paxos> = {
  state: (state, shift) => ({ ...state, epoch: shift(state.epoch) }),
  message: (message, shift) => ({ ...message, epoch: shift(message.epoch) }),
  durable: (durable, shift) => ({ ...durable, epoch: shift(durable.epoch) }),
};
