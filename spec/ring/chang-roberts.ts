import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** The words of Chang and Roberts' algorithm. */
export interface ChangRoberts extends Vocabulary {
  readonly State: ChangRobertsState;
  readonly Message: ChangRobertsMessage;
  readonly Timer: never;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: ChangRobertsParameters;
}

/** What a process is in the election. */
export type ChangRobertsState =
  /** It takes part, and has not seen a higher id. */
  | { readonly role: "candidate" }
  /** It has seen a higher id, or never took part, and does not know who is elected. */
  | { readonly role: "lost" }
  /** It has learnt who is elected. */
  | { readonly role: "following"; readonly leader: ProcessId }
  /** Its own id has come home. */
  | { readonly role: "elected" };

/** What travels along the ring. */
export type ChangRobertsMessage =
  /** The id of a candidate, on its way round the ring. */
  | { readonly type: "id"; readonly id: ProcessId }
  /** The id of the elected process, for all to know. */
  | { readonly type: "elected"; readonly leader: ProcessId };

/** How the election is set up. */
export interface ChangRobertsParameters {
  /** Which processes start the election, each on its own: the candidates. `null`: all of them. */
  readonly initiators: readonly ProcessId[] | null;
  /** Whether the elected process tells the others; where it does not, they know only that they have lost. */
  readonly announce: boolean;
}
