import type { ProcessId } from "../spec/vocabulary.ts";

/** What a reducer is asked about. */
export type EventKind = "start" | "receive" | "timeout" | "request";

/** How often a reducer was asked about one kind of event in one role. */
export interface ProfileRow {
  /**
   * The `role`, `status`, `type`, `kind`, `phase` or `mode` of the state before,
   * whichever it has first and is a string; a state that is a string is its own
   * role; `any` otherwise. A process that has not started is `waiting`, one that
   * returns was `down`.
   */
  readonly role: string;
  readonly kind: EventKind;
  /**
   * A message or a request by its `type` or `kind`, or else all of it as JSON,
   * shortened; a timer by its name; `start`, `restart` or `amnesia`.
   */
  readonly event: string;
  /** Transitions in which it was asked. Where this and `cut` are 0, that event never came in that role. */
  readonly taken: number;
  /** Of these, those that it answered with the same state and no effects. */
  readonly ignored: number;
  /** Steps that led beyond a bound, and were not taken. */
  readonly cut: number;
}

/** A cell that is the largest of its kind. */
export interface LargestCell {
  readonly process: ProcessId;
  readonly role: string;
  readonly count: number;
}

/**
 * What was done how often.
 *
 * @remarks
 * It is about the transitions of the states that were wholly expanded: all
 * transitions, where the exploration came to its end. In walks it is about the
 * steps that were taken.
 */
export interface Profile {
  /** How many states were expanded, or in walks seen. */
  readonly states: number;
  /**
   * A row for every role and every event that were seen, together or not: rows of
   * nothing but zeros show what never comes together. Of starts, those that were.
   */
  readonly rows: readonly ProfileRow[];
  /** Transitions that ask no reducer, by what they are. */
  readonly others: Readonly<Record<string, number>>;
  /** Successors beyond each bound, by its name: where one is beyond several, the first of them. */
  readonly cut: Readonly<Record<string, number>>;
  /** Where the most messages were in flight to one process. */
  readonly longestInbox: LargestCell | null;
  /** Where the most could happen to one process next, without any fault. */
  readonly mostChoices: LargestCell | null;
}
