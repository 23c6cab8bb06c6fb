import type { Claim } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Configuration, Vocabulary } from "../../spec/vocabulary.ts";
import { mayRunAhead } from "../fault/extra-tick.ts";
import { mayMiss } from "../fault/missed-tick.ts";
import type { Scenario } from "../scenario.ts";
import { Actors } from "./actors.ts";
import { Cells, moveHeader } from "./cells.ts";
import { budgetOf, Environments } from "./environment.ts";
import { Shifting } from "./epochs/shifting.ts";
import { Faces, type Glance } from "./face.ts";

import { type MoveKind, moveKinds, tearings } from "./move-kinds.ts";
import type { Lowering, Symmetry } from "./quotient.ts";
import type { Register } from "./register.ts";
import { Watch } from "./watch.ts";

/** The two ways to return, each with its budget. */
const returns = [
  [budgetOf.restarts, moveKinds.restart],
  [budgetOf.amnesia, moveKinds.amnesia],
] as const;

/** A kind of moves that cost something, as it comes in an environment. */
export interface Spending {
  readonly kind: MoveKind;
  /** The environment once it is paid. */
  readonly after: number;
  /** Whether nobody can return afterwards, so that the disks of all who are down are forgotten. */
  readonly forgets: boolean;
}

/** How a successor came about, beyond what one process does. */
export const jointMoves = { tick: -1, cut: -2, heal: -3, missedTick: -4, extraTick: -5 } as const;

/** One of {@link jointMoves}. */
export type JointMove = (typeof jointMoves)[keyof typeof jointMoves];

/** Takes the successors of a state, as {@link Space.expand} comes upon them. */
export interface Runs {
  /**
   * The successors by the moves of one process, compiled at `start` of
   * `Cells.code`.
   *
   * @param others - the cells of all the other processes
   * @param environment - the environment after the moves, but for what histories add
   * @param unheard - the positions that the process cannot hear, as bits
   * @returns whether there was any, successors beyond a bound included
   */
  run(
    kind: MoveKind,
    position: number,
    start: number,
    others: Int32Array,
    environment: number,
    unheard: number,
  ): boolean;
  /** A successor by one of {@link jointMoves}; `index` is the number of the cut, or the position of whose clock errs. */
  joint(kind: JointMove, index: number, next: Int32Array, environment: number): void;
}

/**
 * The global transition relation: a state is a vector of cells, one for each
 * position, and an environment.
 */
export class Space<V extends Vocabulary> {
  /** The name of the protocol. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly size: number;
  readonly actors: Actors<V>;
  readonly environments: Environments;
  readonly cells: Cells<V>;
  readonly faces: Faces<V>;
  readonly watch: Watch<V>;

  /** Where epochs occur, if the model says so. */
  readonly shifting: Shifting<V> | null;
  /** Set where states stand for all that differ by a shift of all epochs only. */
  lowering: Lowering | null = null;
  /** Set where states stand for all that differ by names of processes only. */
  symmetry: Symmetry | null = null;
  /** Whether a bound looks at all processes at once. */
  readonly isBoundedTogether: boolean;

  /** The most messages in flight, all together. */
  readonly #mostInFlight: number;
  /** By how much epochs may differ at most. */
  readonly #mostSpread: number;

  readonly #afterTick: Int32Array;
  /** By environment, where they were asked for. */
  readonly #spendings: (readonly Spending[])[] = [];
  readonly #isTimely: boolean;

  constructor(
    model: Model<V>,
    configurations: readonly Configuration<V>[],
    scenario: Scenario,
    claims: readonly Claim<V>[],
  ) {
    const glance: Glance = {
      state: false,
      inbox: false,
      environment: false,
      history: false,
      world: false,
      inboxAt: () => [],
    };
    this.name = model.protocol.name;
    this.scenario = scenario;
    this.size = scenario.nodes;
    this.actors = new Actors(model, configurations);
    this.environments = new Environments(scenario);
    this.faces = new Faces(this.actors, glance);
    this.watch = new Watch(claims, this.size, this.environments, this.faces, glance);
    this.cells = new Cells(model, scenario, this.actors, this.faces, (...change) => this.watch.changeOf(...change));
    this.watch.attach(this.cells);
    this.#afterTick = new Int32Array(this.size);
    this.shifting = model.epochs === undefined ? null : new Shifting(model, model.epochs, this.actors, this.cells);
    this.#mostInFlight = scenario.bounds["inflight"] ?? Number.POSITIVE_INFINITY;
    this.#mostSpread = scenario.bounds["spread"] ?? Number.POSITIVE_INFINITY;
    this.isBoundedTogether = Math.min(this.#mostInFlight, this.#mostSpread) !== Number.POSITIVE_INFINITY;
    this.#isTimely = scenario.timing === "timely";
  }

  /** Everything that states are made of, numbered; what is built of others stands behind them. */
  get registers(): readonly Register[] {
    const { actors, cells, watch, environments } = this;
    return [...actors.registers, ...cells.registers, ...watch.memories.registers, ...environments.registers];
  }

  /** Calls `take` for every initial state, some perhaps more than once, and yields after each: there may be many. */
  *initial(take: (vector: Int32Array, environment: number) => void): Generator<void, void> {
    const memory = this.watch.memories.initial();
    for (let configuration = 0; configuration < this.actors.configurations.length; configuration++) {
      const vector = new Int32Array(this.size);
      for (let i = 0; i < this.size; i++) vector[i] = this.cells.waiting(configuration, i);
      const environment = this.environments.initial(configuration, memory);
      if (this.scenario.start === "staggered") take(vector, environment);
      else yield* this.#startFrom(0, vector, environment, take);
    }
  }

  /** Every start step from `position` on, in the order of positions and in every way in which it can come out. */
  *#startFrom(
    position: number,
    vector: Int32Array,
    environment: number,
    take: (vector: Int32Array, environment: number) => void,
  ): Generator<void, void> {
    if (position === this.size) {
      take(vector, environment);
      yield;
      return;
    }
    const start = this.cells.compiled(moveKinds.free, position, vector[position]!);
    const { code } = this.cells;
    for (let left = code[start]!, at = start + 1; left > 0; left--) {
      const next = vector.slice();
      next[position] = code[at]!;
      const change = code[at + 2]!;
      const sends = code[at + 4]!;
      for (let j = 0; j < sends; j++)
        this.#send(next, code[at + moveHeader + 2 * j]!, code[at + moveHeader + 2 * j + 1]!);
      yield* this.#startFrom(
        position + 1,
        next,
        change === 0 ? environment : this.watch.afterChange(environment, change),
        take,
      );
      at += moveHeader + 2 * sends;
    }
  }

  #send(vector: Int32Array, to: number, batch: number): void {
    vector[to] = this.cells.afterBatch(to, vector[to]!, batch);
  }

  /**
   * Gives every successor of a state to `runs`.
   *
   * @returns whether there was any, successors beyond a bound included
   */
  expand(vector: Int32Array, environment: number, runs: Runs): boolean {
    const cut = this.environments.cutIn[environment]!;
    let any = false;
    for (let i = 0; i < this.size; i++) {
      any = this.#run(moveKinds.free, i, vector, vector, environment, cut, runs) || any;
      if (cut >= 0) any = this.#run(moveKinds.cutOff, i, vector, vector, environment, cut, runs) || any;
    }
    return this.expandRest(vector, environment, runs) || any;
  }

  /** Gives the successors of a state to `runs` that are not one process's free moves: those that cost something, ticks, healing. */
  expandRest(vector: Int32Array, environment: number, runs: Runs): boolean {
    const { environments } = this;
    const spendable = environments.spendable[environment]!;
    const cut = environments.cutIn[environment]!;
    let any = false;
    if (spendable !== 0) any = this.#spend(vector, environment, spendable, cut, runs) || any;
    if (this.#isTimely) any = this.#tick(vector, environment, runs) || any;
    if (cut >= 0) {
      runs.joint(jointMoves.heal, 0, vector, environments.afterHealing(environment));
      any = true;
    }
    return any;
  }

  /** The successors that cost a unit of a budget. */
  #spend(vector: Int32Array, environment: number, spendable: number, cut: number, runs: Runs): boolean {
    const { environments, size } = this;
    let any = false;
    for (const { kind, after, forgets } of this.spendings(environment)) {
      const others = forgets ? this.#afterForgetting(vector) : vector;
      for (let i = 0; i < size; i++) any = this.#run(kind, i, vector, others, after, cut, runs) || any;
    }
    const has = (budget: number): boolean => (spendable & (1 << budget)) !== 0;
    if (has(budgetOf.partitions) && cut < 0) {
      for (let i = 0; i < environments.cuts.length; i++) {
        runs.joint(jointMoves.cut, i, vector, environments.afterCut(environment, i));
        any = true;
      }
    }
    if (has(budgetOf.missedTicks)) any = this.#missTick(vector, environment, runs) || any;
    if (has(budgetOf.extraTicks)) any = this.#runAhead(vector, environment, runs) || any;
    return any;
  }

  /** The ticks that one process misses. */
  #missTick(vector: Int32Array, environment: number, runs: Runs): boolean {
    const after = this.environments.afterSpending(environment, budgetOf.missedTicks);
    let any = false;
    for (let position = 0; position < this.size; position++) {
      if (!this.mayMissTick(vector, position)) continue;
      for (let i = 0; i < this.size; i++) {
        this.#afterTick[i] = i === position ? vector[i]! : this.cells.afterTick(i, vector[i]!);
      }
      runs.joint(jointMoves.missedTick, position, this.#afterTick, after);
      any = true;
    }
    return any;
  }

  /** The ticks that one process makes alone. */
  #runAhead(vector: Int32Array, environment: number, runs: Runs): boolean {
    const after = this.environments.afterSpending(environment, budgetOf.extraTicks);
    let any = false;
    for (let position = 0; position < this.size; position++) {
      if (!this.mayTickAhead(vector, position)) continue;
      this.#afterTick.set(vector);
      this.#afterTick[position] = this.cells.afterTick(position, vector[position]!);
      runs.joint(jointMoves.extraTick, position, this.#afterTick, after);
      any = true;
    }
    return any;
  }

  /** Whether a tick may pass that the process at `position` misses. */
  mayMissTick(vector: ArrayLike<number>, position: number): boolean {
    return mayMiss(position, this.size, this.#isQuiet(vector), this.#isArmed(vector));
  }

  /** Whether the clock of the process at `position` may make a tick alone. */
  mayTickAhead(vector: ArrayLike<number>, position: number): boolean {
    return mayRunAhead(position, this.size, this.#isQuiet(vector), this.#isArmed(vector));
  }

  #isQuiet(vector: ArrayLike<number>): (position: number) => boolean {
    return (position) => this.cells.tables[position]!.quiet[vector[position]!] === 1;
  }

  #isArmed(vector: ArrayLike<number>): (position: number) => boolean {
    return (position) => this.cells.tables[position]!.armed[vector[position]!] === 1;
  }

  /** What the others are once nobody can return any more: no disk matters. */
  #afterForgetting(vector: Int32Array): Int32Array {
    return vector.map((cell, i) => this.cells.afterForgetting(i, cell));
  }

  /** The kinds of moves of one process that cost something and can be paid in an environment. */
  spendings(environment: number): readonly Spending[] {
    return (this.#spendings[environment] ??= this.#whatCanBeSpent(environment));
  }

  #whatCanBeSpent(environment: number): readonly Spending[] {
    const { environments } = this;
    const spendable = environments.spendable[environment]!;
    const found: Spending[] = [];
    const has = (budget: number): boolean => (spendable & (1 << budget)) !== 0;
    const add = (kind: MoveKind, budget: number, further?: number): void => {
      const spent = environments.afterSpending(environment, budget);
      const after = further === undefined ? spent : environments.afterSpending(spent, further);
      const isReturn = budget === budgetOf.restarts || budget === budgetOf.amnesia;
      found.push({ kind, after, forgets: isReturn && environments.mayReturn[spent] !== 1 });
    };
    if (has(budgetOf.crashes)) {
      const mayReturn = environments.mayReturn[environment] === 1;
      add(mayReturn ? moveKinds.crash : moveKinds.crashForEver, budgetOf.crashes);
      if (has(budgetOf.tornSteps)) {
        for (const { budget, isReturn, mayReturn: andReturns, forEver } of tearings) {
          const after = environments.afterTearing(environment, budget);
          if (after < 0) continue;
          const isBack = environments.mayReturn[after] === 1;
          found.push({ kind: isBack ? andReturns : forEver, after, forgets: isReturn && !isBack });
        }
      }
      if (has(budgetOf.lostWrites) && mayReturn) add(moveKinds.crashLosing, budgetOf.crashes, budgetOf.lostWrites);
    }
    for (const [budget, kind] of returns) if (has(budget)) add(kind, budget);
    if (has(budgetOf.losses)) add(moveKinds.lose, budgetOf.losses);
    if (has(budgetOf.duplicates)) add(moveKinds.duplicate, budgetOf.duplicates);
    if (has(budgetOf.requests)) add(moveKinds.request, budgetOf.requests);
    return found;
  }

  #run(
    kind: MoveKind,
    position: number,
    vector: Int32Array,
    others: Int32Array,
    environment: number,
    cut: number,
    runs: Runs,
  ): boolean {
    const start = this.cells.compiled(kind, position, vector[position]!);
    if (this.cells.code[start] === 0) return false;
    const unheard = cut < 0 ? 0 : this.environments.cuts[cut]!.unheard[position]!;
    return runs.run(kind, position, start, others, environment, unheard);
  }

  #tick(vector: Int32Array, environment: number, runs: Runs): boolean {
    const { tables } = this.cells;
    let armed = 0;
    for (let i = 0; i < this.size; i++) {
      if (tables[i]!.quiet[vector[i]!] === 0) return false;
      armed |= tables[i]!.armed[vector[i]!]!;
    }
    if (armed === 0) return false;
    for (let i = 0; i < this.size; i++) this.#afterTick[i] = this.cells.afterTick(i, vector[i]!);
    runs.joint(jointMoves.tick, 0, this.#afterTick, environment);
    return true;
  }

  /** Whether a state is beyond a bound. */
  isBeyond(vector: Int32Array): boolean {
    const { tables } = this.cells;
    for (let i = 0; i < this.size; i++) if (tables[i]!.beyond[vector[i]!] === 1) return true;
    return this.isBeyondTogether(vector);
  }

  /** Whether a state is beyond a bound that looks at all processes at once. */
  isBeyondTogether(vector: ArrayLike<number>): boolean {
    return this.exceededTogether(vector) !== null;
  }

  /** The bound that looks at all processes at once and is exceeded, if any. */
  exceededTogether(vector: ArrayLike<number>): "inflight" | "spread" | null {
    if (!this.isBoundedTogether) return null;
    if (this.#mostInFlight !== Number.POSITIVE_INFINITY && this.inFlight(vector) > this.#mostInFlight) {
      return "inflight";
    }
    const isLimited = this.#mostSpread !== Number.POSITIVE_INFINITY;
    return isLimited && this.shifting!.spread(vector) > this.#mostSpread ? "spread" : null;
  }

  /** How many messages are in flight, all together. */
  inFlight(vector: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < this.size; i++) sum += this.cells.tables[i]!.inFlight[vector[i]!]!;
    return sum;
  }
}
