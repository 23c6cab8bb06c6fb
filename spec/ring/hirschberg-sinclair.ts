import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** The words of Hirschberg and Sinclair's algorithm. */
export interface HirschbergSinclair extends Vocabulary {
  readonly State: HirschbergSinclairState;
  readonly Message: HirschbergSinclairMessage;
  readonly Timer: never;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

/** Which way a message travels: from each process to its successor, or from each to the one before it. */
export type Direction = "forward" | "backward";

/** What a process is in the election. */
export type HirschbergSinclairState =
  /**
   * It has sent its value `maxnum` places to both sides; `replied` is the way by
   * which a first reply came. `maxnum` is a power of two.
   */
  | { readonly role: "candidate"; readonly maxnum: number; readonly replied: Direction | null }
  /** It has met a higher value, and does not know who is elected. */
  | { readonly role: "lost" }
  /** It has learnt who is elected. */
  | { readonly role: "following"; readonly leader: ProcessId }
  /** Its own value has come home past all the others. */
  | { readonly role: "won" };

/** What travels along the ring. */
export type HirschbergSinclairMessage =
  /** The value of a candidate on its way out: it has gone `num` places, and turns back after `maxnum`. */
  | {
      readonly type: "from";
      readonly value: ProcessId;
      readonly num: number;
      readonly maxnum: number;
      readonly direction: Direction;
    }
  /** A reply on its way back to the process of this value: nobody within `maxnum` places is higher. */
  | { readonly type: "ok"; readonly value: ProcessId; readonly maxnum: number; readonly direction: Direction }
  /** A reply on its way back to the process of this value: somebody is higher. */
  | { readonly type: "no"; readonly value: ProcessId; readonly direction: Direction }
  /** The value of the elected process, for all to know. */
  | { readonly type: "elected"; readonly leader: ProcessId };
