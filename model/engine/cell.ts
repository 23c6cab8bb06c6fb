import type { Inbox } from "../network/network.ts";

/** Whether a process has not started yet, runs, is down, or is down for ever. */
export type Status = (typeof statuses)[number];

/** The statuses, in the order of their numbers. */
export const statuses = ["waiting", "up", "down", "gone"] as const;

/** An armed timer: its number, and what remains of it (see `timing/`). */
export type ArmedTimer = readonly [timer: number, remainder: number];

/**
 * Everything that belongs to one process, in numbers.
 *
 * @remarks
 * `local` numbers the local state of a process that is waiting or up, and the
 * durable value of one that is down; it is -1 for one that is gone. `timers` is
 * in ascending order of timers. `overwritten` numbers the durable value before
 * the last write, where that write can be lost (see `fault/lost-write.ts`), or
 * is -1.
 */
export interface Cell {
  readonly configuration: number;
  readonly status: Status;
  readonly local: number;
  readonly overwritten: number;
  readonly timers: readonly ArmedTimer[];
  readonly inbox: Inbox;
}

/** All of a cell as a text: equal cells, and no others, have equal keys. */
export function keyOf({ configuration, status, local, overwritten, timers, inbox }: Cell): string {
  return `${configuration}/${status}/${local}/${overwritten}/${timers.join(";")}/${inbox.join()}`;
}

/** The cell that has a key. */
export function cellOf(key: string): Cell {
  const [configuration, status, local, overwritten, timers, inbox] = key.split("/");
  const numbers = (list: string): readonly number[] => (list === "" ? [] : list.split(",").map(Number));
  return {
    configuration: Number(configuration),
    status: status as Status,
    local: Number(local),
    overwritten: Number(overwritten),
    timers: timers === "" ? [] : timers!.split(";").map((timer) => numbers(timer) as ArmedTimer),
    inbox: numbers(inbox!),
  };
}
