import type { Vocabulary } from "../../../spec/vocabulary.ts";
import type { Cell } from "../cell.ts";
import { duplicating, type MoveKind, moveKinds, returning } from "../move-kinds.ts";
import { consumedBy, type Move, Moves } from "../moves.ts";
import type { Space } from "../space.ts";
import type { Fields } from "./fields.ts";
import type { Relation, Relations, Targets } from "./relations.ts";

/**
 * Moves of one process that differ in its core before and after alone: the same
 * message arrives, the same is sent, and what can be seen of the process changes
 * in the same way.
 */
export interface Event {
  readonly kind: MoveKind;
  readonly position: number;
  /** The position of the sender of the message that arrives, or -1. */
  readonly from: number;
  /** The number of the change of face, or 0. */
  readonly change: number;
  /** Whether they lead beyond a bound: then they are counted, and not taken. */
  readonly isBeyond: boolean;
  readonly chain: number;
  /** The chain where all who are down are forgotten besides. */
  readonly forgetting: number;
}

/** An event, with the relation on cores that it consists of, which grows as cores are met. */
interface Growing extends Event {
  readonly targets: (number | number[])[];
}

/**
 * The events of a space, learned as cores are met and messages in flight to them:
 * what is never met together is never asked of the protocol.
 */
export class Events<V extends Vocabulary> {
  /** By kind, in the order in which they were learned. */
  readonly byKind: readonly (readonly Event[])[];

  /** How many moves were learned: as long as that is the same, no relation has grown. */
  learned = 0;

  readonly #byKind: Growing[][] = Object.values(moveKinds).map(() => []);
  readonly #byKey = new Map<string, Growing>();
  readonly #asked = new Set<string>();
  readonly #onChannels = new Map<string, Relation>();
  readonly #space: Space<V>;
  readonly #fields: Fields<V>;
  readonly #relations: Relations;
  readonly #moves: Moves<V>;
  /** By position: what becomes of a core when all who are down are forgotten. */
  readonly #forget: readonly Relation[];

  constructor(space: Space<V>, fields: Fields<V>, relations: Relations) {
    this.byKind = this.#byKind;
    this.#space = space;
    this.#fields = fields;
    this.#relations = relations;
    this.#moves = new Moves(space.scenario, space.actors);
    this.#forget = fields.coreOf.map((_, position) => (core) => space.cells.afterForgetting(position, core));
  }

  /** Learns what a process with this core does by itself. */
  learnAlone(kind: MoveKind, position: number, core: number): void {
    if (!this.#isNew(`${kind} ${position} ${core}`)) return;
    const cell = this.#space.cells.cell(position, core);
    for (const move of this.#moves.of(kind, cell, position)) {
      this.#learn(kind, position, core, move, -1);
    }
  }

  /** Learns what happens to a process with this core when an envelope arrives, or does not arrive. */
  learnArrival(kind: MoveKind, position: number, core: number, envelope: number): void {
    if (!this.#isNew(`${kind} ${position} ${core} ${envelope}`)) return;
    const cell: Cell = { ...this.#space.cells.cell(position, core), inbox: [envelope] };
    for (const move of this.#moves.of(kind, cell, position)) {
      // What the process does by itself, it does with any inbox.
      if (move.from < 0 && consumedBy(move.label) < 0) continue;
      this.#learn(kind, position, core, move, envelope);
    }
  }

  #isNew(key: string): boolean {
    if (this.#asked.has(key)) return false;
    this.#asked.add(key);
    return true;
  }

  #learn(kind: MoveKind, position: number, core: number, move: Move, envelope: number): void {
    const { cells, watch } = this.#space;
    const { target } = move;
    const isBeyond = cells.exceeded(target) !== undefined;
    const toSelf = isBeyond ? [] : this.#sentToSelf(kind, position, target, envelope);
    const sends = isBeyond ? [] : [...move.sends].sort(([a], [b]) => a - b);
    const after = isBeyond ? core : this.#fields.core(position, target);
    const { face } = cells.tables[position]!;
    const change = isBeyond ? 0 : watch.changeOf(position, face[core]!, face[after]!);
    const key = [kind, position, move.from, envelope, isBeyond, change, toSelf.join("."), sends.join(";")].join("/");
    let event = this.#byKey.get(key);
    if (event === undefined) {
      const targets: (number | number[])[] = [];
      const links = [
        [this.#fields.coreOf[position]!, (value: number): Targets => targets[value] ?? null] as const,
        ...this.#linksOfChannels(kind, position, envelope, toSelf, sends),
      ];
      const others = this.#forget.flatMap((forget, other) =>
        other === position ? [] : [[this.#fields.coreOf[other]!, forget] as const],
      );
      const isReturn = returning.has(kind);
      const chain = this.#relations.chain(links);
      event = {
        kind,
        position,
        from: move.from,
        change,
        isBeyond,
        chain,
        forgetting: isReturn ? this.#relations.chain([...links, ...others]) : chain,
        targets,
      };
      this.#byKey.set(key, event);
      this.#byKind[kind]!.push(event);
    }
    this.learned++;
    const known = event.targets[core];
    if (known === undefined) event.targets[core] = after;
    else if (typeof known === "number") event.targets[core] = [known, after];
    else known.push(after);
  }

  /** What a process has sent to itself, by its inbox after a step before which there was one envelope in it, or none. */
  #sentToSelf(kind: MoveKind, position: number, { inbox }: Cell, envelope: number): readonly number[] {
    const { network, senderOf } = this.#fields;
    const own = this.#fields.sentBy(position, inbox);
    if (envelope < 0 || senderOf(envelope) !== position) return own;
    // Where the network absorbs a copy, nothing is left here of what was sent, and nothing would come of it.
    const stays = duplicating.has(kind) || network.keeps;
    return stays ? own.slice(0, own.indexOf(envelope)).concat(own.slice(own.indexOf(envelope) + 1)) : own;
  }

  /** What happens on channels: an envelope leaves one, and others are put into those from the process. */
  #linksOfChannels(
    kind: MoveKind,
    position: number,
    envelope: number,
    toSelf: readonly number[],
    sends: readonly (readonly [to: number, envelopes: readonly number[]])[],
  ): readonly (readonly [field: number, relation: Relation])[] {
    const changes = new Map<number, { leaves: number; sent: readonly number[] }>();
    for (const [to, sent] of sends) changes.set(this.#fields.channelOf(to, position), { leaves: -1, sent });
    if (toSelf.length > 0) changes.set(this.#fields.channelOf(position, position), { leaves: -1, sent: toSelf });
    if (envelope >= 0) {
      const field = this.#fields.channelOf(position, this.#fields.senderOf(envelope));
      changes.set(field, { leaves: envelope, sent: changes.get(field)?.sent ?? [] });
    }
    const stays = duplicating.has(kind);
    return [...changes].map(([field, { leaves, sent }]) => [field, this.#onChannel(field, leaves, stays, sent)]);
  }

  /** The relation by which an envelope leaves a channel, or stays though it arrives, and others are put into it. */
  #onChannel(field: number, leaves: number, stays: boolean, sent: readonly number[]): Relation {
    const key = `${field} ${leaves} ${stays} ${sent.join()}`;
    const known = this.#onChannels.get(key);
    if (known !== undefined) return known;
    const { network, senderOf, channels } = this.#fields;
    const targets: Targets[] = [];
    const become = (value: number): Targets => {
      let inbox = channels[field]!.contents.value(value);
      if (leaves >= 0) {
        if (!network.deliverable(inbox, senderOf).includes(leaves)) return null;
        if (!stays) inbox = network.take(inbox, leaves);
      }
      for (const envelope of sent) inbox = network.send(inbox, envelope, senderOf);
      return this.#fields.contents(field, inbox);
    };
    const relation = (value: number): Targets => {
      const target = targets[value];
      if (target !== undefined) return target;
      while (targets.length < value) targets.push(undefined as unknown as Targets);
      return (targets[value] = become(value));
    };
    this.#onChannels.set(key, relation);
    return relation;
  }
}
