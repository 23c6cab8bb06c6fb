import { type MessageTest, messageTest, natural, nullOr, processName, record } from "../messages.ts";
import type { Paxos } from "./paxos.ts";
import type { Synod } from "./synod.ts";

const ballot = natural;
const proposal = { ballot, value: processName };
const fields = {
  prepare: { ballot },
  promise: { ballot, accepted: nullOr(record(proposal)) },
  accept: proposal,
  accepted: { ballot },
  chosen: proposal,
};

/** Tells a message of the synod from anything else. */
export const isSynodMessage: MessageTest<Synod> = messageTest<Synod>(fields);

/** Tells a message of the election by Paxos from anything else. */
export const isPaxosMessage: MessageTest<Paxos> = messageTest<Paxos>(
  Object.fromEntries(Object.entries(fields).map(([type, others]) => [type, { ...others, epoch: natural }])),
);
