import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Leadership, Protocol } from "../../spec/protocol.ts";
import type { Cluster, Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import { ProtocolError, said, shown } from "../error.ts";
import { canonical, NotPlain } from "../plain.ts";

/** Where a function of a protocol was called: what an error message needs. */
export interface Occasion<V extends Vocabulary> {
  readonly cluster: Cluster<V>;
  readonly state?: V["State"];
  readonly event?: Event<V>;
}

/**
 * Calls a protocol's functions and holds them to their contract.
 *
 * @remarks
 * Each call is made twice, the second time on fresh copies of the input: the
 * answers must be equal, and the input must be left as it was. What comes back
 * must be plain data. Whatever is not so is thrown as a {@link ProtocolError}.
 */
export class OnGuard<V extends Vocabulary> {
  readonly #protocol: Protocol<V>;

  constructor(protocol: Protocol<V>) {
    this.#protocol = protocol;
  }

  /** The canonical text of the state in which a process boots. */
  init(cluster: Cluster<V>, durable: { readonly value: V["Durable"] } | undefined): string {
    const occasion = { cluster };
    return this.#twice("init", occasion, [cluster, ...(durable === undefined ? [] : [durable.value])], (answer) =>
      this.#plain("init", occasion, "the state", answer),
    );
  }

  /** The canonical text of what is durable of `state`. */
  durable(cluster: Cluster<V>, state: V["State"]): string {
    const occasion = { cluster, state };
    return this.#twice("durable", occasion, [state], (answer) =>
      this.#plain("durable", occasion, "the durable value", answer),
    );
  }

  /** The canonical text of a leadership. */
  leadership(cluster: Cluster<V>, state: V["State"]): string {
    const occasion = { cluster, state };
    return this.#twice("leadership", occasion, [cluster, state], (answer) => {
      const text = this.#plain("leadership", occasion, "the leadership", answer);
      const { leader, epoch } = (answer ?? {}) as Partial<Leadership>;
      if (leader !== null && !cluster.processes.includes(leader as number)) {
        throw this.#error("protocol-leadership", "leadership", occasion, [
          `answered ${shown(answer)}: leader must be null or one of the processes ${shown(cluster.processes)}`,
          "Return { leader } or { leader, epoch }.",
        ]);
      }
      if (epoch !== undefined && !Number.isInteger(epoch)) {
        throw this.#error("protocol-leadership", "leadership", occasion, [
          `answered ${shown(answer)}: epoch must be an integer`,
          "Leave epoch out where the protocol has none.",
        ]);
      }
      return text;
    });
  }

  /** How long each timer runs. */
  timers(cluster: Cluster<V>): Readonly<Record<string, Ticks>> {
    const occasion = { cluster };
    const text = this.#twice("timers", occasion, [cluster], (answer) => {
      const plain = this.#plain("timers", occasion, "the table of durations", answer);
      if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
        throw this.#error("protocol-timers", "timers", occasion, [
          `answered ${shown(answer)}`,
          "Return an object with a duration for each timer, {} where there are none.",
        ]);
      }
      for (const [name, duration] of Object.entries(answer)) {
        if (!isDuration(duration)) {
          throw this.#error("protocol-timers", "timers", occasion, [
            `gives the timer ${shown(name)} the duration ${shown(duration)}`,
            `Give an integer of ticks from 1 to ${longest}, or a range [least, most] of such, least first, of at most ${widest} values.`,
          ]);
        }
      }
      return plain;
    });
    return JSON.parse(text) as Readonly<Record<string, Ticks>>;
  }

  /** The canonical text of the next state, and the effects, checked. */
  step(
    cluster: Cluster<V>,
    state: V["State"],
    event: Event<V>,
  ): { readonly state: string; readonly effects: readonly Effect[] } {
    const occasion = { cluster, state, event };
    const text = this.#twice("step", occasion, [cluster, state, event], (answer) => {
      if (!Array.isArray(answer) || answer.length === 0) {
        throw this.#error("protocol-step", "step", occasion, [
          `answered ${shown(answer)}, which is no list of a state and effects`,
          "Return [state, ...effects]; [state] where nothing is to be done.",
        ]);
      }
      const parts: readonly unknown[] = answer;
      const next = this.#plain("step", occasion, "the next state", parts[0]);
      const effects = parts.slice(1).map((effect, i) => this.#effect(occasion, effect, i));
      return `[${[next, ...effects].join(",")}]`;
    });
    const [next, ...effects] = JSON.parse(text) as [unknown, ...Effect[]];
    return { state: canonical(next), effects };
  }

  /**
   * Asks a step once more, long after the first time, and compares.
   *
   * @throws ProtocolError where the answer is another one
   */
  askAgain(occasion: Occasion<V>, first: string): void {
    const { cluster, state, event } = occasion;
    const answer = this.#call("step", occasion, [cluster, state, event]) as readonly unknown[];
    const second = canonicalOrNothing(answer);
    if (second !== first) throw this.#impurity("step", occasion, first, second ?? "null");
  }

  #impurity(name: string, occasion: Occasion<V>, first: string, second: string): ProtocolError {
    return this.#error("protocol-impure", name, occasion, [
      `answered differently the second time:\n    first   ${shown(JSON.parse(first))}\n    second  ${shown(JSON.parse(second))}`,
      "Keep clocks, randomness and anything that outlives a call out of it: time and chance arrive as timeouts.",
    ]);
  }

  #effect(occasion: Occasion<V>, effect: unknown, index: number): string {
    const text = this.#plain("step", occasion, `effect ${index + 1}`, effect);
    const wrong = (...what: string[]): ProtocolError =>
      this.#error("protocol-effect", "step", occasion, [`effect ${index + 1} is ${shown(effect)}`, ...what]);
    const { type, to, timer } = (effect ?? {}) as Record<string, unknown>;
    switch (type) {
      case "send":
        if (!occasion.cluster.processes.includes(to as number)) {
          throw wrong(`There is no process ${shown(to)}: the processes are ${shown(occasion.cluster.processes)}.`);
        }
        if (!("message" in (effect as object))) throw wrong('A send needs a message: { type: "send", to, message }.');
        return text;
      case "setTimer":
      case "cancelTimer": {
        const known = Object.keys(this.#protocol.timers(occasion.cluster));
        if (!known.includes(timer as string)) {
          throw wrong(`There is no timer ${shown(timer)}: timers() names ${shown(known)}. Name every timer there.`);
        }
        return text;
      }
      default:
        throw wrong("Its type must be send, setTimer or cancelTimer.");
    }
  }

  /**
   * Calls a function of the protocol twice and returns what `read` makes of the
   * answer. The first time with the frozen input, so that a change of it throws
   * where it happens; the second time with copies that can be changed, so that
   * even one in sloppy mode is noticed.
   */
  #twice(
    name: "init" | "step" | "durable" | "leadership" | "timers",
    occasion: Occasion<V>,
    input: readonly unknown[],
    read: (answer: unknown) => string,
  ): string {
    const first = read(this.#call(name, occasion, input));
    const texts = input.map(canonical);
    const copies = input.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    const second = read(this.#call(name, occasion, copies));
    const changed = copies.findIndex((copy, i) => canonicalOrNothing(copy) !== texts[i]);
    if (changed >= 0)
      throw this.#mutation(name, occasion, `argument ${changed + 1} is ${shown(copies[changed])} afterwards`);
    if (first !== second) throw this.#impurity(name, occasion, first, second);
    return first;
  }

  #call(
    name: "init" | "step" | "durable" | "leadership" | "timers",
    occasion: Occasion<V>,
    input: readonly unknown[],
  ): unknown {
    try {
      return Reflect.apply(this.#protocol[name], this.#protocol, input) as unknown;
    } catch (error) {
      if (
        error instanceof TypeError &&
        /read.?only|extensible|Cannot (delete|define|redefine|add)/.test(error.message)
      ) {
        throw this.#mutation(name, occasion, error.message + placeOf(error));
      }
      const what = said(error) + (error instanceof Error ? placeOf(error) : "");
      throw this.#error("protocol-throws", name, occasion, [
        `threw ${what}`,
        name === "step"
          ? "Answer every event in every state; where nothing happens, return [state]."
          : "It must not throw.",
      ]);
    }
  }

  #mutation(name: string, occasion: Occasion<V>, what: string): ProtocolError {
    return this.#error("protocol-mutates", name, occasion, [
      `changed its input: ${what}`,
      "Return a new value instead: { ...state, changed: true }.",
    ]);
  }

  #plain(name: string, occasion: Occasion<V>, what: string, value: unknown): string {
    try {
      return canonical(value);
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error;
      throw this.#error("protocol-not-plain", name, occasion, [
        `answered with something that is not plain data: in ${what}, ${error.message}`,
        "Use null, booleans, finite numbers, strings, arrays and plain objects only.",
      ]);
    }
  }

  #error(code: string, name: string, occasion: Occasion<V>, [what, ...remedies]: readonly string[]): ProtocolError {
    const lines = [`${this.#protocol.name}: ${name} ${what}`, `  process  ${occasion.cluster.self}`];
    if (occasion.state !== undefined) lines.push(`  state    ${shown(occasion.state)}`);
    if (occasion.event !== undefined) lines.push(`  event    ${shown(occasion.event)}`);
    return new ProtocolError(code, [...lines, ...remedies.map((remedy) => `  ${remedy}`)].join("\n"));
  }
}

/** The longest duration, in ticks, and how many values a range may have: each is a successor of its own. */
const longest = 1_000_000;
const widest = 1_000;

function isDuration(duration: unknown): duration is Ticks {
  const [least, most] = Array.isArray(duration) && duration.length === 2 ? duration : [duration, duration];
  const areTicks = Number.isInteger(least) && Number.isInteger(most) && least >= 1 && most <= longest;
  return areTicks && most >= least && most - least < widest;
}

function canonicalOrNothing(value: unknown): string | undefined {
  try {
    return canonical(value);
  } catch {
    return undefined;
  }
}

/** Where an error was thrown: the first frame of its stack that names a file, the explorer's own frames passed over. */
function placeOf(error: Error): string {
  const frames = (error.stack ?? "").split("\n").flatMap((line) => {
    const frame = /\bat .*?\(?((?:file:\/\/)?\/[^()\s]+:\d+:\d+)\)?/.exec(line);
    return frame === null || /\/engine\/on-guard\.[jt]s/.test(line) ? [] : [frame[1]!];
  });
  // Where the first frame left is the explorer's as well, the user's own was optimised away or never there.
  const [first] = frames;
  if (first === undefined || /\/model\/engine\//.test(first)) return "";
  return `\n    at ${first.replace(/^file:\/\//, "").replace(/\?[^:]*/, "")}`;
}
