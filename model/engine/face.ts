import type { Leadership } from "../../spec/protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import type { Envelope, View } from "../../spec/world.ts";
import type { Actors } from "./actors.ts";
import type { Cell } from "./cell.ts";
import { Interner } from "./interner.ts";

/**
 * What a predicate looked at, so that the engine knows what its answer depends
 * on and need not ask again.
 */
export interface Glance {
  /** It looked at a state or a durable value, not only at statuses and leaderships. */
  state: boolean;
  /** It looked at messages in flight. */
  inbox: boolean;
  /** It looked at the faults or the partition. */
  environment: boolean;
  /** It looked at the history. */
  history: boolean;
  /** It looked at anything else of the world. */
  world: boolean;
  /** The messages in flight to the process at a position, as things stand, or as they stood before the step. */
  inboxAt(position: number, time: Time): readonly Envelope[];
}

/** Whether a view is of the state that is looked at, or of the one before the step that led to it. */
export type Time = "now" | "before";

/**
 * What can be seen of one process: its status and its local state, but neither
 * its timers nor its inbox. Many cells share a face.
 */
class Face<V extends Vocabulary> {
  readonly process: ProcessId;
  readonly cluster: Cluster<V>;
  readonly status: "waiting" | "up" | "down";
  readonly leadership: Leadership;
  readonly #position: number;
  readonly #state: V["State"] | undefined;
  readonly #durable: V["Durable"] | undefined;
  readonly #glance: Glance;
  readonly #time: Time;

  constructor(
    glance: Glance,
    position: number,
    time: Time,
    seen: {
      readonly cluster: Cluster<V>;
      readonly status: "waiting" | "up" | "down";
      readonly leadership: Leadership;
      readonly state?: V["State"];
      readonly durable?: V["Durable"];
    },
  ) {
    this.process = seen.cluster.self;
    this.cluster = seen.cluster;
    this.status = seen.status;
    this.leadership = seen.leadership;
    this.#position = position;
    this.#state = seen.state;
    this.#durable = seen.durable;
    this.#glance = glance;
    this.#time = time;
  }

  get state(): V["State"] | undefined {
    this.#glance.state = true;
    return this.#state;
  }

  get durable(): V["Durable"] | undefined {
    this.#glance.state = true;
    return this.#durable;
  }

  get inbox(): readonly Envelope[] {
    this.#glance.inbox = true;
    return this.#glance.inboxAt(this.#position, this.#time);
  }
}

/** The faces as small integers, and coarser: what is left of them when only status and leadership are looked at. */
export class Faces<V extends Vocabulary> {
  /** The number of what can be seen of a face without looking at its state, by face. */
  readonly profile: number[] = [];

  readonly #actors: Actors<V>;
  readonly #glance: Glance;
  readonly #views = new Interner<{ readonly position: number; readonly cell: Cell; readonly now: View<V> }>();
  readonly #profiles = new Interner<null>();

  constructor(actors: Actors<V>, glance: Glance) {
    this.#actors = actors;
    this.#glance = glance;
  }

  view(face: number): View<V> {
    return this.#views.value(face).now;
  }

  /** The view of a process with this face before the step that is looked at. */
  viewBefore(face: number): View<V> {
    const { position, cell } = this.#views.value(face);
    return this.#look(cell, position, "before");
  }

  /** The face of a cell. */
  of(cell: Cell, position: number): number {
    const { configuration, status, local } = cell;
    const face = this.#views.number(`${configuration}/${position}/${status}/${local}`, () => ({
      position,
      cell,
      now: this.#look(cell, position, "now"),
    }));
    if (face === this.profile.length) {
      const { leadership } = this.view(face);
      const key = `${configuration}/${position}/${status}/${leadership.leader}/${leadership.epoch}`;
      this.profile.push(this.#profiles.number(key, () => null));
    }
    return face;
  }

  #look({ configuration, status, local }: Cell, position: number, time: Time): View<V> {
    const actors = this.#actors;
    const cluster = actors.cluster(configuration, position);
    const nobody: Leadership = { leader: null };
    const face = (() => {
      switch (status) {
        case "up":
          return new Face(this.#glance, position, time, {
            cluster,
            status,
            state: actors.locals.value(local),
            leadership: actors.leadershipOf(configuration, position, local),
          });
        case "waiting":
          return new Face(this.#glance, position, time, {
            cluster,
            status,
            state: actors.locals.value(local),
            leadership: nobody,
          });
        case "down":
          return new Face(this.#glance, position, time, {
            cluster,
            status,
            durable: actors.durables.value(local),
            state: actors.locals.value(actors.boot(configuration, position, local)),
            leadership: nobody,
          });
        case "gone":
          return new Face(this.#glance, position, time, { cluster, status: "down", leadership: nobody });
      }
    })();
    return face as unknown as View<V>;
  }
}
