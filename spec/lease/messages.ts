import { type MessageTest, messageTest, natural, nullOr, processName } from "../messages.ts";
import type { Lease } from "./vocabulary.ts";

/** Tells a message of the lease from anything else. */
export const isLeaseMessage: MessageTest<Lease> = messageTest<Lease>({
  ask: { gone: nullOr(processName) },
  renew: { epoch: natural },
  resign: { epoch: natural },
  granted: { epoch: natural },
  refused: { epoch: natural, holder: nullOr(processName) },
});
