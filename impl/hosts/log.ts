/**
 * What a host saw, line by line: newline-delimited JSON that can be taken once
 * more through the reducers.
 *
 * A log begins with a `boot` and tells of one incarnation of one process. Each
 * line ends with a checksum of itself and of all lines before it, so that a log
 * that was edited, cut or put together is noticed, and where. A process that
 * stops in good order writes `end` last; one that was killed does not.
 */
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import { checksum } from "./checksum.ts";

/** The version of the format of logs. */
export const logFormat = 1;

/** A line of a log. */
export type LogEntry<V extends Vocabulary = Vocabulary> = BootEntry<V> | StepEntry<V> | WrittenEntry<V> | EndEntry;

/** The process boots. */
export interface BootEntry<V extends Vocabulary = Vocabulary> {
  readonly type: "boot";
  readonly format: typeof logFormat;
  /** The name of the protocol. */
  readonly protocol: string;
  /** The name of the cluster: no two may share it whose logs could meet. */
  readonly cluster: string;
  readonly process: ProcessId;
  readonly processes: readonly ProcessId[];
  readonly parameters: V["Parameters"];
  readonly incarnation: number;
  /** What the disk held; absent where it held nothing. */
  readonly durable?: V["Durable"];
  /** Milliseconds since 1970, by the clock of this process; ticks in a cluster in memory. */
  readonly at: number;
}

/** The reducer took a step. */
export interface StepEntry<V extends Vocabulary = Vocabulary> {
  readonly type: "step";
  readonly event: Event<V>;
  /** What it wanted done: carried out at once, or once what is durable of the step is `written`. */
  readonly effects: readonly Effect<V>[];
  /** Of a message: the incarnation of its sender; else `null`. */
  readonly incarnation: number | null;
  readonly at: number;
}

/** What is durable of the last step is on the disk. */
export interface WrittenEntry<V extends Vocabulary = Vocabulary> {
  readonly type: "written";
  readonly durable: V["Durable"];
  readonly at: number;
}

/** The process stops in good order. */
export interface EndEntry {
  readonly type: "end";
  readonly at: number;
}

/** Writes entries as lines, each with the checksum of all that was written so far. */
export class LogWriter {
  #sum = "";

  /** The line of the next entry, its end included. */
  line(entry: LogEntry): string {
    const body = JSON.stringify(entry);
    this.#sum = checksum(body, this.#sum);
    return `${body.slice(0, -1)},"sum":"${this.#sum}"}\n`;
  }
}

const tail = /,"sum":"([0-9a-f]{16})"\}$/;

/** Why a line of a log is refused: the number of the line, from 1, and what is wrong with it. */
export interface LogProblem {
  readonly line: number;
  readonly why: string;
}

/**
 * Reads the text of a log: its entries, as far as they can be believed, and what
 * is wrong with the first line that cannot.
 *
 * @remarks
 * Whether the entries make sense together is not looked at here, nor whether the
 * log has its `end`.
 */
export function readLog(text: string): { readonly entries: readonly LogEntry[]; readonly problem: LogProblem | null } {
  const entries: LogEntry[] = [];
  let sum = "";
  const lines = text.split("\n");
  const rest = lines.pop();
  for (const [index, line] of lines.entries()) {
    const problem = (why: string): ReturnType<typeof readLog> => ({ entries, problem: { line: index + 1, why } });
    const found = tail.exec(line);
    if (found === null) return problem("it does not end with a checksum: this is no line of a log");
    const body = `${line.slice(0, found.index)}}`;
    sum = checksum(body, sum);
    if (sum !== found[1]) return problem("its checksum does not fit: it was edited, or a line before it is missing");
    const entry = parsed(body);
    if (entry === null) return problem("it is no entry of a log");
    if (entry.type === "boot" && entry.format !== logFormat) {
      return problem(`its format is ${String(entry.format)}, and this version reads ${logFormat}`);
    }
    if ((entry.type === "boot") !== (index === 0)) return problem("a log begins with its only boot");
    entries.push(entry);
  }
  if (rest !== "") return { entries, problem: { line: lines.length + 1, why: "it was cut off in the middle" } };
  if (entries.length === 0) return { entries, problem: { line: 1, why: "the log is empty" } };
  return { entries, problem: null };
}

const fields: Readonly<Record<LogEntry["type"], readonly string[]>> = {
  boot: ["format", "protocol", "cluster", "process", "processes", "parameters", "incarnation", "at"],
  step: ["event", "effects", "incarnation", "at"],
  written: ["durable", "at"],
  end: ["at"],
};

/** An entry out of its text; `null` where it is none. */
function parsed(body: string): LogEntry | null {
  try {
    const entry = JSON.parse(body) as LogEntry;
    const needed = Object.hasOwn(fields, entry.type) ? fields[entry.type] : null;
    return needed?.every((field) => Object.hasOwn(entry, field)) === true ? entry : null;
  } catch {
    return null;
  }
}
