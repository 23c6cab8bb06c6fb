import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** The words of the token ring. */
export interface TokenRing extends Vocabulary {
  readonly State: TokenRingState;
  readonly Message: TokenRingMessage;
  readonly Timer: TokenRingTimer;
  readonly Request: never;
  /** The highest generation that the process has seen. */
  readonly Durable: number;
  readonly Parameters: TokenRingParameters;
}

/** What a process is; `generation` is the highest that it has seen, from 0, and always 0 in a ring without generations. */
export type TokenRingState =
  /** It has started, and knows of no leader yet. */
  | { readonly role: "waiting"; readonly generation: number }
  /** It has made the token of `generation`, given it `to` a process, and waits for that one to lead. */
  | { readonly role: "passing"; readonly generation: number; readonly to: ProcessId }
  /** It has heard from the leader of `generation`. */
  | { readonly role: "following"; readonly generation: number; readonly leader: ProcessId }
  /** It was the first to receive the token of `generation`. */
  | { readonly role: "leading"; readonly generation: number };

/** What travels. */
export type TokenRingMessage =
  /** The claim to leadership: whoever receives it leads. */
  | { readonly type: "token"; readonly generation: number }
  /** The sender leads: its announcement, and its sign of life ever after. */
  | { readonly type: "heartbeat"; readonly generation: number };

/** What a process waits for. In every state it waits for one thing at most. */
export type TokenRingTimer =
  /** A leader: until it shows itself again. */
  | "heartbeat"
  /** The maker of a token: for the one whom it gave the token to. */
  | "acknowledgement"
  /** Anybody else: for the leader, which is so many places before it in the ring. */
  | `silence ${number}`;

/** Which mechanisms the ring has against a lost token and a crashed process. */
export interface TokenRingParameters {
  /** A token bears a number that only its maker may give, and older ones are ignored. */
  readonly generations: boolean;
  /** A process that does not take the token is passed over. */
  readonly skip: boolean;
  /** Everybody watches the leader and may replace the token, not only the leader's successor. */
  readonly regenerate: boolean;
}
