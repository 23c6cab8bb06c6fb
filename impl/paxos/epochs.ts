import type { Epochs, Shift } from "../../spec/epochs.ts";
import type { Paxos } from "../../spec/paxos/paxos.ts";

/**
 * Where epochs occur in the election by Paxos: every process and every message has one.
 *
 * @remarks
 * Ballots are none: each epoch begins with those that come first, and the ballot
 * of a process is told from those of others by what is left over where it is
 * divided by the number of processes.
 */
export const paxosEpochs: Epochs<Paxos> = { state: inEpoch, message: inEpoch, durable: inEpoch };

function inEpoch<T extends { readonly epoch: number }>(value: T, shift: Shift): T {
  return { ...value, epoch: shift(value.epoch) };
}
