import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Choose } from "../simulate.ts";
import { budgetOf } from "./environment.ts";
import { type MoveKind, moveKinds, tearings } from "./move-kinds.ts";
import type { Happening, Move } from "./moves.ts";
import { type JointMove, jointMoves, type Space } from "./space.ts";
import { actionOf, type Deed } from "./telling.ts";

/** A step that a walk took. */
export interface Stride extends Deed {
  readonly state: Int32Array;
  /** The number of the change of face that it is, or 0. */
  readonly change: number;
  /** Who moved and how; undefined where it was no move of one process. */
  readonly by?: { readonly position: number; readonly move: Move } | undefined;
}

/** A kind of moves that an environment allows. */
interface Way {
  readonly kind: MoveKind | JointMove;
  /** The environment afterwards, but for what histories add. */
  readonly environment: number;
  /** Whether afterwards no process can return any more. */
  readonly forgets: boolean;
}

/** Some of what can happen in a state, not looked into yet: to one process by one kind of moves, or jointly. */
interface Turns {
  readonly way: Way;
  /** The position of the process that acts or whose clock errs, or the number of the cut. */
  readonly position: number;
  /** Null where it is no move of one process: that is one turn. */
  readonly happenings: readonly Happening[] | null;
}

/**
 * Takes single steps: it counts what can happen, and looks only into what was
 * chosen.
 *
 * @remarks
 * The successors are those of `Space.expand`. But there every move of a cell is
 * computed and each target gets a number, which pays where every state is
 * expanded, and not where one of a hundred successors is wanted: a walk of 300
 * steps of nine Bully processes takes a small part of the time without.
 * What is chosen from is what can happen, each with the same chance; where that
 * comes out in several ways, as a timer of uncertain duration does, these are
 * chosen from next.
 */
export class Walker<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #ways: (readonly Way[])[] = [];
  /** By position: what can happen to the cell that it had last. */
  readonly #last: { cell: number; readonly byKind: (readonly Happening[])[] }[];
  /** How many choices turned out to be beyond a bound, and were taken back. */
  cut = 0;
  /** Is told of each of these: the state that it led to, from which one, and by whom. */
  onBeyond: ((next: Int32Array, before: Int32Array, by: Stride["by"]) => void) | undefined;

  readonly #clockErrors: readonly (readonly [
    kind: JointMove,
    budget: number,
    may: (state: Int32Array, position: number) => boolean,
  ])[];

  constructor(space: Space<V>) {
    this.#space = space;
    this.#clockErrors = [
      [jointMoves.missedTick, budgetOf.missedTicks, (state, position) => space.mayMissTick(state, position)],
      [jointMoves.extraTick, budgetOf.extraTicks, (state, position) => space.mayTickAhead(state, position)],
    ];
    this.#last = Array.from({ length: space.size }, () => ({ cell: -1, byKind: [] }));
  }

  /** An initial state: under `start: together` by one way in which each start step can come out. */
  begin(choose: Choose): Int32Array {
    const { actors, cells, environments, scenario, size, watch } = this.#space;
    const configuration = chosen(choose, actors.configurations.length);
    const memory = watch.memories.initial();
    let state: Int32Array = new Int32Array(size + 1);
    for (let i = 0; i < size; i++) state[i] = cells.waiting(configuration, i);
    state[size] = environments.initial(configuration, memory);
    if (scenario.start === "staggered") return state;
    for (let i = 0; i < size; i++) {
      const [start] = cells.happenings(moveKinds.free, i, state[i]!);
      const moves = start!.moves();
      state = this.#after(state, i, moves[chosen(choose, moves.length)]!, state[size]!, false).state;
    }
    return state;
  }

  /** A step from a state; null where there is none, and `quiet` where that is not for a bound. */
  step(state: Int32Array, choose: Choose): Stride | null | "quiet" {
    const turns = this.#turns(state);
    if (turns.length === 0) return "quiet";
    while (turns.length > 0) {
      let index = chosen(
        choose,
        turns.reduce((sum, { happenings }) => sum + (happenings?.length ?? 1), 0),
      );
      const at = turns.findIndex(({ happenings }) => {
        index -= happenings?.length ?? 1;
        return index < 0;
      });
      const { way, position, happenings } = turns[at]!;
      const happening = happenings?.at(index) ?? null;
      const stride =
        happening === null ? this.#jointly(state, way, position) : this.#taken(state, way, position, happening, choose);
      if (stride !== null) return stride;
      const rest = happenings?.filter((other) => other !== happening) ?? [];
      if (rest.length > 0) turns[at] = { way, position, happenings: rest };
      else turns.splice(at, 1);
    }
    return null;
  }

  /** The step that something comes to, or null where every way of it is beyond a bound. */
  #taken(state: Int32Array, way: Way, position: number, happening: Happening, choose: Choose): Stride | null {
    const moves = [...happening.moves()];
    while (moves.length > 0) {
      const index = moves.length === 1 ? 0 : chosen(choose, moves.length);
      const move = moves[index]!;
      const stride = this.#after(state, position, move, way.environment, way.forgets);
      const by = { position, move };
      if (this.#isWithin(stride.state, state, by)) return { ...stride, by };
      moves.splice(index, 1);
    }
    return null;
  }

  #isWithin(next: Int32Array, before: Int32Array, by?: Stride["by"]): boolean {
    if (!this.#space.isBeyond(next.subarray(0, this.#space.size))) return true;
    this.cut++;
    this.onBeyond?.(next, before, by);
    return false;
  }

  #after(before: Int32Array, position: number, move: Move, environment: number, forgets: boolean): Stride {
    const { cells, size, watch } = this.#space;
    const state = before.slice();
    if (forgets) for (let i = 0; i < size; i++) state[i] = cells.afterForgetting(i, state[i]!);
    state[position] = cells.numberOf(position, move.target);
    for (const [to, envelopes] of move.sends) state[to] = cells.afterSends(to, state[to]!, envelopes);
    const { face } = cells.tables[position]!;
    const change = watch.changeOf(position, face[before[position]!]!, face[state[position]!]!);
    state[size] = change === 0 ? environment : watch.afterChange(environment, change);
    return { state, change, action: move.action, effects: move.effects };
  }

  #jointly(before: Int32Array, { kind, environment }: Way, index: number): Stride | null {
    const { cells, size } = this.#space;
    const state = before.slice();
    for (let i = 0; i < size; i++) if (notices(kind, i, index)) state[i] = cells.afterTick(i, state[i]!);
    state[size] = environment;
    if (!this.#isWithin(state, before)) return null;
    return { state, change: 0, ...actionOf(this.#space, before, { kind, position: -1, index }) };
  }

  /** Everything that can happen in a state. */
  #turns(state: Int32Array): Turns[] {
    const { environments, scenario, size } = this.#space;
    const environment = state[size]!;
    const cut = environments.cutIn[environment]!;
    const turns: Turns[] = [];
    const jointly = (kind: JointMove, after: number, position = -1): void => {
      turns.push({ way: { kind, environment: after, forgets: false }, position, happenings: null });
    };
    for (const way of (this.#ways[environment] ??= this.#waysIn(environment))) {
      for (let position = 0; position < size; position++) {
        let happenings = this.#happenings(way.kind as MoveKind, position, state[position]!);
        if (cut >= 0) {
          const unheard = environments.cuts[cut]!.unheard[position]!;
          const isOverCut = way.kind === moveKinds.cutOff ? 1 : 0;
          happenings = happenings.filter(({ from }) => (((unheard << 1) >> (from + 1)) & 1) === isOverCut);
        }
        if (happenings.length > 0) turns.push({ way, position, happenings });
      }
    }
    if (scenario.timing === "timely" && this.#mayTick(state)) jointly(jointMoves.tick, environment);
    for (const [kind, budget, may] of this.#clockErrors) {
      if ((environments.spendable[environment]! & (1 << budget)) === 0) continue;
      const after = environments.afterSpending(environment, budget);
      for (let i = 0; i < size; i++) if (may(state, i)) jointly(kind, after, i);
    }
    if (cut >= 0) {
      jointly(jointMoves.heal, environments.afterHealing(environment));
    } else if ((environments.spendable[environment]! & (1 << budgetOf.partitions)) !== 0) {
      for (let i = 0; i < environments.cuts.length; i++) {
        jointly(jointMoves.cut, environments.afterCut(environment, i), i);
      }
    }
    return turns;
  }

  /**
   * What can happen to one process by one kind of moves. Kept until its cell is
   * another one: a step changes few of them, and walks of nine processes spent a
   * third of their time on this where it was made anew at every step.
   */
  #happenings(kind: MoveKind, position: number, cell: number): readonly Happening[] {
    const last = this.#last[position]!;
    if (last.cell !== cell) {
      last.cell = cell;
      last.byKind.length = 0;
    }
    return (last.byKind[kind] ??= this.#space.cells.happenings(kind, position, cell));
  }

  /** The kinds of moves that an environment allows: those that are free, and those that a budget is left for. */
  #waysIn(environment: number): readonly Way[] {
    const { environments } = this.#space;
    const ways: Way[] = [{ kind: moveKinds.free, environment, forgets: false }];
    if (environments.cutIn[environment]! >= 0) ways.push({ kind: moveKinds.cutOff, environment, forgets: false });
    const mayReturn = environments.mayReturn[environment] === 1;
    const has = (budget: number): boolean => (environments.spendable[environment]! & (1 << budget)) !== 0;
    const spend = (budget: number, kind: MoveKind, isReturn = false, further?: number): void => {
      if (!has(budget) || (further !== undefined && !has(further))) return;
      const spent = environments.afterSpending(environment, budget);
      const after = further === undefined ? spent : environments.afterSpending(spent, further);
      ways.push({ kind, environment: after, forgets: isReturn && environments.mayReturn[after] === 0 });
    };
    spend(budgetOf.crashes, mayReturn ? moveKinds.crash : moveKinds.crashForEver);
    for (const { budget, isReturn, mayReturn: andReturns, forEver } of tearings) {
      const after = environments.afterTearing(environment, budget);
      if (after < 0) continue;
      const isBack = environments.mayReturn[after] === 1;
      ways.push({ kind: isBack ? andReturns : forEver, environment: after, forgets: isReturn && !isBack });
    }
    if (mayReturn) spend(budgetOf.crashes, moveKinds.crashLosing, false, budgetOf.lostWrites);
    spend(budgetOf.restarts, moveKinds.restart, true);
    spend(budgetOf.amnesia, moveKinds.amnesia, true);
    spend(budgetOf.losses, moveKinds.lose);
    spend(budgetOf.duplicates, moveKinds.duplicate);
    spend(budgetOf.requests, moveKinds.request);
    return ways;
  }

  #mayTick(state: Int32Array): boolean {
    const { tables } = this.#space.cells;
    return (
      tables.every(({ quiet }, i) => quiet[state[i]!] === 1) && tables.some(({ armed }, i) => armed[state[i]!] === 1)
    );
  }
}

/** Whether the clock of the process at `position` makes a tick when a joint move with this index is taken. */
function notices(kind: Way["kind"], position: number, index: number): boolean {
  switch (kind) {
    case jointMoves.tick:
      return true;
    case jointMoves.missedTick:
      return position !== index;
    case jointMoves.extraTick:
      return position === index;
    default:
      return false;
  }
}

/** What `choose` chooses, which must be one of `count` things. */
function chosen(choose: Choose, count: number): number {
  const index = choose(count);
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  throw new RangeError(`walk: choose(${count}) gave ${index}: give an integer from 0 to ${count - 1}`);
}
