import { type MessageTest, messageTest, natural, processName } from "../messages.ts";
import type { ChangRoberts } from "./chang-roberts.ts";
import type { TokenRing } from "./token-ring.ts";

/** Tells a message of the token ring from anything else. */
export const isTokenRingMessage: MessageTest<TokenRing> = messageTest<TokenRing>({
  token: { generation: natural },
  heartbeat: { generation: natural },
});

/** Tells a message of Chang and Roberts' algorithm from anything else. */
export const isChangRobertsMessage: MessageTest<ChangRoberts> = messageTest<ChangRoberts>({
  id: { id: processName },
  elected: { leader: processName },
});
