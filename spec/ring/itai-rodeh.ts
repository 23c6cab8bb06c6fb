import type { Vocabulary } from "../vocabulary.ts";

/**
 * The words of Itai and Rodeh's algorithm.
 *
 * @remarks
 * The ring is anonymous: no state and no message holds the name of a process.
 * Which processes are told apart at all, is by the identities that they have
 * drawn, and by how many places a message has travelled.
 */
export interface ItaiRodeh extends Vocabulary {
  readonly State: ItaiRodehState;
  readonly Message: ItaiRodehMessage;
  readonly Timer: `identity ${number}`;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: ItaiRodehParameters;
}

/** What a process is in the election. */
export type ItaiRodehState =
  /** It is drawing an identity, and keeps the identities of others in this round until it has one. */
  | { readonly role: "drawing"; readonly round: number; readonly kept: readonly IdentityMessage[] }
  /** Its identity is on its way round. */
  | { readonly role: "active"; readonly round: number; readonly identity: number }
  /** It has met a later round or a higher identity, and does not know who is elected. */
  | { readonly role: "passive" }
  /** It has learnt how many places before it in the ring the elected process is. */
  | { readonly role: "following"; readonly distance: number }
  /** Its identity came home, and was the only one of its kind. */
  | { readonly role: "elected" };

/** What travels along the ring. */
export type ItaiRodehMessage =
  | IdentityMessage
  /** A process is elected: it is `hops` places before the one that receives this. */
  | { readonly type: "elected"; readonly hops: number };

/** The identity of an active process, on its way round. */
export interface IdentityMessage {
  readonly type: "identity";
  readonly identity: number;
  readonly round: number;
  /** How many places it has come: where it is the size of the ring, it is back home. */
  readonly hops: number;
  /** Whether no other process of this round and identity has seen it. */
  readonly unique: boolean;
}

/** How the election is set up. */
export interface ItaiRodehParameters {
  /** From how many identities one is drawn, 1, 2, ...: an integer of at least 2. */
  readonly identities: number;
  /** Whether rounds are numbered, so that an identity of an earlier one is not taken for one of this. */
  readonly rounds: boolean;
  /** How many processes of the ring nobody knows of: 0 where its size is known, as it must be. */
  readonly uncounted: number;
}
