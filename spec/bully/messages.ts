import { type MessageTest, messageTest } from "../messages.ts";
import type { Bully } from "./vocabulary.ts";

/** Tells a message of the Bully algorithm from anything else. */
export const isBullyMessage: MessageTest<Bully> = messageTest<Bully>({ Election: {}, Answer: {}, Coordinator: {} });
