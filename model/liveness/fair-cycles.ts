import type { Vocabulary } from "../../spec/vocabulary.ts";
import { Components } from "./components.ts";
import type { Duties } from "./duties.ts";
import { beyond, type Graph } from "./graph.ts";

/** What is looked for: states among which a run can go on for ever, and be fair. */
export interface Wanted {
  /** By state: 1 where the run may be. */
  readonly within: Uint8Array;
  /** By state: 1 where the run must come again and again; anywhere by default. */
  readonly through?: Uint8Array;
  readonly duties: Duties;
  /** Whether no outcome of a step may be spared for ever. */
  readonly isRandom: boolean;
}

/** Where fair runs can go on for ever. */
export interface FairCycles {
  /** By state: the number of its component, or 0 where no fair run stays. */
  readonly component: Int32Array;
  /** By edge: 1 where no fair run that stays takes it. */
  readonly dead: Uint8Array;
  /** How many states there are from which a fair run need not leave its component. */
  readonly states: number;
}

/**
 * All states in which a fair run can stay for ever: strongly connected components
 * that are pruned until what is owed in each can be paid in it.
 *
 * @remarks
 * Weak and strong fairness are Streett conditions; the pruning is that of
 * Lichtenstein and Pnueli (1985) and of Emerson and Lei (1987). A component
 * in which a weak duty can always be fulfilled and never is has no fair run. Where
 * a strong duty is not fulfilled, the states go in which it can be, and what is
 * left is divided anew. Where one outcome of a step leads out, and outcomes are
 * random, none of its outcomes is taken by a run that stays: so the components that
 * remain are end components (de Alfaro 1997).
 *
 * Every state is a candidate by itself, since a run may stand still where
 * nothing that is owed can happen. A successor beyond a bound counts as one that
 * can be taken, and is not: what is found is fair beyond the bounds, too.
 */
export function fairCycles<V extends Vocabulary>(graph: Graph<V>, wanted: Wanted): FairCycles {
  return new Pruning(graph, wanted).run();
}

class Pruning<V extends Vocabulary> {
  readonly #graph: Graph<V>;
  readonly #wanted: Wanted;
  /** By state: the component, or the rest of one, that it is in; 0 where no fair run stays. */
  readonly #region: Int32Array;
  /** By state: the same, where it is settled that a fair run can stay. */
  readonly #component: Int32Array;
  readonly #dead: Uint8Array;
  readonly #count: DutyCount;
  /** What is left of components, to be divided anew. */
  readonly #waiting: (readonly number[])[] = [];
  #regions = 1;
  #states = 0;

  constructor(graph: Graph<V>, wanted: Wanted) {
    this.#graph = graph;
    this.#wanted = wanted;
    this.#region = new Int32Array(graph.size);
    this.#component = new Int32Array(graph.size);
    this.#dead = new Uint8Array(graph.targets.length);
    this.#count = new DutyCount(wanted.duties.isStrong.length);
  }

  run(): FairCycles {
    const components = new Components(this.#graph);
    const members: number[] = [];
    for (let state = 0; state < this.#graph.expanded; state++) {
      if (this.#wanted.within[state] === 1) members.push(state);
    }
    this.#put(members, this.#regions);
    for (let left: readonly number[] | undefined = members; left !== undefined; left = this.#waiting.pop()) {
      components.of(left, this.#region, this.#dead, (component) => this.#examine(component));
    }
    return { component: this.#component, dead: this.#dead, states: this.#states };
  }

  #put(members: readonly number[], region: number): void {
    for (const state of members) this.#region[state] = region;
  }

  /** Keeps a component, drops it, or leaves what remains of it to be divided anew. */
  #examine(members: readonly number[]): void {
    const { through, isRandom } = this.#wanted;
    const number = ++this.#regions;
    this.#put(members, number);
    if (through !== undefined && !members.some((state) => through[state] === 1)) this.#put(members, 0);
    else if (isRandom && this.#graph.hasChoices && this.#cutRisks(members, number)) this.#waiting.push(members);
    else this.#collect(members, number);
  }

  /** Looks whether what is owed in a component is paid in it. */
  #collect(members: readonly number[], number: number): void {
    const { isStrong, hasEpochs } = this.#wanted.duties;
    this.#count.count(members, (state, meet) => this.#eachDuty(state, number, meet));
    const rises = this.#rises(members, number);
    const unpaid = this.#count.met.filter((duty) => !this.#count.isTaken(duty) && !(rises && hasEpochs[duty]));
    if (unpaid.some((duty) => isStrong[duty] === false && this.#count.enabled(duty) === members.length)) {
      this.#put(members, 0);
      return;
    }
    const strong = unpaid.filter((duty) => isStrong[duty] === true);
    if (strong.length === 0) {
      for (const state of members) this.#component[state] = number;
      this.#states += members.length;
      return;
    }
    const left = members.filter((state) => {
      let owes = false;
      this.#eachDuty(state, number, (duty) => {
        owes ||= strong.includes(duty);
      });
      return !owes;
    });
    this.#put(members, 0);
    this.#put(left, number);
    if (left.length > 0) this.#waiting.push(left);
  }

  /** Gives every duty that can be fulfilled in a state, and whether that is done by an edge within the component. */
  #eachDuty(state: number, number: number, meet: (duty: number, isTaken: boolean) => void): void {
    const { offsets, codes } = this.#graph;
    const { ofEvent } = this.#wanted.duties;
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      const isTaken = this.#stays(edge, number);
      for (const duty of ofEvent[codes[edge]! >> 1]!) meet(duty, isTaken);
    }
  }

  /** Whether a run that takes every edge of a component lowers epochs again and again. */
  #rises(members: readonly number[], number: number): boolean {
    const { offsets, codes } = this.#graph;
    const { lowers } = this.#wanted.duties;
    return members.some((state) => {
      for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
        if (lowers[codes[edge]! >> 1] === true && this.#stays(edge, number)) return true;
      }
      return false;
    });
  }

  #stays(edge: number, number: number): boolean {
    const target = this.#graph.targets[edge]!;
    return target !== beyond && this.#dead[edge] === 0 && this.#region[target] === number;
  }

  /** Takes the steps away that stay in a component by luck alone; tells whether there were any. */
  #cutRisks(members: readonly number[], number: number): boolean {
    const { offsets, codes } = this.#graph;
    let any = false;
    for (const state of members) {
      const end = offsets[state + 1]!;
      for (let from = offsets[state]!, to = from; from < end; from = to) {
        to = from + 1;
        while (to < end && (codes[to]! & 1) === 1) to++;
        let staying = 0;
        for (let edge = from; edge < to; edge++) if (this.#stays(edge, number)) staying++;
        if (staying === 0 || staying === to - from) continue;
        this.#dead.fill(1, from, to);
        any = true;
      }
    }
    return any;
  }
}

/** Counts in how many states of a component each duty can be fulfilled, and whether it is. */
class DutyCount {
  /** The duties that can be fulfilled at all. */
  met: number[] = [];
  readonly #enabled: Int32Array;
  readonly #taken: Uint8Array;
  readonly #last: Int32Array;

  constructor(duties: number) {
    this.#enabled = new Int32Array(duties);
    this.#taken = new Uint8Array(duties);
    this.#last = new Int32Array(duties);
  }

  /** In how many states it can be fulfilled. */
  enabled(duty: number): number {
    return this.#enabled[duty]!;
  }

  isTaken(duty: number): boolean {
    return this.#taken[duty] === 1;
  }

  count(
    members: readonly number[],
    look: (state: number, meet: (duty: number, isTaken: boolean) => void) => void,
  ): void {
    for (const duty of this.met) this.#enabled[duty] = this.#taken[duty] = 0;
    this.met = [];
    for (const state of members) {
      look(state, (duty, isTaken) => {
        if (this.#enabled[duty] === 0) {
          this.met.push(duty);
          this.#last[duty] = -1;
        }
        if (this.#last[duty] !== state) {
          this.#last[duty] = state;
          this.#enabled[duty]!++;
        }
        if (isTaken) this.#taken[duty] = 1;
      });
    }
  }
}
