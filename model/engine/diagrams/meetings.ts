import type { Vocabulary } from "../../../spec/vocabulary.ts";

import type { MoveKind } from "../move-kinds.ts";
import { type Diagrams, end, none } from "./diagrams.ts";
import type { Events } from "./events.ts";
import type { Fields } from "./fields.ts";

/**
 * Sees which cores are met in sets of states, and which messages are in flight to
 * them, and has that learned: once for each node, since a set of vectors that end
 * alike brings nothing new a second time.
 */
export class Meetings<V extends Vocabulary> {
  readonly #diagrams: Diagrams;
  readonly #fields: Fields<V>;
  readonly #events: Events<V>;
  /** By kinds of moves, as a text: the nodes that were gone through. */
  #seen = new Map<string, Set<number>>();
  /** By field: the values that it has in the vectors of a node, which is about that field or one before it. */
  #values: Map<number, bigint>[] = [];
  /** By kinds, and then by two fields and a value of the first: the values of the second that were met with it, as bits. */
  readonly #met = new Map<string, Map<string, bigint>>();

  constructor(diagrams: Diagrams, fields: Fields<V>, events: Events<V>) {
    this.#diagrams = diagrams;
    this.#fields = fields;
    this.#events = events;
    this.forget();
  }

  /** Forgets what nodes there were: their numbers have changed. */
  forget(): void {
    this.#seen = new Map();
    this.#values = this.#fields.channels.map(() => new Map());
  }

  /** Goes through a set of states in which moves of these kinds can be made. */
  learn(root: number, kinds: readonly MoveKind[]): void {
    const key = kinds.join();
    const seen = this.#seen.get(key) ?? new Set<number>();
    this.#seen.set(key, seen);
    for (const [field, nodes] of this.#unseen(root, seen).entries()) this.#learnAt(field, nodes, kinds);
  }

  /** The nodes of a diagram that were not gone through yet, by field. */
  #unseen(root: number, seen: Set<number>): readonly (readonly number[])[] {
    const { starts, edges } = this.#diagrams;
    const found: number[][] = this.#fields.channels.map(() => []);
    const visit = (node: number, field: number): void => {
      if (node === none || node === end || seen.has(node)) return;
      seen.add(node);
      found[field]!.push(node);
      for (let i = starts[node]!; i < starts[node + 1]!; i += 2) visit(edges[i + 1]!, field + 1);
    };
    visit(root, 0);
    return found;
  }

  /** Learns what is met where the nodes are about one field. */
  #learnAt(field: number, nodes: readonly number[], kinds: readonly MoveKind[]): void {
    const key = kinds.join();
    const met = this.#met.get(key) ?? new Map<string, bigint>();
    this.#met.set(key, met);
    const position = this.#fields.positionOf[field]!;
    if (position < 0) {
      const { to } = this.#fields.channels[field]!;
      const core = this.#fields.coreOf[to]!;
      if (core < field) return;
      this.#pairsAt(nodes, field, core, met, (contents, value) => this.#meet(kinds, field, value, contents));
      return;
    }
    const { starts, edges } = this.#diagrams;
    const cores = new Set<number>();
    for (const node of nodes) for (let i = starts[node]!; i < starts[node + 1]!; i += 2) cores.add(edges[i]!);
    for (const core of cores) for (const kind of kinds) this.#events.learnAlone(kind, position, core);
    for (const [channel, about] of this.#fields.channels.entries()) {
      if (about?.to !== position || channel < field) continue;
      this.#pairsAt(nodes, field, channel, met, (core, contents) => this.#meet(kinds, channel, core, contents));
    }
  }

  /** Calls `meet` for each pair of values that is new, of the field that the nodes are about and of one behind it. */
  #pairsAt(
    nodes: readonly number[],
    at: number,
    behind: number,
    met: Map<string, bigint>,
    meet: (here: number, behind: number) => void,
  ): void {
    const { starts, edges } = this.#diagrams;
    const values = new Map<number, bigint>();
    for (const node of nodes) {
      for (let i = starts[node]!; i < starts[node + 1]!; i += 2) {
        const here = edges[i]!;
        values.set(here, (values.get(here) ?? 0n) | this.#valuesIn(edges[i + 1]!, at + 1, behind));
      }
    }
    for (const [here, all] of values) {
      const key = `${at} ${behind} ${here}`;
      const known = met.get(key) ?? 0n;
      if ((all & ~known) === 0n) continue;
      met.set(key, all | known);
      for (const value of numbersIn(all & ~known)) meet(here, value);
    }
  }

  #meet(kinds: readonly MoveKind[], channel: number, core: number, contents: number): void {
    const { network, senderOf, channels } = this.#fields;
    const about = channels[channel]!;
    for (const envelope of network.deliverable(about.contents.value(contents), senderOf)) {
      for (const kind of kinds) this.#events.learnArrival(kind, about.to, core, envelope);
    }
  }

  /** The values that a field has in the vectors of a node, which is about the field `at`, as bits. */
  #valuesIn(node: number, at: number, field: number): bigint {
    const known = this.#values[field]!.get(node);
    if (known !== undefined) return known;
    const { starts, edges } = this.#diagrams;
    let values = 0n;
    for (let i = starts[node]!; i < starts[node + 1]!; i += 2) {
      values |= at === field ? 1n << BigInt(edges[i]!) : this.#valuesIn(edges[i + 1]!, at + 1, field);
    }
    this.#values[field]!.set(node, values);
    return values;
  }
}

/** The numbers whose bits are set. */
function* numbersIn(bits: bigint): Generator<number, void> {
  const text = bits.toString(2);
  for (let i = 0; i < text.length; i++) if (text[text.length - 1 - i] === "1") yield i;
}
