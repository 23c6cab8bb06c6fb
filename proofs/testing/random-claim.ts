/** Random claims about random protocols: every kind of claim, about everything that a claim can look at. */
import fc from "fast-check";
import { always, type Claim, everyStep, monotone, never, type StateClaim, sometimes } from "../../spec/claim.ts";
import type { History } from "../../spec/history.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { type Faults, leads, type View, type World } from "../../spec/world.ts";
import type { RandomVocabulary as V } from "./random-protocol.ts";

const faults = ["crashes", "restarts", "amnesia", "losses", "duplicates", "partitions", "requests"] as const;
const kinds = ["always", "never", "sometimes", "everyStep", "monotone"] as const;
const subjects = ["leaders", "mode", "inbox", "status", "fault", "partitioned", "history"] as const;

/** A random claim as plain data. */
export interface ClaimTable {
  readonly kind: (typeof kinds)[number];
  readonly subject: (typeof subjects)[number];
  /** How much of it: from 0. */
  readonly amount: number;
  readonly fault: keyof Faults;
  readonly history: "rises" | "modes" | "last";
  readonly witnessed: boolean;
}

/** What a claim is about, and how much of it. */
export const arbitrarySubject: fc.Arbitrary<Omit<ClaimTable, "kind" | "witnessed">> = fc.record({
  subject: fc.constantFrom(...subjects),
  amount: fc.nat({ max: 3 }),
  fault: fc.constantFrom(...faults),
  history: fc.constantFrom("rises", "modes", "last"),
});

const arbitraryClaim: fc.Arbitrary<ClaimTable> = fc.record({
  kind: fc.constantFrom(...kinds),
  subject: fc.constantFrom(...subjects),
  amount: fc.nat({ max: 3 }),
  fault: fc.constantFrom(...faults),
  history: fc.constantFrom("rises", "modes", "last"),
  witnessed: fc.boolean(),
});

/** Some random claims, each with a name of its own. */
export const arbitraryClaims: fc.Arbitrary<readonly ClaimTable[]> = fc.uniqueArray(arbitraryClaim, {
  selector: nameOf,
  maxLength: 8,
  size: "max",
});

/** The value of a history variable. */
export type Memory = number | ProcessId | null | readonly number[];

/** History variables of finitely many values, so that the states stay finite. */
export const histories: Readonly<Record<ClaimTable["history"], History<V, Memory>>> = {
  rises: {
    name: "rises",
    words: "how often a process began to lead, up to twice",
    initial: 0,
    next: (rises, before, after) => (leads(after) && !leads(before) ? Math.min(2, Number(rises) + 1) : rises),
  },
  modes: {
    name: "modes",
    words: "the modes in which processes ran",
    initial: [],
    next: (modes, _before, after) =>
      after.status === "up" && Array.isArray(modes)
        ? [...new Set<number>([...modes, after.state.mode])].sort((a, b) => a - b)
        : modes,
  },
  last: {
    name: "last",
    words: "who stopped or came back last",
    initial: null,
    next: (last, before, after) => (before.status === after.status ? last : after.process),
  },
};

/** The claim that `table` describes. */
export function claimOf(table: ClaimTable): Claim<V> {
  const name = nameOf(table);
  const witness: StateClaim<V> = sometimes<V>(`witness of ${name}`, ({ processes }) => processes.some(leads));
  const about = {
    ...(table.subject === "history" ? { history: histories[table.history] } : {}),
    ...(table.witnessed ? { witness } : {}),
  };
  const says = (world: World<V, Memory>): boolean => saysOfWorld(table, world);
  if (table.kind === "always") return always<V, Memory>(name, (world) => !says(world), about);
  if (table.kind === "never") return never<V, Memory>(name, says, about);
  if (table.kind === "sometimes") return sometimes<V, Memory>(name, says, about);
  if (table.kind === "monotone") return monotone<V>(name, (view) => measure(table, view));
  return everyStep<V, Memory>(name, (before, after, world) => saysOfStep(table, before, after, world), about);
}

function nameOf({ kind, subject, amount, fault, history, witnessed }: ClaimTable): string {
  return [kind, subject, amount, fault, history, witnessed ? "witnessed" : "alone"].join(" ");
}

/** Whether what a claim is about is so. */
export function saysOfWorld(
  { subject, amount, fault, history }: Omit<ClaimTable, "kind" | "witnessed">,
  world: World<V, Memory>,
): boolean {
  const { processes } = world;
  const count = (holds: (view: View<V>) => boolean): number => processes.filter(holds).length;
  if (subject === "leaders") return count(leads) > amount;
  if (subject === "mode") return count(({ state }) => state?.mode === amount) > 1;
  if (subject === "inbox") return processes.reduce((sum, { inbox }) => sum + inbox.length, 0) > amount;
  if (subject === "status") return count(({ status }) => status === (amount > 1 ? "waiting" : "down")) > amount % 2;
  if (subject === "fault") return world.faults[fault] > amount;
  if (subject === "partitioned") return world.partitioned && count(leads) > amount;
  return history === "modes" ? Array.isArray(world.history) && world.history.length > amount : world.history === amount;
}

function saysOfStep(
  { subject, amount, fault, history }: ClaimTable,
  before: View<V>,
  after: View<V>,
  world: World<V, Memory>,
): boolean {
  if (subject === "leaders") return !leads(before) || leads(after) || before.process === amount;
  if (subject === "mode") return Math.abs((after.state?.mode ?? 0) - (before.state?.mode ?? 0)) <= amount;
  if (subject === "inbox") return after.inbox.length <= before.inbox.length + amount - 1;
  if (subject === "status") return before.status === after.status || after.state?.mode !== amount;
  if (subject === "fault") return world.faults[fault] <= amount;
  if (subject === "partitioned") return !world.partitioned || after.state?.mode !== amount;
  return history === "modes"
    ? Array.isArray(world.history) && world.history.length <= amount
    : world.history !== amount;
}

/** Not every claim compares something: where it does not, it cannot fail. */
function measure({ subject, amount }: ClaimTable, { state, leadership, process }: View<V>): number | null {
  if (subject === "leaders") return leadership.epoch ?? null;
  if (subject === "status") return leadership.leader;
  if (state === undefined || process === amount) return null;
  return subject === "mode" ? -state.mode : state.mode + (state.heard ?? 0);
}
