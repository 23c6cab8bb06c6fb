import { type MessageTest, messageTest, natural, processName } from "../messages.ts";
import type { Invitation } from "./vocabulary.ts";

const ofGroup = { group: natural };

/** Tells a message of the Invitation algorithm from anything else. */
export const isInvitationMessage: MessageTest<Invitation> = messageTest<Invitation>({
  AreYouCoordinator: {},
  Coordinator: {},
  Invitation: { coordinator: processName, group: natural },
  Accept: ofGroup,
  Ready: ofGroup,
  AreYouThere: ofGroup,
  Here: ofGroup,
  Gone: ofGroup,
});
