/**
 * The grantor of the lease as a record in a database that all tabs share.
 *
 * No tab is the grantor, and none has to stay for it. Whatever is sent to it is
 * handed to its reducer within one transaction: the record is read, the reducer
 * takes its step, the record is written, and only once that is done is the answer
 * delivered. So the grantor takes one step at a time, durable before sent, and
 * the code that decides is the one that went through the explorer.
 */
import type { Lease, LeaseMessage } from "../../../spec/lease/vocabulary.ts";
import type { Protocol } from "../../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../../spec/vocabulary.ts";
import { boot, type Command, feed, type Hosted, type Input, type Turn } from "../interpreter.ts";
import { mostTicks } from "../runner.ts";

/** The number of the grantor. Tabs are numbered from the next one on, and no number is given twice. */
export const grantorId: ProcessId = 1;
const grantor: Cluster<Lease> = { self: grantorId, processes: [grantorId], parameters: null };

/** What the database holds of an election: plain data. */
export interface Register {
  /** The version of this record. */
  readonly format: 1;
  /** The latest number that was given to a tab. */
  readonly tab: ProcessId;
  readonly hosted: Hosted<Lease>;
  /** When the lease runs out, in milliseconds since 1970, and how long it was; `null` where it does not run. */
  readonly lease: { readonly until: number; readonly ms: number } | null;
}

/** What is asked of the grantor, by whom and when. */
export interface Errand {
  readonly from: ProcessId;
  readonly message: LeaseMessage;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** How long a tick is for the tab that asks, in milliseconds. */
  readonly tickMs: number;
}

/** The record of an election in which nobody has taken part yet. */
export function emptyRegister(protocol: Protocol<Lease>): Register {
  const [hosted, ...commands] = boot(protocol, grantor, 1);
  return commands.reduce<Register>((register, command) => carriedOut(protocol, register, command, 0, 1).register, {
    format: 1,
    tab: grantorId,
    hosted,
    lease: null,
  });
}

/** Gives the next number to a tab. */
export function enrol(register: Register): Register {
  return { ...register, tab: register.tab + 1 };
}

/** The grantor does an errand: a lease that has run out is over before. Returns what it answers to whoever sent it. */
export function attend(
  protocol: Protocol<Lease>,
  before: Register,
  { from, message, at, tickMs }: Errand,
): { readonly register: Register; readonly answers: readonly LeaseMessage[] } {
  const timed = withoutLeap(before, at);
  const ring = timed.lease !== null && at >= timed.lease.until;
  const inputs: readonly Input<Lease>[] = [
    ...(ring ? [{ type: "ring", timer: "lease", arming: timed.hosted.armed["lease"] ?? 0 } as const] : []),
    { type: "arrival", from, incarnation: 1, to: null, message },
  ];
  const start: Attended = { register: ring ? { ...timed, lease: null } : timed, answers: [] };
  const { register, answers } = inputs.reduce((attended, input) => after(protocol, attended, input, at, tickMs), start);
  // Who was heard of is of no use: a number has but one incarnation, and they would grow without end.
  return { register: { ...register, hosted: { ...register.hosted, known: {} } }, answers };
}

interface Attended {
  readonly register: Register;
  readonly answers: readonly LeaseMessage[];
}

/** Where the clock went back, no lease runs for longer than it was given. */
function withoutLeap(register: Register, at: number): Register {
  const { lease } = register;
  if (lease === null || lease.until - at <= lease.ms) return register;
  return { ...register, lease: { ...lease, until: at + lease.ms } };
}

/** The interpreter is handed an input, and all that it commands is carried out. */
function after(
  protocol: Protocol<Lease>,
  { register, answers }: Attended,
  input: Input<Lease>,
  at: number,
  tickMs: number,
): Attended {
  const [hosted, ...commands]: Turn<Lease> = feed(protocol, grantor, register.hosted, input);
  return commands.reduce<Attended>(
    (attended, command) => {
      const next = carriedOut(protocol, attended.register, command, at, tickMs);
      return { register: next.register, answers: [...attended.answers, ...next.answers] };
    },
    { register: { ...register, hosted }, answers },
  );
}

/** A write is done with the transaction, an armed timer is a moment in the record, and a message is an answer. */
function carriedOut(
  protocol: Protocol<Lease>,
  register: Register,
  command: Command<Lease>,
  at: number,
  tickMs: number,
): Attended {
  switch (command.type) {
    case "write":
      return after(protocol, { register, answers: [] }, { type: "written" }, at, tickMs);
    case "arm": {
      const ms = mostTicks(protocol.timers(grantor).lease) * tickMs;
      return { register: { ...register, lease: { until: at + ms, ms } }, answers: [] };
    }
    case "disarm":
      return { register: { ...register, lease: null }, answers: [] };
    case "send":
      return { register, answers: [command.message] };
    default:
      return { register, answers: [] };
  }
}
