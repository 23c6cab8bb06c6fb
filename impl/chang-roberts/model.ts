/**
 * The model of Chang and Roberts' algorithm: what the explorer is given, and what is claimed.
 *
 * @module interregnum/chang-roberts/model
 */
import type { Model } from "../../spec/model.ts";
import type { ChangRoberts } from "../../spec/ring/chang-roberts.ts";
import { changRobertsClaims } from "../../spec/ring/chang-roberts-claims.ts";
import { falling } from "../ring/arrangements.ts";
import { changRoberts } from "../ring/chang-roberts.ts";

export * from "../../spec/ring/chang-roberts-claims.ts";
export {
  announcementMessages,
  changRobertsMessagesAtLeast,
  changRobertsMessagesAtMost,
  changRobertsMessagesOnAverage,
} from "../../spec/ring/message-bounds.ts";

/**
 * Chang and Roberts' algorithm in a ring along which ids fall, so that every id travels as far as it can.
 *
 * @remarks
 * By default all processes start the election, and the elected one announces itself.
 */
export const changRobertsModel: Model<ChangRoberts> = {
  protocol: changRoberts,
  claims: changRobertsClaims,
  parameters: { initiators: null, announce: true },
  configurations: (size, parameters) => [{ processes: falling(size), parameters }],
};
