import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { ProtocolError, shown } from "../../error.ts";
import { canonical } from "../../plain.ts";
import { InputError } from "../../scenario.ts";
import type { Journal, Outcome, Stimulus } from "../actors.ts";
import type { Space } from "../space.ts";
import type { Generator } from "./permutations.ts";
import type { Renaming } from "./renaming.ts";

/**
 * Sees that the protocol and the history variables treat all processes alike:
 * whatever they were asked, they are asked again with the names replaced, and
 * must answer the same, with the names replaced.
 *
 * @remarks
 * It is enough to do so for the generators of the permutations, if what is
 * asked then is checked in turn: where f(g x) = g f(x) and f(h g x) = h f(g x)
 * were checked, f(h g x) = h g f(x) follows, and every permutation is a product
 * of generators. So from each question that an exploration asks, all of its
 * images are asked, which are at most the questions that an exploration without
 * symmetry asks; they are kept in the same tables, so that none is asked twice.
 */
export class ProtocolCheck<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #renaming: Renaming<V>;
  readonly #done = { steps: 0, boots: 0, durables: 0, leaderships: 0, moved: 0 };
  #checked = 0;

  constructor(space: Space<V>, renaming: Renaming<V>) {
    this.#space = space;
    this.#renaming = renaming;
  }

  /** Checks what the configurations say of each process: how long timers run, and what may be requested. */
  checkConfigurations(): void {
    const { actors, size, scenario } = this.#space;
    for (let configuration = 0; configuration < actors.configurations.length; configuration++) {
      for (let position = 0; position < size; position++) {
        for (const generator of this.#renaming.permutations.generators) {
          this.#checkTimers(generator, configuration, position);
          if (scenario.requests > 0) this.#checkRequests(generator, configuration, position);
        }
      }
    }
  }

  /** Whether something was asked since the last check. */
  get isDue(): boolean {
    const { steps, boots, durables, leaderships } = this.#space.actors.journal;
    const { moved } = this.#space.watch;
    const asked = steps.length + boots.length + durables.length + leaderships.length + moved.length;
    return asked !== this.#checked;
  }

  /** Checks everything that was asked since the last time. */
  run(): void {
    const { journal } = this.#space.actors;
    const { moved } = this.#space.watch;
    const done = this.#done;
    // Each check may ask for more, which is then checked as well: the lists grow while they are read.
    while (this.isDue) {
      for (; done.boots < journal.boots.length; done.boots++) this.#each(journal.boots[done.boots]!, this.#boot);
      for (; done.durables < journal.durables.length; done.durables++)
        this.#each(journal.durables[done.durables]!, this.#durable);
      for (; done.leaderships < journal.leaderships.length; done.leaderships++)
        this.#each(journal.leaderships[done.leaderships]!, this.#leadership);
      for (; done.steps < journal.steps.length; done.steps++) this.#each(journal.steps[done.steps]!, this.#step);
      for (; done.moved < moved.length; done.moved++) this.#each(moved[done.moved]!, this.#history);
      this.#checked = done.steps + done.boots + done.durables + done.leaderships + done.moved;
    }
  }

  #each<Entry>(entry: Entry, check: (generator: Generator, entry: Entry) => void): void {
    for (const generator of this.#renaming.permutations.generators) check(generator, entry);
  }

  readonly #step = (generator: Generator, entry: Journal["steps"][number]): void => {
    const [configuration, position, local, stimulus, outcome] = entry;
    const { actors } = this.#space;
    const renaming = this.#renaming;
    const [otherConfiguration, otherPosition] = this.#place(generator, configuration, position);
    const otherLocal = renaming.locals.of(generator, local);
    const otherStimulus = this.#stimulus(generator, stimulus);
    const other = actors.step(otherConfiguration, otherPosition, otherLocal, otherStimulus);
    if (this.#textOf(outcome, generator) === this.#textOf(other, null)) return;
    const expected = renaming.locals.of(generator, outcome.local);
    const answer = (local: number, effects: Outcome["effects"]): string =>
      shown([actors.locals.value(local), ...effects]);
    throw this.#error("step", generator, [
      `process ${actors.process(configuration, position)} in the state ${shown(actors.locals.value(local))}`,
      `  at the event ${shown(actors.eventOf(configuration, stimulus))}`,
      `  answered ${answer(outcome.local, outcome.effects)};`,
      `process ${actors.process(otherConfiguration, otherPosition)} in the state ${shown(actors.locals.value(otherLocal))}`,
      `  at the event ${shown(actors.eventOf(otherConfiguration, otherStimulus))}`,
      `  answered ${answer(other.local, other.effects)},`,
      expected === other.local
        ? "  where other effects were to be expected"
        : `  where the state ${shown(actors.locals.value(expected))} was to be expected`,
    ]);
  };

  readonly #boot = (
    generator: Generator,
    [configuration, position, durable, local]: Journal["boots"][number],
  ): void => {
    const { actors } = this.#space;
    const [otherConfiguration, otherPosition] = this.#place(generator, configuration, position);
    const otherDurable = durable < 0 ? durable : this.#renaming.durables.of(generator, durable);
    const other = actors.boot(otherConfiguration, otherPosition, otherDurable);
    const expected = this.#renaming.locals.of(generator, local);
    if (other === expected) return;
    const disk = (number: number): string => (number < 0 ? "nothing" : shown(actors.durables.value(number)));
    throw this.#error("init", generator, [
      `process ${actors.process(configuration, position)} boots with ${disk(durable)} in the state ${shown(actors.locals.value(local))};`,
      `process ${actors.process(otherConfiguration, otherPosition)} boots with ${disk(otherDurable)} in the state ${shown(actors.locals.value(other))},`,
      `  where ${shown(actors.locals.value(expected))} was to be expected`,
    ]);
  };

  readonly #durable = (
    generator: Generator,
    [configuration, position, local, durable]: Journal["durables"][number],
  ): void => {
    const { actors } = this.#space;
    const otherLocal = this.#renaming.locals.of(generator, local);
    const other = actors.durableOf(...this.#place(generator, configuration, position), otherLocal);
    const expected = this.#renaming.durables.of(generator, durable);
    if (other === expected) return;
    throw this.#error("durable", generator, [
      `of the state ${shown(actors.locals.value(local))} it keeps ${shown(actors.durables.value(durable))};`,
      `of the state ${shown(actors.locals.value(otherLocal))} it keeps ${shown(actors.durables.value(other))},`,
      `  where ${shown(actors.durables.value(expected))} was to be expected`,
    ]);
  };

  readonly #leadership = (
    generator: Generator,
    [configuration, position, local, leadership]: Journal["leaderships"][number],
  ): void => {
    const { actors } = this.#space;
    const [otherConfiguration, otherPosition] = this.#place(generator, configuration, position);
    const otherLocal = this.#renaming.locals.of(generator, local);
    const other = actors.leadershipOf(otherConfiguration, otherPosition, otherLocal);
    const expected = this.#renaming.leadership(generator, leadership);
    if (canonical(other) === canonical(expected)) return;
    throw this.#error("leadership", generator, [
      `process ${actors.process(configuration, position)} in the state ${shown(actors.locals.value(local))} has ${shown(leadership)};`,
      `process ${actors.process(otherConfiguration, otherPosition)} in the state ${shown(actors.locals.value(otherLocal))} has ${shown(other)},`,
      `  where ${shown(expected)} was to be expected`,
    ]);
  };

  readonly #history = (generator: Generator, [memory, number, after]: readonly [number, number, number]): void => {
    const { watch } = this.#space;
    const renaming = this.#renaming;
    const change = watch.change(number);
    const other = watch.memoryAfter(
      renaming.memory(generator, memory),
      watch.changeOf(
        renaming.permutations.moved(generator, change.position),
        renaming.face(generator, change.before),
        renaming.face(generator, change.after),
      ),
    );
    const expected = renaming.memory(generator, after);
    if (other === expected) return;
    const { memories } = watch;
    const history = memories.parts(other).findIndex((value, i) => value !== memories.parts(expected)[i]);
    throw new InputError(
      "symmetry-history",
      `the history variable ${shown(memories.histories[history]!.name)} tells processes apart\n  from ${shown(memories.value(memory, history))} it came to ${shown(memories.value(after, history))};\n  with ${this.#inWords(generator)} it came to ${shown(memories.value(other, history))},\n  where ${shown(memories.value(expected, history))} was to be expected\n  Compare names for equality only, and see that rename keeps the order of what is sorted; or explore without symmetry.`,
    );
  };

  #checkTimers(generator: Generator, configuration: number, position: number): void {
    const { actors } = this.#space;
    const [otherConfiguration, otherPosition] = this.#place(generator, configuration, position);
    const table = (timers: ReturnType<typeof actors.durations>): object =>
      Object.fromEntries([...timers].map(([timer, ticks]) => [actors.timerNames.value(timer), ticks]));
    const one = table(actors.durations(configuration, position));
    const other = table(actors.durations(otherConfiguration, otherPosition));
    if (canonical(one) === canonical(other)) return;
    throw this.#error("timers", generator, [
      `process ${actors.process(configuration, position)} has ${shown(one)};`,
      `process ${actors.process(otherConfiguration, otherPosition)} has ${shown(other)}`,
    ]);
  }

  #checkRequests(generator: Generator, configuration: number, position: number): void {
    const { actors } = this.#space;
    const [otherConfiguration, otherPosition] = this.#place(generator, configuration, position);
    const expected = actors.requests(configuration, position).map((request) => this.#request(generator, request));
    const other = actors.requests(otherConfiguration, otherPosition);
    const sorted = (requests: readonly unknown[]): string => canonical(requests.map(canonical).sort());
    if (sorted(expected) === sorted(other)) return;
    throw this.#error("requests", generator, [
      `process ${actors.process(configuration, position)} may be asked for ${shown(actors.requests(configuration, position))};`,
      `process ${actors.process(otherConfiguration, otherPosition)} may be asked for ${shown(other)}`,
    ]);
  }

  #place(generator: Generator, configuration: number, position: number): readonly [number, number] {
    const { configurations, permutations } = this.#renaming;
    return [configurations.of(generator, configuration), permutations.moved(generator, position)];
  }

  #stimulus(generator: Generator, stimulus: Stimulus): Stimulus {
    switch (stimulus.type) {
      case "receive":
        return { type: "receive", envelope: this.#renaming.envelopes.of(generator, stimulus.envelope) };
      case "request":
        return { type: "request", request: this.#request(generator, stimulus.request) };
      default:
        return stimulus;
    }
  }

  #request(generator: Generator, request: unknown): unknown {
    const { requestValues, requests } = this.#renaming;
    return requestValues.value(
      requests.of(
        generator,
        requestValues.number(canonical(request), () => request),
      ),
    );
  }

  /** What a step comes to, with names replaced or as it is; between receivers, and between timers, there is no order. */
  #textOf({ local, sends, timers }: Outcome, generator: Generator | null): string {
    const renaming = this.#renaming;
    const byReceiver = new Map<number, number[]>();
    for (const [to, envelope] of sends) {
      const receiver = generator === null ? to : renaming.permutations.moved(generator, to);
      const sent = generator === null ? envelope : renaming.envelopes.of(generator, envelope);
      byReceiver.set(receiver, [...(byReceiver.get(receiver) ?? []), sent]);
    }
    const state = generator === null ? local : renaming.locals.of(generator, local);
    const inOrder = ([a]: readonly [number, unknown], [b]: readonly [number, unknown]): number => a - b;
    return JSON.stringify([state, [...byReceiver].sort(inOrder), [...timers].sort(inOrder)]);
  }

  #inWords(generator: Generator): string {
    const processes = this.#space.actors.configurations[0]!.processes;
    const { permutations } = this.#renaming;
    return processes
      .map((process, i) => `${process} renamed ${processes[permutations.moved(generator, i)]}`)
      .join(", ");
  }

  #error(name: string, generator: Generator, lines: readonly string[]): ProtocolError {
    return new ProtocolError(
      "symmetry-protocol",
      [
        `${this.#space.name}: ${name} tells processes apart, or symmetry does not rename all of them (${this.#inWords(generator)})`,
        ...lines.map((line) => `  ${line}`),
        "  Compare names for equality only, see that symmetry renames every name in a value, or explore without symmetry.",
      ].join("\n"),
    );
  }
}
