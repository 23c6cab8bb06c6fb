import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** The words of Le Lann's algorithm. */
export interface LeLann extends Vocabulary {
  readonly State: LeLannState;
  readonly Message: LeLannMessage;
  readonly Timer: never;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

/** What a process is in the election. */
export type LeLannState =
  /** Its own id is still on its way round, and `highest` is the highest that it knows, its own included. */
  | { readonly role: "collecting"; readonly highest: ProcessId }
  /** It knows all ids, and another one is the highest. */
  | { readonly role: "following"; readonly leader: ProcessId }
  /** It knows all ids, and its own is the highest. */
  | { readonly role: "elected" };

/** What travels along the ring: the id of a process, all the way round. */
export interface LeLannMessage {
  readonly type: "id";
  readonly id: ProcessId;
}
