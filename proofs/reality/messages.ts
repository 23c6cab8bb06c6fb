import { isBullyMessage } from "../../spec/bully/messages.ts";
import type { MessageTest } from "../../spec/messages.ts";
import { isRaftMessage } from "../../spec/raft/messages.ts";
import {
  isChangRobertsMessage,
  isDolevKlaweRodehMessage,
  isHirschbergSinclairMessage,
  isItaiRodehMessage,
  isLeLannMessage,
  isTokenRingMessage,
} from "../../spec/ring/messages.ts";
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
  raft: anyTest(isRaftMessage),
};

/** A test whose vocabulary is not known any more: it is asked about messages of its own algorithm only. */
function anyTest<V extends Vocabulary>(test: MessageTest<V>): MessageTest {
  return test as unknown as MessageTest;
}
