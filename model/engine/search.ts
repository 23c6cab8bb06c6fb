import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Team } from "../team/team.ts";
import { Generated } from "./generated.ts";
import { Interpreted } from "./interpreted.ts";
import { Looking } from "./looking.ts";
import type { Partition } from "./partition.ts";
import { isTrivial, type Quotient, represent } from "./quotient.ts";
import type { Disk } from "./shelf.ts";
import type { Runs, Space } from "./space.ts";
import { Stretch } from "./stretch.ts";
import { type OnNew, Visited } from "./visited.ts";

/** Where a claim was decided: in a state at this depth, or at a step that leads to one. */
export interface Decision {
  readonly claim: number;
  readonly depth: number;
  /** The state: a cell for each position, and the environment. */
  readonly state: Int32Array;
  /** For a claim about steps: the state before. */
  readonly before: Int32Array | null;
}

/** What has been counted so far. */
export interface Counts {
  states: number;
  initial: number;
  transitions: number;
  cut: number;
  terminal: number;
  depth: number;
  frontier: number;
}

/** Where a search stands between two levels: enough to go on from there, together with the states. */
export interface Standing {
  readonly counts: Readonly<Counts>;
  readonly decisions: readonly Decision[];
}

/**
 * Breadth-first search, level by level: the states of a level are expanded, and
 * what is new among their successors is the next level. So the first state that
 * decides a claim is one of the nearest.
 */
export class Search<V extends Vocabulary> {
  readonly counts: Counts = { states: 0, initial: 0, transitions: 0, cut: 0, terminal: 0, depth: 0, frontier: 0 };
  readonly decisions: Decision[] = [];
  readonly visited: Visited;
  readonly quotient: Quotient;

  readonly #space: Space<V>;
  /** The state that is expanded: its cells, and its environment. */
  readonly #cells: Int32Array;
  readonly #state: Int32Array;
  readonly #successor: Int32Array;
  /** The depth of the states that are being found. */
  #depth = 0;
  readonly #deepest: number;
  /** The team that this search belongs to, with whom it shares the states; null where it searches alone. */
  #team: Team | null = null;
  /** The team with which it begins to share at the end of the level. */
  #joining: Team | null = null;
  /**
   * For the initial states, which may be beyond a bound themselves: generated
   * code takes it that only the process that moves can exceed one.
   */
  readonly #firstRuns: Runs;
  readonly #runs: Runs;
  readonly #stretch: Stretch<V> | null;

  /**
   * @param mayGenerate - whether code may be generated; the numbers are the same without, and the run is slower
   * @param quotient - which states stand for others
   * @param disk - where states go for which there is no room in memory
   */
  constructor(space: Space<V>, mayGenerate = true, quotient: Quotient = {}, disk?: Disk) {
    const generates = mayGenerate && Generated.isPossible;
    this.#space = space;
    this.quotient = quotient;
    this.#state = new Int32Array(space.size + 1);
    this.#cells = this.#state.subarray(0, space.size);
    this.#successor = new Int32Array(space.size + 1);
    this.#deepest = space.scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY;
    const look = (state: Int32Array): boolean => this.#look(state);
    const onNew = generates ? lookingWith(new Looking(space, look)) : lookingOneByOne(space.size + 1, look);
    this.visited = new Visited(space.size + 1, onNew, undefined, generates, disk);
    this.#firstRuns = this.#interpreted();
    this.#runs = generates && isTrivial(quotient) ? this.#generated() : this.#firstRuns;
    this.#stretch = generates ? this.#stretches() : null;
  }

  /** Where it stands now, which must be between two levels. */
  get standing(): Standing {
    return { counts: { ...this.counts }, decisions: [...this.decisions] };
  }

  /**
   * Takes in a state that another search has stored at the depth at hand: levels
   * are restored one by one, each ended by {@link Search.endRestoredLevel}, and
   * then it {@link Search.goesOn}. It must stand for itself here as it did there.
   */
  restore(state: Int32Array): void {
    this.visited.add(state);
  }

  /** Ends a level of states that were taken in. */
  endRestoredLevel(): void {
    this.visited.endLevel();
    this.#note(this.#depth, 0);
    this.#depth++;
  }

  /** Goes on from where another search stood, whose states were all taken in: {@link Search.run} begins there. */
  goesOn({ counts, decisions }: Standing): void {
    Object.assign(this.counts, counts);
    this.decisions.push(...decisions);
  }

  /**
   * Runs to the end, or for as long as nobody stops it.
   *
   * @param pace - after how many expanded states it yields
   * @returns yields whether a level is complete
   */
  *run(pace: number): Generator<boolean, void> {
    const { counts, visited } = this;
    if (visited.size === 0) yield* this.#first(pace);
    yield true;
    yield* this.#levels(pace, counts.depth);
  }

  /** From the end of this level on, shares the states with a team, as its member 0. */
  shareWith(team: Team): void {
    this.#joining = team;
  }

  /**
   * Runs as another member of a team than member 0, which begins.
   *
   * @returns yields like {@link Search.run}
   */
  *help(team: Team, pace: number): Generator<boolean, void> {
    this.#team = team;
    this.#closeDecided();
    yield* this.#share(team.levels);
    yield* this.#levels(pace, team.levels - 1);
  }

  /** What was counted, by all members of the team. */
  get total(): Readonly<Counts> {
    if (this.#team === null) return this.counts;
    this.#team.tell(this.counts);
    return this.#team.total;
  }

  /** The claims that were decided, by all members of the team. */
  get decided(): readonly Pick<Decision, "claim" | "depth">[] {
    return this.#team === null ? this.decisions : this.#team.decisions;
  }

  /** Goes on with a level and those behind it. */
  *#levels(pace: number, first: number): Generator<boolean, void> {
    const { counts, visited } = this;
    for (let level = first; counts.frontier > 0; level++) {
      if (this.#joining !== null) yield* this.#begin(this.#joining, level + 1);
      this.#depth = level + 1;
      const before = visited.size;
      let left = pace;
      for (const partition of visited.partitions) {
        const start = level === 0 ? 0 : partition.levels[level - 1]!;
        const end = partition.levels[level]!;
        for (let from = start; from < end; ) {
          const to = Math.min(end, from + left);
          this.#expand(partition, from, to, start);
          left -= to - from;
          from = to;
          if (left > 0) continue;
          left = pace;
          counts.states = visited.size;
          this.#team?.tell(counts);
          while (this.#team !== null && !this.#team.exchange(visited)) yield false;
          yield false;
        }
      }
      yield* this.#endLevel();
      this.#stretch?.endLevel();
      const frontier = this.#team?.frontier ?? visited.size - before;
      this.#note(frontier > 0 ? level + 1 : level, frontier);
      this.#team?.tell(counts);
      this.#closeDecided();
      yield true;
      yield* this.#goOn();
    }
  }

  /** Ends a level, in a team once all members are through with it. */
  *#endLevel(): Generator<boolean, void> {
    const team = this.#team;
    const { visited } = this;
    if (team === null) {
      visited.endLevel();
      return;
    }
    const sizeOf = (): number => visited.partitions.reduce((sum, { newFrom }) => sum + newFrom, 0);
    const before = sizeOf();
    for (const _ of team.endLevel(visited)) yield false;
    for (const _ of team.close(sizeOf() - before)) yield false;
  }

  /** In a team, goes on to the next level with all others. */
  *#goOn(): Generator<boolean, void> {
    const team = this.#team;
    if (team === null) return;
    if (team.me === 0) team.release();
    for (const _ of team.released()) yield false;
  }

  /** What another member has decided needs not be looked at any more. */
  #closeDecided(): void {
    for (const { claim } of this.decided) this.#space.watch.close(1 << claim);
  }

  /** Begins to share with a team as its member 0: there are so many levels. */
  *#begin(team: Team, levels: number): Generator<boolean, void> {
    this.#joining = null;
    this.#team = team;
    for (const { claim, depth } of this.decisions) team.tellDecision(claim, depth);
    team.begin(levels);
    yield* this.#share(levels);
  }

  /** Gives all states so far to the members of the team to which they belong, level by level. */
  *#share(levels: number): Generator<boolean, void> {
    const giving = this.visited.share(this.#team!);
    for (let level = 0; level < levels; level++) {
      this.#depth = level;
      giving.next();
      yield* this.#endLevel();
      yield* this.#goOn();
    }
    giving.next();
    this.counts.frontier = this.#team!.frontier;
    this.counts.states = this.visited.size;
  }

  /** The first level: the initial states. */
  *#first(pace: number): Generator<false, void> {
    const { counts, visited } = this;
    let given = 0;
    for (const _ of this.#space.initial((vector, environment) => this.#add(vector, environment))) {
      if (++given % pace === 0) {
        this.#note(0, visited.size);
        yield false;
      }
    }
    visited.endLevel();
    counts.initial = visited.size;
    this.#note(0, visited.size);
  }

  #note(depth: number, frontier: number): void {
    this.counts.depth = depth;
    this.counts.frontier = frontier;
    this.counts.states = this.visited.size;
  }

  /** Expands the states from number `from` up to `to` of a partition, whose level begins with number `start`. */
  #expand(partition: Partition, from: number, to: number, start: number): void {
    if (this.#depth > this.#deepest) {
      this.counts.cut += to - from;
      return;
    }
    if (this.#stretch !== null && this.#depth > 1) {
      this.#stretch.run(() => partition.words, partition.asleepBefore, start, from, to);
      return;
    }
    const runs = this.#depth === 1 ? this.#firstRuns : this.#runs;
    for (let i = from; i < to; i++) {
      const { layout } = this.visited.buffers;
      layout.unpack(partition.words, i * layout.words, this.#state);
      if (!this.#space.expand(this.#cells, this.#state[this.#space.size]!, runs)) this.counts.terminal++;
    }
  }

  #stretches(): Stretch<V> {
    const search = this;
    const { size } = this.#space;
    const { quotient } = this;
    return new Stretch(this.#space, this.counts, {
      get buffers() {
        return search.visited.buffers;
      },
      mergeFull: () => this.visited.mergeFull(),
      widen: (state) => this.visited.widen(state),
      look: (change, before, next, environment) => {
        this.#state.set(before);
        this.#lookAtStep(change, next, environment);
      },
      represent: isTrivial(quotient) ? null : (state) => represent(quotient, state),
      whole: (state) => {
        this.#state.set(state);
        if (!this.#space.expand(this.#cells, state[size]!, this.#runs)) this.counts.terminal++;
      },
      rest: (state, any) => {
        this.#state.set(state);
        if (!this.#space.expandRest(this.#cells, state[size]!, this.#runs) && !any) this.counts.terminal++;
      },
    });
  }

  #interpreted(): Runs {
    return new Interpreted(this.#space, {
      take: (next, environment, change) => {
        this.counts.transitions++;
        if (change !== 0 && this.#space.watch.needsLook(change, environment)) {
          this.#lookAtStep(change, next, environment);
        }
        this.#add(next, environment);
      },
      beyond: () => {
        this.counts.cut++;
      },
    });
  }

  #generated(): Runs {
    return new Generated(
      this.#space,
      this.counts,
      () => this.visited.buffers,
      (next, environment) => this.#add(next, environment),
      (change, next, environment) => this.#lookAtStep(change, next, environment),
      () => this.visited.mergeFull(),
    );
  }

  #lookAtStep(change: number, next: Int32Array, environment: number): void {
    this.#space.watch.lookAtStep(change, this.#cells, next, environment, (claim) => {
      this.#decide(claim, Int32Array.of(...next, environment), this.#state.slice());
    });
  }

  #add(cells: Int32Array, environment: number): void {
    const state = this.#successor;
    for (let i = 0; i < cells.length; i++) state[i] = cells[i]!;
    state[cells.length] = environment;
    represent(this.quotient, state);
    this.visited.add(state);
  }

  #look(state: Int32Array): boolean {
    return this.#space.watch.lookAtState(state, state[this.#space.size]!, (claim) =>
      this.#decide(claim, state.slice(), null),
    );
  }

  #decide(claim: number, state: Int32Array, before: Int32Array | null): void {
    this.decisions.push({ claim, depth: this.#depth, state, before });
    this.#team?.tellDecision(claim, this.#depth);
  }
}

function lookingWith<V extends Vocabulary>(looking: Looking<V>): OnNew {
  return (words, layout, from, to) => looking.run(words, layout, from, to);
}

function lookingOneByOne(fields: number, look: (state: Int32Array) => void): OnNew {
  const state = new Int32Array(fields);
  return (words, layout, from, to) => {
    for (let i = from; i < to; i++) {
      layout.unpack(words, i * layout.words, state);
      look(state);
    }
  };
}
