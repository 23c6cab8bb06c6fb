import { type Circumstances, type Crisis, calm, covers, everythingBut, include } from "./crisis.ts";
import { type Fairness, fair } from "./fairness.ts";
import type { History } from "./history.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { View, World } from "./world.ts";

/**
 * A claim: something that a machine can find to hold or to fail.
 *
 * @remarks
 * Claims are values. The explorer, the property tests, the command line and the
 * documentation all read the same one; nobody restates a predicate.
 */
export type Claim<V extends Vocabulary = Vocabulary> = StateClaim<V> | StepClaim<V> | LivenessClaim<V>;

interface AnyClaim<V extends Vocabulary> {
  readonly name: string;
  /** What is claimed, in a sentence. */
  readonly words: string;
  /** What is claimed, as a formula of temporal logic. */
  readonly formula: string;
  /**
   * The crises under which it is claimed: see {@link isClaimed}. Under any other
   * one it may fail, and is still checked.
   */
  readonly under: readonly Crisis[];
  /** What it remembers of the past, if anything. */
  readonly history?: History<V, unknown>;
  /** The `sometimes` that shows that this claim is not vacuous. */
  readonly witness?: StateClaim<V>;
  /** Where the claim comes from: paper and section. */
  readonly source?: string;
}

/** A claim about single states: in all of them, in none, in at least one. */
export interface StateClaim<V extends Vocabulary = Vocabulary> extends AnyClaim<V> {
  readonly kind: "always" | "never" | "sometimes";
  /** Whether the predicate is true in `world`. It must be a function of what it is given. */
  holds(world: World<V>): boolean;
}

/** A claim about every step that a process takes, from one view of it to the next. */
export interface StepClaim<V extends Vocabulary = Vocabulary> extends AnyClaim<V> {
  readonly kind: "everyStep" | "monotone";
  /** Whether the predicate is true of a step; `world` is the state after it. */
  holds(before: View<V>, after: View<V>, world: World<V>): boolean;
}

/** The kinds of claims about runs that go on for ever. */
export const livenessKinds = ["eventually", "alwaysEventually", "eventuallyAlways", "leadsTo", "recoverable"] as const;

/**
 * A claim about runs that go on for ever: that something good comes, comes
 * again, comes to stay, follows on something else, or can still be reached.
 *
 * @remarks
 * A run that can stand still does so for ever: it is infinite, too. Which runs
 * are looked at is said by `fairness`; `recoverable` speaks of what can be
 * reached, and needs none.
 */
export interface LivenessClaim<V extends Vocabulary = Vocabulary> extends AnyClaim<V> {
  readonly kind: (typeof livenessKinds)[number];
  /** Whether `world` is good. It must be a function of what it is given. */
  holds(world: World<V>): boolean;
  /** Of `leadsTo`: whether `world` calls for something good. */
  calls?(world: World<V>): boolean;
  readonly fairness: Fairness;
}

/** Whether a claim is about runs that go on for ever. */
export function isLiveness<V extends Vocabulary>(claim: Claim<V>): claim is LivenessClaim<V> {
  return (livenessKinds as readonly string[]).includes(claim.kind);
}

/** What may be said about a claim beside its name and its predicate. */
export interface About<V extends Vocabulary, H = undefined> {
  readonly words?: string;
  readonly formula?: string;
  /** Default: claimed under everything that can go wrong; a `sometimes`, from calm on. */
  readonly under?: readonly Crisis[];
  readonly history?: History<V, H>;
  readonly witness?: StateClaim<V>;
  readonly source?: string;
}

/** What may be said about a claim over runs that go on for ever. */
export interface AboutRuns<V extends Vocabulary, H = undefined> extends About<V, H> {
  /** What is owed, where it is not what {@link fair} says. */
  readonly fairness?: Partial<Fairness>;
}

/** Claims that `holds` is true in every reachable state (□). */
export function always<V extends Vocabulary, H = undefined>(
  name: string,
  holds: (world: World<V, H>) => boolean,
  about: About<V, H> = {},
): StateClaim<V> {
  return { kind: "always", ...described("□", name, about), holds: holds as StateClaim<V>["holds"] };
}

/** Claims that `holds` is true in no reachable state (□¬). */
export function never<V extends Vocabulary, H = undefined>(
  name: string,
  holds: (world: World<V, H>) => boolean,
  about: About<V, H> = {},
): StateClaim<V> {
  return { kind: "never", ...described("□¬", name, about), holds: holds as StateClaim<V>["holds"] };
}

/** Claims that `holds` is true in at least one reachable state (EF). */
export function sometimes<V extends Vocabulary, H = undefined>(
  name: string,
  holds: (world: World<V, H>) => boolean,
  about: About<V, H> = {},
): StateClaim<V> {
  const { under = [calm] } = about;
  return { kind: "sometimes", ...described("EF", name, { ...about, under }), holds: holds as StateClaim<V>["holds"] };
}

/** Claims that `holds` is true of every step that changes what can be seen of a process: crashes and restarts are steps, too. */
export function everyStep<V extends Vocabulary, H = undefined>(
  name: string,
  holds: (before: View<V>, after: View<V>, world: World<V, H>) => boolean,
  about: About<V, H> = {},
): StepClaim<V> {
  return { kind: "everyStep", ...described("□[step]", name, about), holds: holds as StepClaim<V>["holds"] };
}

/**
 * Claims that `measure` never decreases over a step of its process.
 *
 * @remarks
 * A process that is down is measured as it would boot from its disk, so that a
 * measure which must survive a crash is compared across the crash. Where
 * `measure` is `null` nothing is compared.
 */
export function monotone<V extends Vocabulary>(
  name: string,
  measure: (view: View<V>) => number | null,
  about: About<V> = {},
): StepClaim<V> {
  const holds = (before: View<V>, after: View<V>): boolean => {
    const was = measure(before);
    const is = measure(after);
    return was === null || is === null || is >= was;
  };
  return { kind: "monotone", ...described("□[step]", name, about), holds };
}

/** Claims that in every fair run `good` is true at some moment (◇). */
export function eventually<V extends Vocabulary, H = undefined>(
  name: string,
  good: (world: World<V, H>) => boolean,
  about: AboutRuns<V, H> = {},
): LivenessClaim<V> {
  return aboutRuns("eventually", "◇", name, good, about);
}

/** Claims that in every fair run `good` is true again and again (□◇). */
export function alwaysEventually<V extends Vocabulary, H = undefined>(
  name: string,
  good: (world: World<V, H>) => boolean,
  about: AboutRuns<V, H> = {},
): LivenessClaim<V> {
  return aboutRuns("alwaysEventually", "□◇", name, good, about);
}

/** Claims that in every fair run `good` is true from some moment on (◇□). */
export function eventuallyAlways<V extends Vocabulary, H = undefined>(
  name: string,
  good: (world: World<V, H>) => boolean,
  about: AboutRuns<V, H> = {},
): LivenessClaim<V> {
  return aboutRuns("eventuallyAlways", "◇□", name, good, about);
}

/** Claims that in every fair run, whenever `calls` is true, `good` is true then or later (calls ⇝ good). */
export function leadsTo<V extends Vocabulary, H = undefined>(
  name: string,
  calls: (world: World<V, H>) => boolean,
  good: (world: World<V, H>) => boolean,
  about: AboutRuns<V, H> = {},
): LivenessClaim<V> {
  return { ...aboutRuns("leadsTo", "⇝", name, good, about), calls: calls as StateClaim<V>["holds"] };
}

/** Claims that from every reachable state one can still be reached in which `good` is true (AG EF). */
export function recoverable<V extends Vocabulary, H = undefined>(
  name: string,
  good: (world: World<V, H>) => boolean,
  about: About<V, H> = {},
): LivenessClaim<V> {
  return aboutRuns("recoverable", "AG EF", name, good, about);
}

function aboutRuns<V extends Vocabulary, H>(
  kind: LivenessClaim<V>["kind"],
  operator: string,
  name: string,
  good: (world: World<V, H>) => boolean,
  { fairness = {}, ...about }: AboutRuns<V, H>,
): LivenessClaim<V> {
  return {
    kind,
    ...described(operator, name, about),
    holds: good as StateClaim<V>["holds"],
    fairness: { ...fair, ...fairness },
  };
}

/**
 * Whether a claim is made in these circumstances.
 *
 * @remarks
 * What holds in a crisis holds where less can go wrong; so a claim is made
 * wherever one of its crises covers the circumstances. What can happen in a
 * crisis can happen where more can go wrong; so a `sometimes` is claimed
 * wherever the circumstances include one of its crises: not where links are
 * missing that the crisis has.
 */
export function isClaimed<V extends Vocabulary>({ kind, under }: Claim<V>, circumstances: Circumstances): boolean {
  return kind === "sometimes"
    ? under.some((crisis) => include(circumstances, crisis))
    : under.some((crisis) => covers(crisis, circumstances));
}

function described<V extends Vocabulary, H>(operator: string, name: string, about: About<V, H>): AnyClaim<V> {
  const { words = name, formula = `${operator} (${name})`, under = everythingBut(), history, ...rest } = about;
  return {
    ...rest,
    name,
    words,
    formula,
    under,
    ...(history === undefined ? {} : { history: history as unknown as History<V, unknown> }),
  };
}
