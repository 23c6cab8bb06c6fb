import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { budgetOf } from "../environment.ts";

import { type MoveKind, moveKinds } from "../move-kinds.ts";
import type { Space } from "../space.ts";
import type { Event, Events } from "./events.ts";
import { emptyChannel, type Fields } from "./fields.ts";
import { identity, type Relation, type Relations } from "./relations.ts";

/** A way in which sets of states go on from one environment. */
export interface Step {
  readonly chain: number;
  /** The environment afterwards, but for what histories add. */
  readonly after: number;
  /** The number of the change of face, or 0. */
  readonly change: number;
  /** Whether it leads beyond a bound: then it is counted, and not taken. */
  readonly isBeyond: boolean;
}

/** The transition relation in chains: what `Space.expand` does to a state, done to sets of states. */
export class Steps<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #fields: Fields<V>;
  readonly #events: Events<V>;
  readonly #tick: readonly number[];
  /** By the position of the process that misses a tick, or makes one alone. */
  readonly #missedTick: readonly (readonly number[])[];
  readonly #extraTick: readonly number[];

  constructor(space: Space<V>, fields: Fields<V>, events: Events<V>, relations: Relations) {
    this.#space = space;
    this.#fields = fields;
    this.#events = events;
    const all = Array.from({ length: space.size }, (_, position) => position);
    this.#tick = this.#ticksOf(all, relations);
    this.#missedTick = all.map((position) =>
      this.#ticksOf(
        all.filter((other) => other !== position),
        relations,
      ),
    );
    this.#extraTick = all.map((position) => {
      const links = all.map((other) => {
        const isIt = other === position;
        return [fields.coreOf[other]!, this.#core(other, isIt, isIt ? "armed" : "any")] as const;
      });
      return relations.chain([...links, ...this.#quietChannels(all)]);
    });
  }

  /** The kinds of moves of one process that can be made in an environment. */
  kindsIn(environment: number): readonly MoveKind[] {
    const isCut = this.#space.environments.cutIn[environment]! >= 0;
    const spendings = this.#space.spendings(environment).map(({ kind }) => kind);
    return [moveKinds.free, ...(isCut ? [moveKinds.cutOff] : []), ...spendings];
  }

  /** The steps that can be made from an environment, as far as events are known. */
  of(environment: number): readonly Step[] {
    const { environments, scenario } = this.#space;
    const cut = environments.cutIn[environment]!;
    const steps: Step[] = [];
    const addKind = (kind: MoveKind, after: number, forgets: boolean): void => {
      for (const event of this.#events.byKind[kind]!) {
        if (this.#isOverCut(cut, event) !== (kind === moveKinds.cutOff)) continue;
        const { chain, forgetting, change, isBeyond } = event;
        steps.push({ chain: forgets ? forgetting : chain, after, change, isBeyond });
      }
    };
    const addJoint = (chains: readonly number[], after: number): void => {
      for (const chain of chains) steps.push({ chain, after, change: 0, isBeyond: false });
    };
    addKind(moveKinds.free, environment, false);
    if (cut >= 0) addKind(moveKinds.cutOff, environment, false);
    for (const { kind, after, forgets } of this.#space.spendings(environment)) addKind(kind, after, forgets);
    const has = (budget: number): boolean => (environments.spendable[environment]! & (1 << budget)) !== 0;
    if (has(budgetOf.partitions) && cut < 0) {
      for (let i = 0; i < environments.cuts.length; i++) addJoint([identity], environments.afterCut(environment, i));
    }
    if (has(budgetOf.missedTicks)) {
      addJoint(this.#missedTick.flat(), environments.afterSpending(environment, budgetOf.missedTicks));
    }
    if (has(budgetOf.extraTicks)) {
      addJoint(this.#extraTick, environments.afterSpending(environment, budgetOf.extraTicks));
    }
    if (scenario.timing === "timely") addJoint(this.#tick, environment);
    if (cut >= 0) addJoint([identity], environments.afterHealing(environment));
    return steps;
  }

  #isOverCut(cut: number, { position, from }: Pick<Event, "position" | "from">): boolean {
    if (cut < 0 || from < 0) return false;
    return ((this.#space.environments.cuts[cut]!.unheard[position]! >> from) & 1) === 1;
  }

  /**
   * The ticks that pass for some processes at once: each is quiet, and one has an
   * armed timer. A chain for each process that can be the first of these, so that
   * no tick is in two of them.
   */
  #ticksOf(positions: readonly number[], relations: Relations): readonly number[] {
    return positions.map((first) =>
      relations.chain([
        ...this.#quietChannels(positions),
        ...positions.map((position): readonly [number, Relation] => {
          const timers = position < first ? "unarmed" : position === first ? "armed" : "any";
          return [this.#fields.coreOf[position]!, this.#core(position, true, timers)];
        }),
      ]),
    );
  }

  /** The cores with which a tick may pass, with timers as is asked; and what becomes of them, if it passes for them. */
  #core(position: number, ticks: boolean, timers: "armed" | "unarmed" | "any"): Relation {
    const { cells } = this.#space;
    const { quiet, armed } = cells.tables[position]!;
    return (core) => {
      if (quiet[core] === 0 || (timers !== "any" && (armed[core] === 1) !== (timers === "armed"))) return null;
      return ticks ? cells.afterTick(position, core) : core;
    };
  }

  /** Nothing is in flight to some processes. */
  #quietChannels(positions: readonly number[]): readonly (readonly [number, Relation])[] {
    return this.#fields.channels.flatMap((channel, field) => {
      return channel !== null && positions.includes(channel.to) ? [[field, whereEmpty] as const] : [];
    });
  }
}

const whereEmpty: Relation = (value) => (value === emptyChannel ? value : null);
