import { type MessageTest, messageTest, natural, oneOf, processName, truth } from "../messages.ts";
import type { ChangRoberts } from "./chang-roberts.ts";
import type { DolevKlaweRodeh } from "./dolev-klawe-rodeh.ts";
import type { HirschbergSinclair } from "./hirschberg-sinclair.ts";
import type { ItaiRodeh } from "./itai-rodeh.ts";
import type { LeLann } from "./lelann.ts";
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

/** Tells a message of Le Lann's algorithm from anything else. */
export const isLeLannMessage: MessageTest<LeLann> = messageTest<LeLann>({ id: { id: processName } });

const direction = oneOf("forward", "backward");

/** Tells a message of Hirschberg and Sinclair's algorithm from anything else. */
export const isHirschbergSinclairMessage: MessageTest<HirschbergSinclair> = messageTest<HirschbergSinclair>({
  from: { value: processName, num: natural, maxnum: natural, direction },
  ok: { value: processName, maxnum: natural, direction },
  no: { value: processName, direction },
  elected: { leader: processName },
});

/** Tells a message of Dolev, Klawe and Rodeh's algorithm from anything else. */
export const isDolevKlaweRodehMessage: MessageTest<DolevKlaweRodeh> = messageTest<DolevKlaweRodeh>({
  M1: { value: processName },
  M2: { value: processName },
  elected: { leader: processName },
});

/** Tells a message of Itai and Rodeh's algorithm from anything else. */
export const isItaiRodehMessage: MessageTest<ItaiRodeh> = messageTest<ItaiRodeh>({
  identity: { identity: natural, round: natural, hops: natural, unique: truth },
  elected: { hops: natural },
});
