import type { Event } from "../../../spec/event.ts";
import type { History } from "../../../spec/history.ts";
import type { Model } from "../../../spec/model.ts";
import type { Leadership } from "../../../spec/protocol.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import type { View } from "../../../spec/world.ts";
import { ProtocolError, shown } from "../../error.ts";
import { canonical, frozen } from "../../plain.ts";
import { InputError } from "../../scenario.ts";
import type { Journal, Stimulus } from "../actors.ts";
import { PairMap } from "../pair-map.ts";
import type { Space } from "../space.ts";
import type { Change } from "../watch.ts";
import type { RelativeEpochs } from "./relative.ts";
import { shiftBy } from "./shifting.ts";

/** By how much epochs are raised to see whether anything changes: by the least, and by more than anybody counts to. */
const raises = [1, 1_000] as const;

/**
 * Tries out that the protocol and the history variables treat all epochs alike:
 * whatever they were asked, they are asked again with all epochs higher, by 1 and
 * by 1,000, and must answer the same, with all epochs higher.
 *
 * @remarks
 * That is evidence and no proof: a protocol in which the epoch 57 is special is
 * not found out. One that compares an epoch with a number, or takes it modulo
 * one, is.
 */
export class EpochsCheck<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #model: Model<V>;
  readonly #relative: RelativeEpochs<V>;
  /** The values of history variables whose changes were tried, by value and change. */
  readonly #tried = new PairMap();
  readonly #done = { steps: 0, boots: 0, durables: 0, leaderships: 0, moved: 0 };

  constructor(space: Space<V>, model: Model<V>, relative: RelativeEpochs<V>) {
    this.#space = space;
    this.#model = model;
    this.#relative = relative;
  }

  /** Tries everything that was asked since the last time. */
  run(): void {
    const { journal } = this.#space.actors;
    const { moved } = this.#space.watch;
    const done = this.#done;
    for (; done.steps < journal.steps.length; done.steps++) this.#step(journal.steps[done.steps]!);
    for (; done.boots < journal.boots.length; done.boots++) this.#boot(journal.boots[done.boots]!);
    for (; done.durables < journal.durables.length; done.durables++) this.#durable(journal.durables[done.durables]!);
    for (; done.leaderships < journal.leaderships.length; done.leaderships++)
      this.#leadership(journal.leaderships[done.leaderships]!);
    for (; done.moved < moved.length; done.moved++) this.#history(moved[done.moved]!);
  }

  #step([configuration, position, local, stimulus, outcome]: Journal["steps"][number]): void {
    const { actors } = this.#space;
    const cluster = actors.cluster(configuration, position);
    const before = actors.locals.value(local);
    const event = actors.eventOf(configuration, stimulus) as Event<V>;
    for (const by of raises) {
      const asked = this.#raisedEvent(event, stimulus, by);
      const answered = this.#model.protocol.step(cluster, this.#raised("state", before, by), asked);
      const [state, ...effects] = answered;
      const expected = [
        this.#raised("state", actors.locals.value(outcome.local), by),
        ...outcome.effects.map((effect) =>
          effect.type === "send" ? { ...effect, message: this.#raised("message", effect.message, by) } : effect,
        ),
      ];
      if (canonical([state, ...effects]) === canonical(expected)) continue;
      throw this.#error("step", by, [
        `process ${cluster.self} in the state ${shown(before)}`,
        `  at the event ${shown(event)}`,
        `  answered ${shown([actors.locals.value(outcome.local), ...outcome.effects])};`,
        `with epochs higher by ${by} it answered ${shown(answered)},`,
        `  where ${shown(expected)} was to be expected`,
      ]);
    }
  }

  #boot([configuration, position, durable, local]: Journal["boots"][number]): void {
    // The first boot is where epochs begin.
    if (durable < 0) return;
    const { actors } = this.#space;
    const cluster = actors.cluster(configuration, position);
    const disk = actors.durables.value(durable);
    const state = actors.locals.value(local);
    for (const by of raises) {
      const booted = this.#model.protocol.init(cluster, this.#raised("durable", disk, by));
      this.#compare("init", by, disk, state, booted, this.#raised("state", state, by));
    }
  }

  #durable([, , local, durable]: Journal["durables"][number]): void {
    const { actors } = this.#space;
    const state = actors.locals.value(local);
    const disk = actors.durables.value(durable);
    for (const by of raises) {
      const kept = this.#model.protocol.durable(this.#raised("state", state, by));
      this.#compare("durable", by, state, disk, kept, this.#raised("durable", disk, by));
    }
  }

  #leadership([configuration, position, local, leadership]: Journal["leaderships"][number]): void {
    const { actors } = this.#space;
    const cluster = actors.cluster(configuration, position);
    const state = actors.locals.value(local);
    for (const by of raises) {
      const other = this.#model.protocol.leadership(cluster, this.#raised("state", state, by));
      this.#compare("leadership", by, state, leadership, other, raisedLeadership(leadership, by));
    }
  }

  #history([memory, number, after]: readonly [number, number, number]): void {
    const { watch } = this.#space;
    const { memories } = watch;
    const parts = memories.parts(memory);
    for (const [i, value] of parts.entries()) {
      // The same value is part of many memories.
      if (this.#tried.get(value, number) >= 0) continue;
      this.#tried.add(value, number, 0);
      this.#move(memories.histories[i]!, watch.change(number), memories.value(memory, i), memories.value(after, i));
    }
  }

  #move(history: History<V, unknown>, change: Change, value: unknown, after: unknown): void {
    for (const by of raises) {
      const [before, then] = [change.before, change.after].map((face) => this.#raisedView(face, by));
      const shifted = history.shift!(value, shiftBy(by));
      const other = history.next(shifted, before!, then!);
      // Mostly nothing happens to it, here as there.
      if (other === shifted && after === value) continue;
      const expected = history.shift!(after, shiftBy(by));
      if (canonical(other) === canonical(expected)) continue;
      throw new InputError(
        "epochs-history",
        `the history variable ${shown(history.name)} tells epochs apart\n  from ${shown(value)} it came to ${shown(after)};\n  with epochs higher by ${by} it came to ${shown(other)},\n  where ${shown(expected)} was to be expected\n  Look at differences of epochs only, and see that shift replaces every epoch; or explore without relative epochs.`,
      );
    }
  }

  /** A view of a face whose epochs are all higher. */
  #raisedView(face: number, by: number): View<V> {
    const view = this.#space.faces.view(face);
    const { process, cluster, status, leadership, state } = view;
    const durable = view.status === "down" ? view.durable : undefined;
    return {
      process,
      cluster,
      status,
      leadership: raisedLeadership(leadership, by),
      inbox: [],
      ...(state === undefined ? {} : { state: this.#raised("state", state, by) }),
      ...(durable === undefined ? {} : { durable: this.#raised("durable", durable, by) }),
    } as unknown as View<V>;
  }

  #raisedEvent(event: Event<V>, { type }: Stimulus, by: number): Event<V> {
    if (type !== "receive" || event.type !== "receive") return event;
    return { ...event, message: this.#raised("message", event.message, by) };
  }

  #raised<T>(part: "state" | "message" | "durable", value: T, by: number): T {
    return frozen(this.#relative.shifting.text(part, value, shiftBy(by)));
  }

  #compare(name: string, by: number, asked: unknown, answered: unknown, other: unknown, expected: unknown): void {
    if (canonical(other) === canonical(expected)) return;
    throw this.#error(name, by, [
      `of ${shown(asked)} it made ${shown(answered)};`,
      `with epochs higher by ${by} it made ${shown(other)},`,
      `  where ${shown(expected)} was to be expected`,
    ]);
  }

  #error(name: string, by: number, lines: readonly string[]): ProtocolError {
    return new ProtocolError(
      "epochs-protocol",
      [
        `${this.#space.name}: ${name} tells epochs apart, or epochs does not shift all of them (tried with all higher by ${by})`,
        ...lines.map((line) => `  ${line}`),
        "  Compare epochs with each other only, see that epochs shifts every one in a value, or explore without relative epochs.",
      ].join("\n"),
    );
  }
}

function raisedLeadership(leadership: Leadership, by: number): Leadership {
  return leadership.epoch === undefined ? leadership : { ...leadership, epoch: leadership.epoch + by };
}
