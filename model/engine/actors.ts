import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Leadership } from "../../spec/protocol.ts";
import type { Cluster, Configuration, ProcessId, Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import { said, shown } from "../error.ts";
import { canonical, frozen, NotPlain } from "../plain.ts";
import { InputError } from "../scenario.ts";
import { Interner } from "./interner.ts";
import { type Occasion, OnGuard } from "./on-guard.ts";
import type { Register } from "./register.ts";

/** A message with its sender, as an inbox holds it: the sender's position, and the message's number. */
export interface Envelope {
  readonly from: number;
  readonly message: number;
}

/** What happens to a process, in numbers. */
export type Stimulus =
  | { readonly type: "start" }
  | { readonly type: "receive"; readonly envelope: number }
  | { readonly type: "timeout"; readonly timer: number }
  | { readonly type: "request"; readonly request: unknown };

/** What a step came to, in numbers. */
export interface Outcome {
  readonly local: number;
  /** In the order of sending: the receiver's position, and the envelope. */
  readonly sends: readonly (readonly [to: number, envelope: number])[];
  /** The same sorted, once and not for every cell: the envelopes to itself, */
  readonly toSelf: readonly number[];
  /** and those to others, by the receiver's position. */
  readonly toOthers: ReadonlyMap<number, readonly number[]>;
  /** For each timer that the step touched: whether it is armed after the step. */
  readonly timers: ReadonlyMap<number, boolean>;
  readonly effects: readonly Effect[];
}

/** What the protocol was asked, and what it answered, in numbers: by kind, in the order of asking. */
export interface Journal {
  readonly steps: (readonly [
    configuration: number,
    position: number,
    local: number,
    stimulus: Stimulus,
    outcome: Outcome,
  ])[];
  readonly boots: (readonly [configuration: number, position: number, durable: number, local: number])[];
  readonly durables: (readonly [configuration: number, position: number, local: number, durable: number])[];
  readonly leaderships: (readonly [configuration: number, position: number, local: number, leadership: Leadership])[];
}

/**
 * The processes as the engine meets them: their states, messages and steps in
 * numbers. Behind each number stands a frozen value, and the protocol's
 * functions are called once per distinct input (and once more, on guard).
 */
export class Actors<V extends Vocabulary> {
  readonly configurations: readonly Configuration<V>[];
  readonly locals: Interner<V["State"]> = new Interner(frozen<V["State"]>);
  readonly durables: Interner<V["Durable"]> = new Interner(frozen<V["Durable"]>);
  readonly messages: Interner<V["Message"]> = new Interner(frozen<V["Message"]>);
  readonly envelopes: Interner<Envelope> = new Interner(envelopeOf);
  readonly timerNames: Interner<string> = new Interner((name) => name);
  readonly journal: Journal = { steps: [], boots: [], durables: [], leaderships: [] };

  readonly #model: Model<V>;
  readonly #guard: OnGuard<V>;
  readonly #clusters: readonly (readonly Cluster<V>[])[];
  readonly #durations: readonly (readonly ReadonlyMap<number, Ticks>[])[];
  /** The steps that were taken here or elsewhere, where several searches share their numbers: see {@link Actors.tellSteps}. */
  readonly #stepsOfAll = new Interner<null>(() => null);
  readonly #outcomes = new Map<string, Outcome>();
  readonly #durableOf = new Map<number, number>();
  readonly #boots = new Map<string, number>();
  readonly #leaderships = new Map<string, Leadership>();

  constructor(model: Model<V>, configurations: readonly Configuration<V>[]) {
    this.#model = model;
    this.#guard = new OnGuard(model.protocol);
    this.configurations = configurations;
    this.#clusters = configurations.map((configuration) =>
      configuration.processes.map((self) => frozen<Cluster<V>>(canonical({ ...configuration, self }))),
    );
    this.#durations = this.#clusters.map((clusters) => clusters.map((cluster) => this.#timersOf(cluster)));
  }

  /** How many distinct steps were taken: pairs of a local state and an event. */
  get steps(): number {
    return Math.max(this.#outcomes.size, this.#stepsOfAll.size);
  }

  /** What is numbered here; what is built of others stands behind them. */
  get registers(): readonly Register[] {
    return [this.timerNames, this.locals, this.durables, this.messages, this.envelopes, this.#stepsOfAll];
  }

  /** Tells all who share the numbers which steps were taken here: several may have taken the same. */
  tellSteps(): void {
    for (const key of this.#outcomes.keys()) this.#stepsOfAll.number(key, () => null);
  }

  cluster(configuration: number, position: number): Cluster<V> {
    return this.#clusters[configuration]![position]!;
  }

  process(configuration: number, position: number): ProcessId {
    return this.#clusters[configuration]![position]!.self;
  }

  /** How long the timers run there, by their numbers. */
  durations(configuration: number, position: number): ReadonlyMap<number, Ticks> {
    return this.#durations[configuration]![position]!;
  }

  /** How long `timer` runs there. */
  duration(configuration: number, position: number, timer: number): Ticks {
    return this.#durations[configuration]![position]!.get(timer)!;
  }

  /** The local state in which a process boots: with the durable value of that number, or with nothing (-1). */
  boot(configuration: number, position: number, durable: number): number {
    const key = `${configuration}/${position}/${durable}`;
    const known = this.#boots.get(key);
    if (known !== undefined) return known;
    const cluster = this.cluster(configuration, position);
    const local = this.#intern(
      this.locals,
      this.#guard.init(cluster, durable < 0 ? undefined : { value: this.durables.value(durable) }),
    );
    this.#boots.set(key, local);
    this.journal.boots.push([configuration, position, durable, local]);
    return local;
  }

  /** What of a local state is durable. */
  durableOf(configuration: number, position: number, local: number): number {
    const known = this.#durableOf.get(local);
    if (known !== undefined) return known;
    const text = this.#guard.durable(this.cluster(configuration, position), this.locals.value(local));
    const durable = this.#intern(this.durables, text);
    this.#durableOf.set(local, durable);
    this.journal.durables.push([configuration, position, local, durable]);
    return durable;
  }

  /** Whom a process in this local state takes for the leader. */
  leadershipOf(configuration: number, position: number, local: number): Leadership {
    const key = `${configuration}/${position}/${local}`;
    const known = this.#leaderships.get(key);
    if (known !== undefined) return known;
    const text = this.#guard.leadership(this.cluster(configuration, position), this.locals.value(local));
    const leadership = frozen<Leadership>(text);
    this.#leaderships.set(key, leadership);
    this.journal.leaderships.push([configuration, position, local, leadership]);
    return leadership;
  }

  /** The step of a process in this local state. The reducer is asked once per distinct input. */
  step(configuration: number, position: number, local: number, stimulus: Stimulus): Outcome {
    const key = `${configuration}/${position}/${local}/${keyOf(stimulus)}`;
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const cluster = this.cluster(configuration, position);
    const occasion = { cluster, state: this.locals.value(local), event: this.eventOf(configuration, stimulus) };
    const answer = this.#guard.step(occasion.cluster, occasion.state, occasion.event);
    const outcome = this.#outcome(occasion, position, answer);
    this.#outcomes.set(key, outcome);
    this.journal.steps.push([configuration, position, local, stimulus, outcome]);
    return outcome;
  }

  /**
   * Asks some of the steps once more, the last first: what reads a clock, or
   * remembers its calls, answers alike twice in a row, but not later.
   *
   * @param most - how many steps at most, evenly spread
   * @throws ProtocolError where one is answered differently
   */
  askAgain(most: number): void {
    const { steps } = this.journal;
    const stride = Math.max(1, Math.ceil(steps.length / most));
    for (let i = steps.length - 1; i >= 0; i -= stride) {
      const [configuration, position, local, stimulus, outcome] = steps[i]!;
      const state = this.locals.value(local);
      const event = this.eventOf(configuration, stimulus);
      const first = canonical([this.locals.value(outcome.local), ...outcome.effects]);
      this.#guard.askAgain({ cluster: this.cluster(configuration, position), state, event }, first);
    }
  }

  eventOf(configuration: number, stimulus: Stimulus): Event<V> {
    switch (stimulus.type) {
      case "start":
        return { type: "start" };
      case "receive": {
        const { from, message } = this.envelopes.value(stimulus.envelope);
        return { type: "receive", from: this.process(configuration, from), message: this.messages.value(message) };
      }
      case "timeout":
        return { type: "timeout", timer: this.timerNames.value(stimulus.timer) };
      case "request":
        return { type: "request", request: stimulus.request };
    }
  }

  /** What the outside may ask of this process. */
  requests(configuration: number, position: number): readonly unknown[] {
    const process = this.process(configuration, position);
    const wrong = (what: string): InputError =>
      new InputError(
        "model-requests",
        `${this.#model.protocol.name}: requests(${process}) ${what}\n  Return a list of plain values, [] where nothing is asked of this process.`,
      );
    let offered: unknown;
    try {
      offered = this.#model.requests?.(process, this.configurations[configuration]!) ?? [];
    } catch (error) {
      throw wrong(`threw ${said(error)}`);
    }
    if (!Array.isArray(offered)) throw wrong(`gave ${shown(offered)}`);
    try {
      return [...new Set((offered as readonly unknown[]).map(canonical))].map((text) => frozen(text));
    } catch (error) {
      throw wrong(`gave ${shown(offered)}: ${error instanceof NotPlain ? error.message : said(error)}`);
    }
  }

  #outcome(occasion: Occasion<V>, position: number, answer: { state: string; effects: readonly Effect[] }): Outcome {
    const { processes } = occasion.cluster;
    const timers = new Map<number, boolean>();
    const sends: (readonly [number, number])[] = [];
    const toSelf: number[] = [];
    const toOthers = new Map<number, number[]>();
    for (const effect of answer.effects) {
      if (effect.type === "send") {
        const message = this.#intern(this.messages, canonical(effect.message));
        const to = processes.indexOf(effect.to);
        const envelope = this.envelope(position, message);
        sends.push([to, envelope]);
        if (to === position) toSelf.push(envelope);
        else toOthers.set(to, [...(toOthers.get(to) ?? []), envelope]);
      } else {
        timers.set(this.#timer(effect.timer), effect.type === "setTimer");
      }
    }
    return { local: this.#intern(this.locals, answer.state), sends, toSelf, toOthers, timers, effects: answer.effects };
  }

  /** The number of a message with its sender. */
  envelope(from: number, message: number): number {
    return this.envelopes.number(`${from}/${message}`, () => ({ from, message }));
  }

  #timer(name: string): number {
    return this.timerNames.number(name, () => name);
  }

  #intern<T>(values: Interner<T>, text: string): number {
    return values.number(text, () => frozen<T>(text));
  }

  #timersOf(cluster: Cluster<V>): ReadonlyMap<number, Ticks> {
    const durations = Object.entries<Ticks>(this.#guard.timers(cluster));
    return new Map(durations.map(([name, duration]) => [this.#timer(name), duration]));
  }
}

function keyOf(stimulus: Stimulus): string {
  switch (stimulus.type) {
    case "start":
      return "start";
    case "receive":
      return `receive ${stimulus.envelope}`;
    case "timeout":
      return `timeout ${stimulus.timer}`;
    case "request":
      return `request ${canonical(stimulus.request)}`;
  }
}

/** An envelope as its key says it. */
function envelopeOf(key: string): Envelope {
  const [from, message] = key.split("/").map(Number);
  return { from: from!, message: message! };
}
