import { type Cut, everyCut } from "../fault/partition.ts";
import type { Budgets, Scenario } from "../scenario.ts";
import { Interner } from "./interner.ts";
import { PairMap } from "./pair-map.ts";
import type { Register } from "./register.ts";

/** The budgets, in the order in which an environment holds them. */
export const budgetNames: readonly (keyof Budgets)[] = [
  "crashes",
  "restarts",
  "amnesia",
  "losses",
  "duplicates",
  "partitions",
  "requests",
  "missedTicks",
  "extraTicks",
  "tornSteps",
  "lostWrites",
];

/** The number of a budget. */
export const budgetOf: Readonly<Record<keyof Budgets, number>> = {
  crashes: 0,
  restarts: 1,
  amnesia: 2,
  losses: 3,
  duplicates: 4,
  partitions: 5,
  requests: 6,
  missedTicks: 7,
  extraTicks: 8,
  tornSteps: 9,
  lostWrites: 10,
};

/** Everything of a global state that belongs to no process and is no history, in numbers. */
export interface Ground {
  readonly configuration: number;
  /** What is left of each budget. */
  readonly left: readonly number[];
  /** The number of the cut in force, or -1. */
  readonly cut: number;
}

/**
 * The environments as small integers, and the ways from one to the next as
 * tables, so that the hot loop never looks into one.
 *
 * @remarks
 * An environment is a ground and a memory, which is a number for the values of
 * all history variables together. There are few grounds and may be many
 * memories, so that the tables of ways are by ground.
 */
export class Environments {
  readonly cuts: readonly Cut[];
  /** The budgets that are not empty, as bits, by environment. */
  readonly spendable: number[] = [];
  /** The cut in force, or -1, by environment. */
  readonly cutIn: number[] = [];
  /** By environment: 2 where a cut is in force, 1 where a budget is left, 0 where there is neither. */
  readonly kinds: number[] = [];
  /** Whether a process that is down may return, by environment: 1 or 0. */
  readonly mayReturn: number[] = [];
  /** The number of the history variables' values together, by environment. */
  readonly memory: number[] = [];

  readonly #initial: Scenario;
  readonly #grounds = new Interner<Ground>(groundOf);
  readonly #groundOf: number[] = [];
  readonly #numbers = new PairMap();
  #enter: ((key: string) => void) | null = null;
  readonly #afterSpending: number[][] = budgetNames.map(() => []);
  readonly #afterCut: number[][];
  readonly #afterHealing: number[] = [];

  constructor(scenario: Scenario) {
    this.#initial = scenario;
    this.cuts = scenario.partitions > 0 ? everyCut(scenario.nodes) : [];
    this.#afterCut = this.cuts.map(() => []);
  }

  get size(): number {
    return this.memory.length;
  }

  /** What is numbered here; what is built of others stands behind them. */
  get registers(): readonly Register[] {
    const parts = (key: string): [number, number] => key.split("/").map(Number) as [number, number];
    const environments: Register = {
      keys: () => this.memory.map((memory, number) => `${this.#groundOf[number]!}/${memory}`),
      has: (key) => this.#numbers.get(...parts(key)) >= 0,
      learn: (key) => this.#add(...parts(key)),
      shareBy: (enter) => {
        this.#enter = enter;
      },
    };
    return [this.#grounds, environments];
  }

  /** What of an environment is no history. */
  ground(number: number): Ground {
    return this.#grounds.value(this.#groundOf[number]!);
  }

  /** The environment before anything has happened. */
  initial(configuration: number, memory: number): number {
    const left = budgetNames.map((name) => this.#initial[name]);
    return this.#number(this.#ground({ configuration, left, cut: -1 }), memory);
  }

  /** How often each fault has struck. */
  struck(number: number): Budgets {
    const { left } = this.ground(number);
    return Object.fromEntries(
      budgetNames.map((name, i) => [name, this.#initial[name] - left[i]!]),
    ) as unknown as Budgets;
  }

  /** After one unit of a budget that is not empty was spent. */
  afterSpending(number: number, budget: number): number {
    return this.#onOtherGround(number, this.#afterSpending[budget]!, ({ left, ...rest }) => ({
      ...rest,
      left: left.map((amount, i) => (i === budget ? amount - 1 : amount)),
    }));
  }

  /**
   * After a crash in the middle of a step.
   *
   * @param budget - what the step costs itself, or null
   * @returns -1 where something of it is not left
   */
  afterTearing(number: number, budget: number | null): number {
    let after = number;
    for (const spent of [budgetOf.crashes, budgetOf.tornSteps, budget]) {
      if (spent === null) continue;
      if ((this.spendable[number]! & (1 << spent)) === 0) return -1;
      after = this.afterSpending(after, spent);
    }
    return after;
  }

  /** After a cut fell, at the cost of one partition. */
  afterCut(number: number, cut: number): number {
    const after = this.afterSpending(number, budgetOf.partitions);
    return this.#onOtherGround(after, this.#afterCut[cut]!, (ground) => ({ ...ground, cut }));
  }

  /** After the cut in force healed. */
  afterHealing(number: number): number {
    return this.#onOtherGround(number, this.#afterHealing, (ground) => ({ ...ground, cut: -1 }));
  }

  /** The environment of a ground and a memory. */
  number(ground: Ground, memory: number): number {
    return this.#number(this.#ground(ground), memory);
  }

  /** With other values of the history variables. */
  withMemory(number: number, memory: number): number {
    return this.#number(this.#groundOf[number]!, memory);
  }

  /** The environment with the same memory on the ground that a table names, or that `change` leads to. */
  #onOtherGround(number: number, table: number[], change: (ground: Ground) => Ground): number {
    const before = this.#groundOf[number]!;
    const after = (table[before] ??= this.#ground(change(this.#grounds.value(before))));
    return this.#number(after, this.memory[number]!);
  }

  #ground(ground: Ground): number {
    const { configuration, left, cut } = ground;
    return this.#grounds.number([configuration, ...left, cut].join(), () => ground);
  }

  #number(ground: number, memory: number): number {
    const known = this.#numbers.get(ground, memory);
    if (known >= 0) return known;
    if (this.#enter === null) this.#add(ground, memory);
    else this.#enter(`${ground}/${memory}`);
    return this.#numbers.get(ground, memory);
  }

  #add(ground: number, memory: number): void {
    const number = this.size;
    this.#numbers.add(ground, memory, number);
    const { left, cut } = this.#grounds.value(ground);
    this.#groundOf.push(ground);
    this.spendable.push(left.reduce((bits, amount, i) => (amount > 0 ? bits | (1 << i) : bits), 0));
    this.cutIn.push(cut);
    this.kinds.push(cut >= 0 ? 2 : this.spendable[number]! > 0 ? 1 : 0);
    this.mayReturn.push(left[budgetOf.restarts]! + left[budgetOf.amnesia]! > 0 ? 1 : 0);
    this.memory.push(memory);
  }
}

/** The ground that has a key. */
function groundOf(key: string): Ground {
  const [configuration, ...rest] = key.split(",").map(Number);
  return { configuration: configuration!, left: rest.slice(0, -1), cut: rest.at(-1)! };
}
