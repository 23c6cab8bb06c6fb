import { type Claim, isLiveness, type StateClaim, type StepClaim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Envelope, World } from "../../spec/world.ts";
import { answered } from "./answered.ts";
import { bitsOf, eachOf } from "./bits.ts";
import type { Cells } from "./cells.ts";
import type { Environments } from "./environment.ts";
import type { Faces, Glance } from "./face.ts";
import { Interner } from "./interner.ts";
import { Memories } from "./memories.ts";
import { PairMap } from "./pair-map.ts";
import { VectorMap } from "./vector-map.ts";
import { type WorldSource, WorldView } from "./view.ts";

/** Called when a claim is decided by a state or a step: an `always` is violated, a `sometimes` has its example. */
export type Decided = (claim: number) => void;

/** A way in which what can be seen of one process can change. */
export interface Change {
  readonly position: number;
  /** The faces before and after it. */
  readonly before: number;
  readonly after: number;
}

/**
 * Is told whenever claims were asked, and what came of it, as bits: those that
 * were asked, and of them those that the state or the step decides.
 */
export interface Mirror {
  state(asked: number, decided: number, vector: ArrayLike<number>, environment: number): void;
  step(
    asked: number,
    decided: number,
    change: Change,
    before: ArrayLike<number>,
    vector: ArrayLike<number>,
    environment: number,
  ): void;
}

/**
 * How many vectors of faces have their answers kept. Where states have a face
 * each, keeping more would cost memory and save nothing.
 */
const mostRemembered = 1 << 20;

/** The most claims that one {@link Watch} takes: a bit each, and small integers stay small. */
export const mostClaims = 30;

/**
 * The claims under way: evaluates them on states and steps, as rarely as it can.
 *
 * @remarks
 * A predicate is asked once for all states that look the same to it. What it
 * looks at is not declared but observed: an answer that was given after a look
 * at statuses and leaderships alone is kept for every state with those (its
 * *profiles*); one that needed local states, for every state with those (its
 * *faces*); one that needed messages or faults is not kept. That is sound since
 * a predicate is a function of what it looks at: where all of that is equal, it
 * looks at the same things again and answers the same. Views are made anew for
 * every question, so that it cannot remember by them what it has seen.
 */
export class Watch<V extends Vocabulary> {
  readonly #claims: readonly Claim<V>[];
  /** The history variables of the claims. */
  readonly memories: Memories<V>;
  /**
   * What claims have looked at so far that is neither a profile, nor a fault, nor
   * a history, nor the step in question itself: whether at local states, and which
   * claim at messages, or -1.
   */
  readonly looks: { states: boolean; inboxOf: number } = { states: false, inboxOf: -1 };
  /** Where set, every answer of a claim is shown to it. */
  mirror: Mirror | null = null;
  /** The memories that a change has led to so far, in the order in which they were found. */
  readonly moved: (readonly [memory: number, change: number, after: number])[] = [];

  readonly #historyOf: readonly number[];
  /** The memory after a change, by memory and change. */
  readonly #afterChange = new PairMap();
  readonly #changes: Change[] = [{ position: -1, before: -1, after: -1 }];
  /** By change: the step claims that hold for it whatever the rest of the world is, as bits. */
  readonly #settled: number[] = [-1];
  /** The step claims that hold for a change with a memory, whatever the rest of the world is, as bits. */
  readonly #settledWithMemory = new PairMap();
  readonly #changeNumbers = new Interner<null>();

  readonly #environments: Environments;
  readonly #faces: Faces<V>;
  readonly #glance: Glance;
  readonly #source: WorldSource;
  #cells!: Cells<V>;

  #openStates = 0;
  #openSteps = 0;
  readonly #byProfiles: VectorMap;
  readonly #byFaces: VectorMap;
  readonly #key: Int32Array;

  /** The state that is looked at. */
  #vector: ArrayLike<number> = [];
  /** The state before the step that is looked at. */
  #vectorBefore: ArrayLike<number> = [];
  #environment = 0;
  /** The claims that were asked about it, since no answer was known, as bits. */
  #asked = 0;
  /** The claims whose answer is known for all states with its profiles and memory, as bits. */
  #settledByProfiles = 0;
  readonly #size: number;

  constructor(claims: readonly Claim<V>[], size: number, environments: Environments, faces: Faces<V>, glance: Glance) {
    this.#claims = claims;
    this.#environments = environments;
    this.#faces = faces;
    this.#glance = glance;
    this.#size = size;
    this.memories = new Memories(claims, glance);
    this.#historyOf = claims.map(({ history }) =>
      this.memories.histories.findIndex(({ name }) => name === history?.name),
    );
    this.reopen();
    this.#byProfiles = new VectorMap(size + 1);
    this.#byFaces = new VectorMap(size + 1);
    this.#key = new Int32Array(size + 1);
    this.#source = {
      processes: () => {
        const { tables } = this.#cells;
        return Array.from({ length: size }, (_, i) => faces.view(tables[i]!.face[this.#vector[i]!]!));
      },
      history: (environment, claim) => {
        const history = this.#historyOf[claim]!;
        return history < 0 ? undefined : this.memories.value(environments.memory[environment]!, history);
      },
      faults: (environment) => environments.struck(environment),
      isPartitioned: (environment) => environments.cutIn[environment]! >= 0,
    };
    glance.inboxAt = (position, time): readonly Envelope<V>[] => {
      const vector = time === "now" ? this.#vector : this.#vectorBefore;
      return this.#cells.inbox(position, vector[position]!);
    };
  }

  /** To be called once, before anything else: cells and watch know each other. */
  attach(cells: Cells<V>): void {
    this.#cells = cells;
  }

  /** The claims that are not decided yet, as bits. */
  get open(): number {
    return this.#openStates | this.#openSteps;
  }

  /** Closes claims, given as bits, that others have decided. */
  close(claims: number): void {
    this.#openStates &= ~claims;
    this.#openSteps &= ~claims;
  }

  /** Opens every claim again, for another behaviour; what was learned of the predicates is kept. */
  reopen(): void {
    // No single state and no step decides a claim over runs that go on for ever.
    this.#openStates = bitsOf(this.#claims, (claim) => !isAboutSteps(claim) && !isLiveness(claim));
    this.#openSteps = bitsOf(this.#claims, isAboutSteps);
  }

  /**
   * The changes for which some claims about steps hold whatever the rest of the
   * world is, with these claims as bits: with one memory, or with any (-1).
   */
  *settledChanges(): Generator<readonly [change: Change, memory: number, claims: number], void> {
    for (let i = 1; i < this.#changes.length; i++) {
      if (this.#settled[i] !== 0) yield [this.#changes[i]!, -1, this.#settled[i]!];
    }
    for (const [memory, change, claims] of this.#settledWithMemory.entries()) {
      if (claims !== 0) yield [this.#changes[change]!, memory, claims];
    }
  }

  /** The number of a change of face, 0 where nobody watches. */
  changeOf(position: number, before: number, after: number): number {
    // Whether claims are still open must not matter: what was decided once is asked again, on a shorter way.
    if (before === after || (this.memories.histories.length === 0 && !this.#claims.some(isAboutSteps))) return 0;
    const number = this.#changeNumbers.number(`${position}/${before}/${after}`, () => null) + 1;
    if (number === this.#changes.length) {
      this.#changes.push({ position, before, after });
      this.#settled.push(0);
    }
    return number;
  }

  /** The environment after a change: the histories move on. */
  afterChange(environment: number, change: number): number {
    if (this.memories.histories.length === 0) return environment;
    const memory = this.#environments.memory[environment]!;
    const after = this.memoryAfter(memory, change);
    return after === memory ? environment : this.#environments.withMemory(environment, after);
  }

  /** The memory after a change. */
  memoryAfter(memory: number, change: number): number {
    const known = this.#afterChange.get(memory, change);
    if (known >= 0) return known;
    const { before, after: face } = this.#changes[change]!;
    const after = this.memories.moved(memory, this.#faces.view(before), this.#faces.view(face));
    this.#afterChange.add(memory, change, after);
    this.moved.push([memory, change, after]);
    return after;
  }

  /** What a change is. */
  change(number: number): Change {
    return this.#changes[number]!;
  }

  /** Whether a claim must be asked about a change, since it may look at more than the change. */
  needsLook(change: number, environment: number): boolean {
    let due = this.#openSteps & ~this.#settled[change]!;
    if (due === 0) return false;
    due &= ~this.#settledWithMemory.bits(this.#environments.memory[environment]!, change);
    return due !== 0;
  }

  /**
   * Whether nobody needs to look at a change any more, whatever the rest of the
   * world is: neither a history moves nor is a claim about steps open.
   */
  isSettled(change: number): boolean {
    return change === 0 || (this.memories.histories.length === 0 && (this.#openSteps & ~this.#settled[change]!) === 0);
  }

  /** Whether changes may still come to be settled. */
  get mayStillSettle(): boolean {
    return this.memories.histories.length === 0;
  }

  /** Looks at a step from the state `before` to the state `vector` and reports the claims that it violates. */
  lookAtStep(
    change: number,
    before: ArrayLike<number>,
    vector: ArrayLike<number>,
    environment: number,
    decided: Decided,
  ): void {
    const violated = this.violatedByStep(this.#openSteps, change, before, vector, environment);
    if (this.#asked === 0) return;
    this.mirror?.step(this.#asked, violated, this.#changes[change]!, before, vector, environment);
    this.#openSteps &= ~violated;
    eachOf(violated, decided);
  }

  /** Which of some claims, given as bits, a step violates, as bits. */
  violatedByStep(
    claims: number,
    change: number,
    before: ArrayLike<number>,
    vector: ArrayLike<number>,
    environment: number,
  ): number {
    const record = this.#changes[change]!;
    const memory = this.#environments.memory[environment]!;
    const settledWithMemory = this.#settledWithMemory.bits(memory, change);
    let withMemory = settledWithMemory;
    let violated = 0;
    this.#turnTo(vector, environment);
    this.#vectorBefore = before;
    this.#asked = claims & ~this.#settled[change]! & ~withMemory;
    for (let due = this.#asked; due !== 0; due &= due - 1) {
      const claim = 31 - Math.clz32(due & -due);
      const holds = this.#ask(claim, record);
      this.#noteLooks(claim, this.#glance.world && this.#glance.state);
      if (!holds) violated |= 1 << claim;
      else if (!this.#glance.world && !this.#glance.inbox) {
        if (this.#glance.history) withMemory |= 1 << claim;
        else this.#settled[change]! |= 1 << claim;
      }
    }
    if (withMemory !== settledWithMemory) this.#settledWithMemory.set(memory, change, withMemory);
    return violated;
  }

  /**
   * Looks at a state and reports the claims that it decides.
   *
   * @returns whether no claim needs to be asked any more about states with the same profiles and memory
   */
  lookAtState(vector: ArrayLike<number>, environment: number, decided: Decided): boolean {
    if (this.#openStates === 0) return true;
    const found = this.decidedByState(this.#openStates, vector, environment);
    const settled = this.#settledByProfiles;
    if (this.#asked !== 0) {
      this.mirror?.state(this.#asked, found, vector, environment);
      this.#openStates &= ~found;
      eachOf(found, decided);
    }
    return (this.#openStates & ~settled) === 0;
  }

  /** Which of some claims, given as bits, a state decides, as bits. */
  decidedByState(claims: number, vector: ArrayLike<number>, environment: number): number {
    const key = this.#key;
    const size = this.#size;
    key[size] = this.#environments.memory[environment]!;
    for (let i = 0; i < size; i++) key[i] = this.#faces.profile[this.#cells.tables[i]!.face[vector[i]!]!]!;
    const settledByProfiles = Math.max(0, this.#byProfiles.get(key));
    this.#settledByProfiles = settledByProfiles;
    this.#asked = claims & ~settledByProfiles;
    if (this.#asked === 0) return 0;
    for (let i = 0; i < size; i++) key[i] = this.#cells.tables[i]!.face[vector[i]!]!;
    const settledByFaces = Math.max(0, this.#byFaces.get(key));
    this.#asked &= ~settledByFaces;
    if (this.#asked === 0) return 0;

    this.#turnTo(vector, environment);
    let byProfiles = settledByProfiles;
    let byFaces = settledByFaces;
    let found = 0;
    for (let due = this.#asked; due !== 0; due &= due - 1) {
      const claim = 31 - Math.clz32(due & -due);
      const isDecisive = this.#ask(claim) === (this.#claims[claim]!.kind !== "always");
      this.#noteLooks(claim, this.#glance.state);
      if (isDecisive) found |= 1 << claim;
      else if (!this.#glance.inbox && !this.#glance.environment) {
        if (this.#glance.state) byFaces |= 1 << claim;
        else byProfiles |= 1 << claim;
      }
    }
    if (byFaces !== settledByFaces && this.#byFaces.size < mostRemembered) this.#byFaces.set(key, byFaces);
    if (byProfiles !== settledByProfiles) {
      for (let i = 0; i < size; i++) key[i] = this.#faces.profile[key[i]!]!;
      this.#byProfiles.set(key, byProfiles);
    }
    this.#settledByProfiles = byProfiles;
    return found;
  }

  /**
   * Whether all claims about steps hold for a change from one face to another,
   * whatever the rest of the world is; also for a change that may never happen,
   * so that nothing of it is kept.
   */
  holdsAnywhere(before: number, after: number): boolean {
    const glance = this.#glance;
    return this.#claims.every((claim, number) => {
      if (!isAboutSteps(claim)) return true;
      const holds = this.#ask(number, { before, after });
      return holds && !glance.world && !glance.inbox && !glance.history;
    });
  }

  #noteLooks(claim: number, hasSeenStates: boolean): void {
    if (hasSeenStates) this.looks.states = true;
    if (this.#glance.inbox) this.looks.inboxOf = claim;
  }

  #turnTo(vector: ArrayLike<number>, environment: number): void {
    this.#vector = vector;
    this.#environment = environment;
  }

  /** Asks a claim about the state that is looked at, or about a step to it, and notes what it looks at. */
  #ask(number: number, change?: Pick<Change, "before" | "after">): boolean {
    const claim = this.#claims[number]!;
    const glance = this.#glance;
    glance.state = false;
    glance.inbox = false;
    glance.environment = false;
    glance.history = false;
    glance.world = false;
    return answered(claim.name, () =>
      change === undefined
        ? (claim as StateClaim<V>).holds(this.#world(number))
        : (claim as StepClaim<V>).holds(
            this.#faces.view(change.before, "before"),
            this.#faces.view(change.after),
            this.#world(number),
          ),
    );
  }

  #world(claim: number): World<V> {
    return new WorldView(this.#source, this.#glance, this.#environment, claim) as unknown as World<V>;
  }
}

function isAboutSteps({ kind }: Pick<Claim, "kind">): boolean {
  return kind === "everyStep" || kind === "monotone";
}
