import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { InputError } from "../../scenario.ts";
import { PairMap } from "../pair-map.ts";
import type { Space } from "../space.ts";
import { type Cores, type Issue, type Occurrence, tickBit } from "./cores.ts";
import { EnvelopeSets } from "./envelope-sets.ts";

/** How many arrivals and other occurrences are looked at beforehand, at most: a few seconds of asking the protocol. */
const mostOccurrences = 100_000;

/** How many cores are looked at for what one process may yet send. Where there are more, it may send anything. */
const mostCores = 2_000;

/** How often what processes may yet send is drawn closer by what may yet arrive. */
const rounds = 4;

/**
 * What may yet be sent: for a state, a set of envelopes for each process that
 * contains all that is sent to it in any future of that state.
 *
 * @remarks
 * First, everything that can ever be sent to a process is found by letting
 * everything arrive everywhere, again and again, until nothing new is sent. For
 * a state, then: a process can send what it sends at a core that it can come to
 * from its own by arrivals of what is in its inbox or may yet be sent to it, and
 * by what happens without a message as long as its budget lasts. Each round
 * starts from the answer of the one before, and is right if that was; so where
 * it is stopped does not matter. All is monotone: along a transition the cores
 * that can be come to, the budgets, and with them the sets, can only shrink, for
 * a message that is added to an inbox was one that might yet be sent.
 *
 * Ticks are left out: they are asked for while a message is in flight or a timer
 * is due, and then none can pass.
 */
export class Futures<V extends Vocabulary> {
  readonly sets: EnvelopeSets = new EnvelopeSets();
  readonly #space: Space<V>;
  readonly #cores: Cores<V>;
  /** By configuration, and then by receiver: the set of all that can ever be sent to it. */
  readonly #everything: number[][];
  /** By position and cell: the core, and the set of what is in the inbox. */
  readonly #cellCores: number[][];
  readonly #inboxes: number[][];
  /** By what is left to spend, for a core and a set of what may arrive: a number into {@link Futures.#sent}. */
  readonly #reached = new Map<number, PairMap>();
  /** By receiver, the sets of what is sent. */
  readonly #sent: (readonly number[])[] = [];

  constructor(space: Space<V>, cores: Cores<V>) {
    this.#space = space;
    this.#cores = cores;
    this.#cellCores = Array.from({ length: space.size }, () => []);
    this.#inboxes = Array.from({ length: space.size }, () => []);
    this.#everything = this.#findEverything();
  }

  /** The core of a cell. */
  coreOf(position: number, cell: number): number {
    return (this.#cellCores[position]![cell] ??= this.#cores.of(position, this.#space.cells.cell(position, cell)));
  }

  /** The set of the envelopes in a cell's inbox. */
  inboxOf(position: number, cell: number): number {
    return (this.#inboxes[position]![cell] ??= this.sets.of(this.#space.cells.cell(position, cell).inbox));
  }

  /**
   * By receiver, the sets of what may yet be sent from a state on, before the next tick.
   *
   * @param spendable - the budgets that are left, as bits
   */
  of(state: ArrayLike<number>, spendable: number): readonly number[] {
    const { size } = this.#space;
    const { configuration } = this.#space.environments.ground(state[size]!);
    let now = [...this.#everything[configuration]!];
    let next = [...now];
    for (let round = 0; round < rounds; round++) {
      next.fill(this.sets.empty);
      for (let i = 0; i < size; i++) {
        const arriving = this.sets.union(this.inboxOf(i, state[i]!), now[i]!);
        const sent = this.#sentFrom(this.coreOf(i, state[i]!), arriving, spendable);
        for (let to = 0; to < size; to++) next[to] = this.sets.union(next[to]!, sent[to]!);
      }
      let isSame = true;
      for (let i = 0; i < size; i++) isSame &&= now[i] === next[i];
      [now, next] = [next, now];
      if (isSame) break;
    }
    return now;
  }

  #sentFrom(core: number, arriving: number, spendable: number): readonly number[] {
    let reached = this.#reached.get(spendable);
    if (reached === undefined) this.#reached.set(spendable, (reached = new PairMap()));
    const known = reached.get(core, arriving);
    if (known >= 0) return this.#sent[known]!;
    reached.add(core, arriving, this.#sent.length);
    this.#sent.push(this.#reach(core, [...this.sets.in(arriving)], spendable));
    return this.#sent.at(-1)!;
  }

  /** What is sent, by receiver, from a core on. */
  #reach(start: number, arriving: readonly number[], spendable: number): readonly number[] {
    const sent = Array.from({ length: this.#space.size }, () => new Set<number>());
    const reached = new Set([start]);
    const { position, cell } = this.#cores.core(start);
    const take = (occurrence: Occurrence | undefined): void => {
      if (occurrence === undefined) return;
      if (occurrence.need !== 0 && (occurrence.need & spendable) === 0) return;
      for (const issue of occurrence.issues ?? []) {
        if (issue.isBeyond) continue;
        reached.add(issue.core);
        note(sent, position, issue);
      }
    };
    // The set grows while it is read.
    for (const core of reached) {
      if (reached.size > mostCores) return this.#everything[cell.configuration]!;
      for (const envelope of arriving) take(this.#cores.arrival(core, envelope));
      for (const occurrence of this.#cores.others(core)) if (occurrence.need !== tickBit) take(occurrence);
    }
    return sent.map((envelopes) => this.sets.of(envelopes));
  }

  #findEverything(): number[][] {
    const { actors, size, cells } = this.#space;
    let looked = 0;
    return actors.configurations.map((_, configuration) => {
      const sent = Array.from({ length: size }, () => new Set<number>());
      const cores = Array.from({ length: size }, (_, i) => {
        return new Set([this.#cores.of(i, cells.cell(i, cells.waiting(configuration, i)))]);
      });
      const take = (position: number, occurrence: Occurrence | undefined): void => {
        if (occurrence === undefined) return;
        if (++looked > mostOccurrences) throw this.#tooLarge();
        for (const issue of occurrence.issues ?? []) {
          // What is beyond a bound by its first step is an initial state all the same.
          if (issue.isBeyond && !occurrence.name.includes('"start"')) continue;
          cores[position]!.add(issue.core);
          note(sent, position, issue);
        }
      };
      let known = -1;
      const sizes = (): number => [...sent, ...cores].reduce((sum, { size: count }) => sum + count, 0);
      while (sizes() !== known) {
        known = sizes();
        for (let i = 0; i < size; i++) {
          for (const core of cores[i]!) {
            for (const envelope of sent[i]!) take(i, this.#cores.arrival(core, envelope));
            for (const occurrence of this.#cores.others(core)) take(i, occurrence);
          }
        }
      }
      return sent.map((envelopes) => this.sets.of(envelopes));
    });
  }

  #tooLarge(): InputError {
    return new InputError(
      "reduction-size",
      `${this.#space.name} has too much that can happen for a reduction: ${this.#cores.size} situations of single processes were looked at, and there are more\n  Bound it, explore fewer processes, or explore without reduction.`,
    );
  }
}

function note(sent: readonly Set<number>[], position: number, { toSelf, toOthers }: Issue): void {
  for (const envelope of toSelf) sent[position]!.add(envelope);
  for (const [to, envelopes] of toOthers) for (const envelope of envelopes) sent[to]!.add(envelope);
}
