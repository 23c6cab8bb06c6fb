/**
 * What predicates see of a process and of the world: parts that note when they are looked at.
 *
 * @remarks
 * Views are made anew for every question, and their parts are properties of their
 * own, so that a copy of a view is a look at all of it. The getters of these
 * parts are shared by all views: to make a view with getters of its own takes
 * twelve times as long, which was a third of the time of the whole matrix.
 */
import type { Leadership } from "../../spec/protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import type { Faults } from "../../spec/world.ts";
import type { Actors } from "./actors.ts";
import type { Cell } from "./cell.ts";
import type { Glance, Time } from "./face.ts";

/** A property that is read by a method of the object that has it. */
function readBy<T>(read: (this: T) => unknown): PropertyDescriptor {
  return { enumerable: true, configurable: true, get: read };
}

/** A process, as a predicate sees it; which parts it has is a matter of its status. */
export class ProcessView {
  readonly process: ProcessId;
  readonly cluster: Cluster<Vocabulary>;
  readonly leadership: Leadership;
  readonly status: "up" | "waiting" | "down";
  readonly #actors: Actors<Vocabulary>;
  readonly #glance: Glance;
  readonly #position: number;
  readonly #cell: Cell;
  readonly #time: Time;

  constructor(
    actors: Actors<Vocabulary>,
    glance: Glance,
    position: number,
    cell: Cell,
    leadership: Leadership,
    time: Time,
  ) {
    const { configuration, status } = cell;
    this.#actors = actors;
    this.#glance = glance;
    this.#position = position;
    this.#cell = cell;
    this.#time = time;
    this.cluster = actors.cluster(configuration, position);
    this.process = this.cluster.self;
    this.leadership = leadership;
    this.status = status === "gone" ? "down" : status;
    Object.defineProperty(this, "inbox", ProcessView.#inbox);
    // Who can never return has nothing any more.
    if (status === "gone") return;
    if (status === "down") Object.defineProperty(this, "durable", ProcessView.#durable);
    Object.defineProperty(this, "state", status === "down" ? ProcessView.#stateAtReturn : ProcessView.#state);
  }

  static readonly #inbox = readBy<ProcessView>(function () {
    this.#glance.inbox = true;
    return this.#glance.inboxAt(this.#position, this.#time);
  });

  static readonly #state = readBy<ProcessView>(function () {
    this.#glance.state = true;
    return this.#actors.locals.value(this.#cell.local);
  });

  static readonly #durable = readBy<ProcessView>(function () {
    this.#glance.state = true;
    return this.#actors.durables.value(this.#cell.local);
  });

  static readonly #stateAtReturn = readBy<ProcessView>(function () {
    const { configuration, local } = this.#cell;
    this.#glance.state = true;
    return this.#actors.locals.value(this.#actors.boot(configuration, this.#position, local));
  });
}

/** Where a world gets from what a predicate looks at. */
export interface WorldSource {
  processes(): readonly unknown[];
  history(environment: number, claim: number): unknown;
  faults(environment: number): Faults;
  isPartitioned(environment: number): boolean;
}

/** The world, as the predicate of one claim sees it. */
export class WorldView {
  readonly #source: WorldSource;
  readonly #glance: Glance;
  readonly #environment: number;
  readonly #claim: number;

  constructor(source: WorldSource, glance: Glance, environment: number, claim: number) {
    this.#source = source;
    this.#glance = glance;
    this.#environment = environment;
    this.#claim = claim;
    Object.defineProperty(this, "processes", WorldView.#processes);
    Object.defineProperty(this, "history", WorldView.#history);
    Object.defineProperty(this, "faults", WorldView.#faults);
    Object.defineProperty(this, "partitioned", WorldView.#partitioned);
  }

  static readonly #processes = readBy<WorldView>(function () {
    this.#glance.world = true;
    return this.#source.processes();
  });

  static readonly #history = readBy<WorldView>(function () {
    this.#glance.history = true;
    return this.#source.history(this.#environment, this.#claim);
  });

  static readonly #faults = readBy<WorldView>(function () {
    this.#glance.world = true;
    this.#glance.environment = true;
    return this.#source.faults(this.#environment);
  });

  static readonly #partitioned = readBy<WorldView>(function () {
    this.#glance.world = true;
    this.#glance.environment = true;
    return this.#source.isPartitioned(this.#environment);
  });
}
