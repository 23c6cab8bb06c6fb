/**
 * Everything that a protocol's processes can say and be, under one name.
 *
 * @remarks
 * Every part is a plain JSON value: `null`, a boolean, a finite number, a
 * string, an array or a plain object of such values. The explorer checks this.
 *
 * @example
 * ```ts
 * interface Greeting extends Vocabulary {
 *   readonly State: { readonly greeted: boolean };
 *   readonly Message: "hello";
 *   readonly Timer: never;
 *   readonly Request: never;
 *   readonly Durable: null;
 *   readonly Parameters: null;
 * }
 * ```
 */
export interface Vocabulary {
  /** The local state of one process: a union by role, so that an impossible field cannot be written. */
  readonly State: unknown;
  /** What a process may send to another. */
  readonly Message: unknown;
  /** The names of the timers that a process may arm; `never` where there are none. */
  readonly Timer: string;
  /** What the outside may ask of a process (campaign, resign, ...); `never` where nothing is asked. */
  readonly Request: unknown;
  /** What survives a crash; `null` where nothing does. */
  readonly Durable: unknown;
  /** What every process knows from its configuration, beside who the processes are. */
  readonly Parameters: unknown;
}

/** The name of a process: an integer from 1. Where an algorithm ranks processes, it ranks them by this number. */
export type ProcessId = number;

/**
 * How long a timer runs, in ticks: an integer of at least 1, or an inclusive
 * range `[least, most]` of which any value may come about.
 *
 * @remarks
 * A host scales a tick to milliseconds and draws from the range at random. The
 * explorer tries every value of it.
 */
export type Ticks = number | readonly [least: number, most: number];

/** What a whole cluster is set up with: its processes in their order, and the parameters that they share. */
export interface Configuration<V extends Vocabulary = Vocabulary> {
  /** The processes, each once. A ring runs in this order and closes from the last to the first. */
  readonly processes: readonly ProcessId[];
  readonly parameters: V["Parameters"];
}

/** What one process knows from its configuration: the cluster's, and who it is itself. */
export interface Cluster<V extends Vocabulary = Vocabulary> extends Configuration<V> {
  readonly self: ProcessId;
}
