import { isBullyMessage } from "../../spec/bully/messages.ts";
import { isInvitationMessage } from "../../spec/invitation/messages.ts";
import { isLeaseMessage } from "../../spec/lease/messages.ts";
import type { MessageTest } from "../../spec/messages.ts";
import { isPaxosMessage, isSynodMessage } from "../../spec/paxos/messages.ts";
import { isRaftMessage } from "../../spec/raft/messages.ts";
import { isRaftProductionMessage } from "../../spec/raft-production/messages.ts";
import {
  isChangRobertsMessage,
  isDolevKlaweRodehMessage,
  isHirschbergSinclairMessage,
  isItaiRodehMessage,
  isLeLannMessage,
  isTokenRingMessage,
} from "../../spec/ring/messages.ts";
import { isStollerMessage } from "../../spec/stoller/messages.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

/** The tests for the messages of built-in algorithms, by their names: those that have one can run for real. */
export const messageTests: Readonly<Record<string, MessageTest>> = {
  "token-ring": anyTest(isTokenRingMessage),
  "chang-roberts": anyTest(isChangRobertsMessage),
  lelann: anyTest(isLeLannMessage),
  "hirschberg-sinclair": anyTest(isHirschbergSinclairMessage),
  "dolev-klawe-rodeh": anyTest(isDolevKlaweRodehMessage),
  "itai-rodeh": anyTest(isItaiRodehMessage),
  bully: anyTest(isBullyMessage),
  stoller: anyTest(isStollerMessage),
  invitation: anyTest(isInvitationMessage),
  raft: anyTest(isRaftMessage),
  "raft-production": anyTest(isRaftProductionMessage),
  synod: anyTest(isSynodMessage),
  paxos: anyTest(isPaxosMessage),
  lease: anyTest(isLeaseMessage),
};

/** A test whose vocabulary is not known any more: it is asked about messages of its own algorithm only. */
function anyTest<V extends Vocabulary>(test: MessageTest<V>): MessageTest {
  return test as unknown as MessageTest;
}
