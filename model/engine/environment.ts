import { type Cut, everyCut } from "../fault/partition.ts";
import type { Budgets, Scenario } from "../scenario.ts";
import { Interner } from "./interner.ts";

/** The budgets, in the order in which an environment holds them. */
export const budgetNames: readonly (keyof Budgets)[] = [
  "crashes",
  "restarts",
  "amnesia",
  "losses",
  "duplicates",
  "partitions",
  "requests",
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
};

/** Everything of a global state that belongs to no process, in numbers. */
export interface Environment {
  readonly configuration: number;
  /** What is left of each budget. */
  readonly left: readonly number[];
  /** The number of the cut in force, or -1. */
  readonly cut: number;
  /** The value of each history variable. */
  readonly histories: readonly number[];
}

/**
 * The environments as small integers, and the ways from one to the next as
 * tables, so that the hot loop never looks into one.
 */
export class Environments {
  readonly cuts: readonly Cut[];
  /** The budgets that are not empty, as bits, by environment. */
  readonly spendable: number[] = [];
  /** The cut in force, or -1, by environment. */
  readonly cutIn: number[] = [];
  /** Whether a process that is down may return, by environment: 1 or 0. */
  readonly mayReturn: number[] = [];
  /** The number of the tuple of history values, by environment. */
  readonly memory: number[] = [];

  readonly #initial: Scenario;
  readonly #environments = new Interner<Environment>();
  readonly #memories = new Interner<readonly number[]>();
  readonly #afterSpending: number[][] = budgetNames.map(() => []);
  readonly #afterCut: number[][];
  readonly #afterHealing: number[] = [];

  constructor(scenario: Scenario) {
    this.#initial = scenario;
    this.cuts = scenario.partitions > 0 ? everyCut(scenario.nodes) : [];
    this.#afterCut = this.cuts.map(() => []);
  }

  get size(): number {
    return this.#environments.size;
  }

  value(number: number): Environment {
    return this.#environments.value(number);
  }

  /** The environment before anything has happened. */
  initial(configuration: number, histories: readonly number[]): number {
    return this.#number({ configuration, left: budgetNames.map((name) => this.#initial[name]), cut: -1, histories });
  }

  /** How often each fault has struck. */
  struck(number: number): Budgets {
    const { left } = this.value(number);
    return Object.fromEntries(
      budgetNames.map((name, i) => [name, this.#initial[name] - left[i]!]),
    ) as unknown as Budgets;
  }

  /** After one unit of a budget that is not empty was spent. */
  afterSpending(number: number, budget: number): number {
    return (this.#afterSpending[budget]![number] ??= this.#with(number, ({ left, ...rest }) => ({
      ...rest,
      left: left.map((amount, i) => (i === budget ? amount - 1 : amount)),
    })));
  }

  /** After a cut fell, at the cost of one partition. */
  afterCut(number: number, cut: number): number {
    return (this.#afterCut[cut]![number] ??= this.#with(
      this.afterSpending(number, budgetOf.partitions),
      (environment) => ({
        ...environment,
        cut,
      }),
    ));
  }

  /** After the cut in force healed. */
  afterHealing(number: number): number {
    return (this.#afterHealing[number] ??= this.#with(number, (environment) => ({ ...environment, cut: -1 })));
  }

  /** With other values of the history variables. */
  withHistories(number: number, histories: readonly number[]): number {
    return this.#with(number, (environment) => ({ ...environment, histories }));
  }

  #with(number: number, change: (environment: Environment) => Environment): number {
    return this.#number(change(this.value(number)));
  }

  #number(environment: Environment): number {
    const { configuration, left, cut, histories } = environment;
    const number = this.#environments.number([configuration, ...left, cut, ...histories].join(), () => environment);
    if (number === this.spendable.length) {
      this.spendable.push(left.reduce((bits, amount, i) => (amount > 0 ? bits | (1 << i) : bits), 0));
      this.cutIn.push(cut);
      this.mayReturn.push(left[budgetOf.restarts]! + left[budgetOf.amnesia]! > 0 ? 1 : 0);
      this.memory.push(this.#memories.number(`${configuration}/${histories.join()}`, () => histories));
    }
    return number;
  }
}
