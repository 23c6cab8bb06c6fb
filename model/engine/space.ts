import type { Claim } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Configuration, Vocabulary } from "../../spec/vocabulary.ts";
import type { Scenario } from "../scenario.ts";
import { Actors } from "./actors.ts";
import { beyondBound, Cells, type MoveKind, moveHeader, moveKinds, senderMask } from "./cells.ts";
import { budgetOf, Environments } from "./environment.ts";
import { Faces, type Glance } from "./face.ts";
import { Watch } from "./watch.ts";

/** How a successor came about, beyond what one process does. */
export const jointMoves: { readonly tick: -1; readonly cut: -2; readonly heal: -3 } = { tick: -1, cut: -2, heal: -3 };

/** Takes the successors of a state. */
export interface Sink {
  /**
   * A successor. `next` holds a cell for each position and is overwritten as
   * soon as this returns. `kind`, `position` and `index` say which move it was:
   * a {@link MoveKind} with its position and its index in the list, or one of
   * {@link jointMoves} with the index of the cut.
   */
  take(
    next: Int32Array,
    environment: number,
    change: number,
    kind: MoveKind | -1 | -2 | -3,
    position: number,
    index: number,
  ): void;
  /** A successor beyond a bound. */
  beyond(): void;
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

  readonly #next: Int32Array;
  readonly #mostInFlight: number;
  readonly #isTimely: boolean;

  constructor(
    model: Model<V>,
    configurations: readonly Configuration<V>[],
    scenario: Scenario,
    claims: readonly Claim<V>[],
  ) {
    const glance: Glance = { state: false, inbox: false, environment: false, world: false, inboxAt: () => [] };
    this.name = model.protocol.name;
    this.scenario = scenario;
    this.size = scenario.nodes;
    this.actors = new Actors(model, configurations);
    this.environments = new Environments(scenario);
    this.faces = new Faces(this.actors, glance);
    this.watch = new Watch(claims, this.size, this.environments, this.faces, glance);
    this.cells = new Cells(model, scenario, this.actors, this.faces, (...change) => this.watch.changeOf(...change));
    this.watch.attach(this.cells);
    this.#next = new Int32Array(this.size);
    this.#mostInFlight = scenario.bounds["inflight"] ?? Number.POSITIVE_INFINITY;
    this.#isTimely = scenario.timing === "timely";
  }

  /** Calls `take` for every initial state, some perhaps more than once. */
  initial(take: (vector: Int32Array, environment: number) => void): void {
    const histories = this.watch.initialHistories();
    for (let configuration = 0; configuration < this.actors.configurations.length; configuration++) {
      const vector = new Int32Array(this.size);
      for (let i = 0; i < this.size; i++) vector[i] = this.cells.waiting(configuration, i);
      const environment = this.environments.initial(configuration, histories);
      if (this.scenario.start === "staggered") take(vector, environment);
      else this.#startFrom(0, vector, environment, take);
    }
  }

  /** Every start step from `position` on, in the order of positions and in every way in which it can come out. */
  #startFrom(
    position: number,
    vector: Int32Array,
    environment: number,
    take: (vector: Int32Array, environment: number) => void,
  ): void {
    if (position === this.size) {
      take(vector, environment);
      return;
    }
    const start = this.cells.compiled(moveKinds.free, position, vector[position]!);
    const { code } = this.cells;
    for (let left = code[start]!, at = start + 1; left > 0; left--) {
      const next = vector.slice();
      next[position] = code[at]!;
      const change = code[at + 2]!;
      const sends = code[at + 3]!;
      for (let j = 0; j < sends; j++)
        this.#send(next, code[at + moveHeader + 2 * j]!, code[at + moveHeader + 2 * j + 1]!);
      this.#startFrom(
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
   * Gives every successor of a state to `sink`.
   *
   * @returns whether there was any, successors beyond a bound included
   */
  expand(vector: Int32Array, environment: number, sink: Sink): boolean {
    const { environments, size } = this;
    const spendable = environments.spendable[environment]!;
    const cut = environments.cutIn[environment]!;
    this.#next.set(vector);
    let any = false;
    for (let i = 0; i < size; i++) {
      any = this.#run(moveKinds.free, i, vector, environment, cut, sink) || any;
      if (cut >= 0) any = this.#run(moveKinds.cutOff, i, vector, environment, cut, sink) || any;
    }
    if (spendable !== 0) any = this.#spend(vector, environment, spendable, cut, sink) || any;
    if (this.#isTimely) any = this.#tick(vector, environment, sink) || any;
    if (cut >= 0) {
      this.#emit(environments.afterHealing(environment), 0, sink, jointMoves.heal, -1, 0);
      any = true;
    }
    return any;
  }

  /** The successors that cost a unit of a budget. */
  #spend(vector: Int32Array, environment: number, spendable: number, cut: number, sink: Sink): boolean {
    const { environments, size } = this;
    let any = false;
    const all = (kind: MoveKind, budget: number, others = vector): void => {
      const after = environments.afterSpending(environment, budget);
      for (let i = 0; i < size; i++) any = this.#run(kind, i, vector, after, cut, sink, others) || any;
    };
    const has = (budget: number): boolean => (spendable & (1 << budget)) !== 0;
    if (has(budgetOf.crashes))
      all(environments.mayReturn[environment] === 1 ? moveKinds.crash : moveKinds.crashForEver, budgetOf.crashes);
    for (const [budget, kind] of [
      [budgetOf.restarts, moveKinds.restart],
      [budgetOf.amnesia, moveKinds.amnesia],
    ] as const) {
      if (has(budget)) all(kind, budget, this.#afterReturn(vector, environment, budget));
    }
    if (has(budgetOf.losses)) all(moveKinds.lose, budgetOf.losses);
    if (has(budgetOf.duplicates)) all(moveKinds.duplicate, budgetOf.duplicates);
    if (has(budgetOf.requests)) all(moveKinds.request, budgetOf.requests);
    if (has(budgetOf.partitions) && cut < 0) {
      environments.cuts.forEach((_, i) => {
        this.#emit(environments.afterCut(environment, i), 0, sink, jointMoves.cut, -1, i);
        any = true;
      });
    }
    return any;
  }

  /** What the others are once a process has returned: where that was the last way to return, no disk matters any more. */
  #afterReturn(vector: Int32Array, environment: number, budget: number): Int32Array {
    const after = this.environments.afterSpending(environment, budget);
    if (this.environments.mayReturn[after] === 1) return vector;
    return vector.map((cell, i) => this.cells.afterForgetting(i, cell));
  }

  /** Runs the compiled moves of a kind of the process at `position`; the others are as in `others`. */
  #run(
    kind: MoveKind,
    position: number,
    vector: Int32Array,
    environment: number,
    cut: number,
    sink: Sink,
    others: Int32Array = vector,
  ): boolean {
    const { cells } = this;
    const start = cells.compiled(kind, position, vector[position]!);
    const { code } = cells;
    const moves = code[start]!;
    if (moves === 0) return false;
    const next = this.#next;
    if (others !== vector) next.set(others);
    const unheard = cut < 0 ? 0 : this.environments.cuts[cut]!.unheard[position]!;
    let any = false;
    let at = start + 1;
    for (let index = 0; index < moves; index++) {
      const flags = code[at + 1]!;
      const change = code[at + 2]!;
      const sends = code[at + 3]!;
      const sender = flags & senderMask;
      if (cut >= 0 && sender !== 0 && ((unheard >> (sender - 1)) & 1) !== (kind === moveKinds.cutOff ? 1 : 0)) {
        at += moveHeader + 2 * sends;
        continue;
      }
      any = true;
      if ((flags & beyondBound) !== 0) {
        sink.beyond();
        at += moveHeader + 2 * sends;
        continue;
      }
      next[position] = code[at]!;
      at += moveHeader;
      const first = at;
      for (let j = 0; j < sends; j++, at += 2) {
        const to = code[at]!;
        next[to] = cells.afterBatch(to, next[to]!, code[at + 1]!);
      }
      this.#emit(environment, change, sink, kind, position, index);
      next[position] = others[position]!;
      for (let j = first; j < at; j += 2) next[code[j]!] = others[code[j]!]!;
    }
    if (others !== vector) next.set(vector);
    return any;
  }

  #tick(vector: Int32Array, environment: number, sink: Sink): boolean {
    const { tables } = this.cells;
    let armed = 0;
    for (let i = 0; i < this.size; i++) {
      if (tables[i]!.quiet[vector[i]!] === 0) return false;
      armed |= tables[i]!.armed[vector[i]!]!;
    }
    if (armed === 0) return false;
    for (let i = 0; i < this.size; i++) this.#next[i] = this.cells.afterTick(i, vector[i]!);
    this.#emit(environment, 0, sink, jointMoves.tick, -1, 0);
    this.#next.set(vector);
    return true;
  }

  #emit(
    environment: number,
    change: number,
    sink: Sink,
    kind: MoveKind | -1 | -2 | -3,
    position: number,
    index: number,
  ): void {
    const next = this.#next;
    if (this.#mostInFlight !== Number.POSITIVE_INFINITY && this.#inFlight(next) > this.#mostInFlight) {
      sink.beyond();
      return;
    }
    const after = change === 0 ? environment : this.watch.afterChange(environment, change);
    sink.take(next, after, change, kind, position, index);
  }

  #inFlight(vector: Int32Array): number {
    let sum = 0;
    for (let i = 0; i < this.size; i++) sum += this.cells.tables[i]!.inFlight[vector[i]!]!;
    return sum;
  }
}
