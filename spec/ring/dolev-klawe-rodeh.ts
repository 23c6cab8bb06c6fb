import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** The words of the algorithm of Dolev, Klawe and Rodeh. */
export interface DolevKlaweRodeh extends Vocabulary {
  readonly State: DolevKlaweRodehState;
  readonly Message: DolevKlaweRodehMessage;
  readonly Timer: never;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

/** What a process is in the election. */
export type DolevKlaweRodehState =
  /** It stands for the value `maximum`; `left` is that of the active process before it, once this has told it. */
  | { readonly role: "active"; readonly maximum: ProcessId; readonly left: ProcessId | null }
  /** It stands for no value any more, and passes on what it receives. */
  | { readonly role: "passive" }
  /** It has learnt who is elected. */
  | { readonly role: "following"; readonly leader: ProcessId }
  /** It has learnt that its own id is the highest. */
  | { readonly role: "elected" };

/** What travels along the ring. */
export type DolevKlaweRodehMessage =
  /** The paper's M1: the value for which an active process stands, for the next active one. */
  | { readonly type: "M1"; readonly value: ProcessId }
  /** The paper's M2: the value of the active process before the one that sends it. */
  | { readonly type: "M2"; readonly value: ProcessId }
  /** The highest id, for all to know. */
  | { readonly type: "elected"; readonly leader: ProcessId };
