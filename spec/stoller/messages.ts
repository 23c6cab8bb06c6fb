import { type MessageTest, messageTest, natural } from "../messages.ts";
import type { Stoller } from "./vocabulary.ts";

const ofElection = { election: natural };

/** Tells a message of Stoller's Bully from anything else. */
export const isStollerMessage: MessageTest<Stoller> = messageTest<Stoller>({
  AreYouUp: {},
  Up: {},
  Halt: ofElection,
  Ack: ofElection,
  Rej: ofElection,
  Leader: ofElection,
  NormQ: ofElection,
  NotNorm: ofElection,
});
