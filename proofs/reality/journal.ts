/** Logs of hosts, read and put together: which of them belong to one cluster, and in which order a process booted. */

import { type BootEntry, type LogEntry, readLog } from "../../impl/hosts/log.ts";
import { canonical } from "../../model/plain.ts";
import { InputError } from "../../model/scenario.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** The log of one incarnation of one process. */
export interface Journal {
  /** How the user named it. */
  readonly path: string;
  readonly boot: BootEntry;
  /** The first is the boot: an entry stands in the line of its place, from 1. */
  readonly entries: readonly LogEntry[];
}

/** The logs of a cluster, by process: the incarnations of each in their order. */
export type Journals = ReadonlyMap<ProcessId, readonly Journal[]>;

/** What is wrong with a log, and in which line. */
export function problemAt(path: string, line: number, why: string, remedy: string): InputError {
  return new InputError("log-refused", `${path}, line ${line}: ${why}\n${remedy}`);
}

/**
 * Reads a log.
 *
 * @param mayLackEnd - whether its process may have been killed: then it has no last line
 * @throws InputError `log-refused` where it was edited or cut off
 */
export function journalOf(path: string, text: string, mayLackEnd: boolean): Journal {
  const { entries, problem } = readLog(text);
  if (problem !== null) throw problemAt(path, problem.line, problem.why, "Give the log as the host wrote it.");
  const ends = entries.findIndex(({ type }) => type === "end");
  if (ends >= 0 && ends < entries.length - 1)
    throw problemAt(path, ends + 2, "it comes after the end", "Give the log as the host wrote it.");
  if (ends < 0 && !mayLackEnd) {
    throw problemAt(
      path,
      entries.length + 1,
      "the log ends without its last line, as if it was cut off",
      "If its process was killed, or runs still, say --crashed.",
    );
  }
  return { path, boot: entries[0] as BootEntry, entries };
}

/**
 * Puts the logs of a cluster together.
 *
 * @throws InputError `log-refused` where they are not of one cluster, or one of them is there twice
 */
export function journalsOf(all: readonly Journal[]): Journals {
  const [first] = all;
  if (first === undefined)
    throw new InputError(
      "argument-missing",
      "validate: there is no log\nName the logs of all processes of a cluster, or their directory.",
    );
  const by = new Map<ProcessId, Journal[]>();
  for (const journal of all) {
    const { boot, path } = journal;
    for (const part of ["cluster", "protocol", "processes", "parameters"] as const) {
      if (canonical(boot[part]) === canonical(first.boot[part])) continue;
      const texts = [boot, first.boot].map((entry) => canonical(entry[part]));
      throw problemAt(
        path,
        1,
        `its ${part} is ${texts[0]}, and that of ${first.path} is ${texts[1]}`,
        "Give the logs of one cluster.",
      );
    }
    if (!boot.processes.includes(boot.process))
      throw problemAt(path, 1, `its process ${boot.process} is none of the cluster`, "Give the logs of one cluster.");
    const known = by.get(boot.process) ?? [];
    const twin = known.find((other) => other.boot.incarnation === boot.incarnation);
    if (twin !== undefined)
      throw problemAt(
        path,
        1,
        `${twin.path} is of the same boot of process ${boot.process}`,
        "Give each log once; if both are whole, two programs ran as the same process.",
      );
    by.set(boot.process, [...known, journal]);
  }
  for (const journals of by.values()) journals.sort((a, b) => a.boot.incarnation - b.boot.incarnation);
  return by;
}
