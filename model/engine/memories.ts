import type { Claim } from "../../spec/claim.ts";
import type { History } from "../../spec/history.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { View } from "../../spec/world.ts";
import { said, shown } from "../error.ts";
import { canonical, frozen } from "../plain.ts";
import { InputError } from "../scenario.ts";
import type { Glance } from "./face.ts";
import { Interner } from "./interner.ts";
import { PairMap } from "./pair-map.ts";
import type { Register } from "./register.ts";

/** A value of a history variable. */
interface Remembered {
  /** Which history variable it is a value of. */
  readonly history: number;
  readonly value: unknown;
}

/** The values of history variables in numbers: a memory is a number for the values of all of them together. */
export class Memories<V extends Vocabulary> {
  readonly histories: readonly History<V, unknown>[];
  readonly values: Interner<Remembered> = new Interner(rememberedOf);

  readonly #memories = new Interner<readonly number[]>((key) => (key === "" ? [] : key.split(",").map(Number)));
  readonly #glance: Glance;
  /** The value after a change, by value and change: few values of each variable make many memories. */
  readonly #moved = new PairMap();

  constructor(claims: readonly Claim<V>[], glance: Glance) {
    this.histories = historiesOf(claims);
    this.#glance = glance;
  }

  /** What is numbered here; what is built of others stands behind them. */
  get registers(): readonly Register[] {
    return [this.values, this.#memories];
  }

  /** How many memories there are. */
  get size(): number {
    return this.#memories.size;
  }

  /** The memory before anybody started. */
  initial(): number {
    return this.number(
      this.histories.map(({ name, initial }, history) => {
        try {
          return this.remember(history, initial);
        } catch (error) {
          throw new InputError(
            "history-initial",
            `the history variable ${shown(name)} begins badly: ${said(error)}\n  Give it plain data.`,
          );
        }
      }),
    );
  }

  /** The memory that consists of these values. */
  number(values: readonly number[]): number {
    return this.#memories.number(values.join(), () => values);
  }

  /** The numbers of the values of which a memory consists. */
  parts(memory: number): readonly number[] {
    return this.#memories.value(memory);
  }

  /** The value of a history variable in a memory. */
  value(memory: number, history: number): unknown {
    return this.values.value(this.#memories.value(memory)[history]!).value;
  }

  /** The values of the histories, by name. */
  valuesOf(memory: number): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.histories.map(({ name }, i) => [name, this.value(memory, i)]));
  }

  /**
   * The memory after a process went from one view to another.
   *
   * @param change - a number for how it went, the same for the same; without, nothing is kept of what comes out
   */
  moved(memory: number, before: View<V>, after: View<V>, change = -1): number {
    const moved = this.parts(memory).map((value) => {
      const known = change < 0 ? -1 : this.#moved.get(value, change);
      if (known >= 0) return known;
      const found = this.#next(value, before, after);
      if (change >= 0) this.#moved.add(value, change, found);
      return found;
    });
    return this.number(moved);
  }

  #next(number: number, before: View<V>, after: View<V>): number {
    const { history: which, value } = this.values.value(number);
    const history = this.histories[which]!;
    this.#glance.inbox = false;
    let next: number;
    try {
      next = this.remember(which, history.next(value, before, after));
    } catch (error) {
      throw new InputError(
        "history-throws",
        `the history variable ${shown(history.name)} threw ${said(error)}\n  at the value ${shown(value)}\n  Make it answer for every step, with plain data.`,
      );
    }
    if (!this.#glance.inbox) return next;
    throw new InputError(
      "history-inbox",
      "a history variable looked at an inbox\n  A history moves when what can be seen of a process changes: look at status, state and leadership only.",
    );
  }

  /** The number of a value of a history variable. */
  remember(history: number, value: unknown): number {
    return this.rememberText(history, canonical(value));
  }

  /** The number of the value of a history variable that has this canonical text. */
  rememberText(history: number, text: string): number {
    return this.values.number(`${history} ${text}`, () => ({ history, value: frozen(text) }));
  }
}

/** The value that has a key. */
function rememberedOf(key: string): Remembered {
  const end = key.indexOf(" ");
  return { history: Number(key.slice(0, end)), value: frozen(key.slice(end + 1)) };
}

/** The history variables of some claims, each once. */
function historiesOf<V extends Vocabulary>(claims: readonly Claim<V>[]): readonly History<V, unknown>[] {
  const histories = new Map<string, History<V, unknown>>();
  for (const { history } of claims) {
    if (history === undefined) continue;
    const known = histories.get(history.name);
    if (known !== undefined && known !== history) {
      throw new InputError(
        "history-name",
        `two history variables are called ${shown(history.name)}\n  Give each a name of its own, or let the claims share one value.`,
      );
    }
    histories.set(history.name, history);
  }
  return [...histories.values()];
}
