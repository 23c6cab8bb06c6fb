import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** What a process of the lease is: the first process of the cluster is the grantor, all others want to lead. */
export type LeaseState = LeaseGrantor | LeaseWaiting | LeaseAsking | LeaseHolding | LeaseRenewing;

/** Grants the lease to one process at a time. */
export interface LeaseGrantor {
  readonly role: "grantor";
  /** The epoch of the latest grant; 0 before the first. */
  readonly epoch: number;
  /** Who holds the lease; `null` where it was given back or ran out. */
  readonly holder: ProcessId | null;
}

/** Was refused, and asks again after a while. */
export interface LeaseWaiting {
  readonly role: "waiting";
  /** The latest epoch that it has heard of. */
  readonly epoch: number;
  /** Who held the lease then; `null` where it knows nobody. */
  readonly leader: ProcessId | null;
}

/** Has asked for the lease, and waits for the answer. */
export interface LeaseAsking {
  readonly role: "asking";
  readonly epoch: number;
  readonly leader: ProcessId | null;
}

/** Holds the lease, and so leads. */
export interface LeaseHolding {
  readonly role: "holding";
  readonly epoch: number;
}

/** Leads, and has asked to keep the lease for longer. */
export interface LeaseRenewing {
  readonly role: "renewing";
  readonly epoch: number;
}

/** What travels between the grantor and the others. */
export type LeaseMessage =
  /** "Grant me the lease": to the grantor. `gone` is a holder that is known to be gone for good, if any. */
  | { readonly type: "ask"; readonly gone: ProcessId | null }
  /** "Let me keep it": to the grantor. */
  | { readonly type: "renew"; readonly epoch: number }
  /** "I give it back": to the grantor. */
  | { readonly type: "resign"; readonly epoch: number }
  /** "It is yours, from now on": from the grantor. */
  | { readonly type: "granted"; readonly epoch: number }
  /** "Another has it", or had it in this epoch last: from the grantor. */
  | { readonly type: "refused"; readonly epoch: number; readonly holder: ProcessId | null };

/** What a process waits for. */
export type LeaseTimer =
  /** The grantor: for the end of the lease, if it is not renewed. */
  | "lease"
  /** A holder: for the end of its own time, which comes before that of the lease. */
  | "tenure"
  /** A holder: until it renews the lease. */
  | "renewal"
  /** One that asked, for the lease or for more of it: for the answer. */
  | "answer"
  /** One that was refused: until it asks again. */
  | "patience";

/** What the outside may ask of a process that is not the grantor. */
export type LeaseRequest =
  /** Give the lead up. */
  | { readonly type: "resign" }
  /** Know that `process` is gone and can not come back, so that nobody need wait for its lease to run out. */
  | { readonly type: "gone"; readonly process: ProcessId };

/** The words of the lease. */
export interface Lease extends Vocabulary {
  readonly State: LeaseState;
  readonly Message: LeaseMessage;
  readonly Timer: LeaseTimer;
  readonly Request: LeaseRequest;
  /** What the grantor has granted; `null` for all others, who have nothing to remember. */
  readonly Durable: { readonly epoch: number; readonly holder: ProcessId | null } | null;
  readonly Parameters: null;
}
