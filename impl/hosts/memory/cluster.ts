import type { Model } from "../../../spec/model.ts";
import type { Configuration, ProcessId, Vocabulary } from "../../../spec/vocabulary.ts";
import { Agenda, chances } from "./agenda.ts";
import { type Mail, MemoryProcess } from "./process.ts";

/** How a cluster in memory is set up. */
export interface MemoryOptions<V extends Vocabulary> {
  /** The algorithm: a model that the kit exports, or one of your own. */
  readonly algorithm: Pick<Model<V>, "protocol" | "parameters" | "configurations">;
  /** How many processes: an integer of at least 1. */
  readonly size: number;
  /** The same seed, the same run: an integer of at least 0; 0 by default. */
  readonly seed?: number;
  /** The parameters; those of the algorithm by default. */
  readonly parameters?: V["Parameters"];
  /** How long a message travels, in ticks: more than 0 and at most what the algorithm's timers allow for; from 0.05 to 0.25 by default. */
  readonly latencyTicks?: readonly [least: number, most: number];
  /** How many messages out of a hundred are lost: from 0 to 100, 0 by default. */
  readonly lossPercent?: number;
  /** How long a write takes, in ticks: at least 0, 0.01 by default. */
  readonly diskTicks?: number;
  /** The name of the cluster, for its logs; "memory" by default. */
  readonly name?: string;
}

/** A cluster in memory. Nothing happens in it but within `advance`, and what its user does. */
export class MemoryCluster {
  /** In the order of the configuration. */
  readonly processes: readonly MemoryProcess[];
  readonly #agenda = new Agenda();
  readonly #latency: readonly [least: number, most: number];
  readonly #loss: number;
  readonly #chance: () => number;
  /** The sides between which nothing passes. */
  #sides: readonly (readonly ProcessId[])[] = [];
  /** When the last message on each link arrives: none overtakes another. */
  readonly #latest: Map<string, number> = new Map();
  #messages = 0;

  /** @internal */
  constructor(algorithm: Pick<Model, "protocol">, configuration: Configuration, options: MemoryOptions<Vocabulary>) {
    this.#latency = options.latencyTicks ?? [0.05, 0.25];
    this.#loss = (options.lossPercent ?? 0) / 100;
    this.#chance = chances(options.seed ?? 0);
    const shared = {
      name: options.name ?? "memory",
      agenda: this.#agenda,
      chance: this.#chance,
      diskTicks: options.diskTicks ?? 0.01,
      post: ({ from, to, ...mail }: Mail) => {
        this.#messages += 1;
        this.#travel(from, to, (receiver) => receiver.deliver({ from, to, ...mail }));
      },
      introduce: (to: ProcessId, from: ProcessId, incarnation: number) =>
        this.#travel(from, to, (receiver) => receiver.meet(from, incarnation)),
    };
    this.processes = configuration.processes.map(
      (self) => new MemoryProcess(algorithm.protocol, { ...configuration, self }, shared),
    );
  }

  /** The time, in ticks from 0. */
  get now(): number {
    return this.#agenda.now;
  }

  /** How many messages were sent so far. */
  get messages(): number {
    return this.#messages;
  }

  /** The processes that lead; more than one where an old leader does not know yet that it is deposed. */
  get leaders(): readonly MemoryProcess[] {
    return this.processes.filter(({ reign }) => reign !== null);
  }

  /**
   * The process of this number.
   *
   * @throws RangeError where there is none
   */
  process(id: ProcessId): MemoryProcess {
    const found = this.processes.find((process) => process.id === id);
    if (found !== undefined) return found;
    const ids = this.processes.map((process) => process.id).join(", ");
    throw new RangeError(`there is no process ${id} in this cluster: name one of ${ids}`);
  }

  /** Lets so many ticks pass, with all that happens in them: a number of at least 0. */
  advance(ticks: number): void {
    this.#agenda.advance(ticks);
  }

  /** From now on nothing passes between the sides. A process that no side names is cut off from nobody. */
  cut(...sides: readonly (readonly ProcessId[])[]): void {
    this.#sides = sides;
  }

  /** Everybody reaches everybody again. */
  heal(): void {
    this.#sides = [];
  }

  /** Something travels from a process to another, unless it is lost or cut off. */
  #travel(from: ProcessId, to: ProcessId, arrive: (receiver: MemoryProcess) => void): void {
    if (this.#chance() < this.#loss) return;
    const [least, most] = this.#latency;
    const link = `${from} ${to}`;
    const at = Math.max(this.#latest.get(link) ?? 0, this.now + least + (most - least) * this.#chance());
    this.#latest.set(link, at);
    this.#agenda.after(at - this.now, () => {
      if (!this.#isCut(from, to)) arrive(this.process(to));
    });
  }

  #isCut(from: ProcessId, to: ProcessId): boolean {
    const sideOf = (id: ProcessId): number => this.#sides.findIndex((side) => side.includes(id));
    const [a, b] = [sideOf(from), sideOf(to)];
    return a >= 0 && b >= 0 && a !== b;
  }
}

/**
 * Sets up a cluster in memory, with all its processes up.
 *
 * @throws RangeError where a number makes no sense
 *
 * @example
 * ```ts
 * import { createMemoryCluster } from "interregnum/hosts/memory";
 * import { raftModel } from "interregnum/raft/model";
 *
 * const cluster = createMemoryCluster({ algorithm: raftModel, size: 3, seed: 1 });
 * cluster.advance(10);
 * const [first] = cluster.leaders;
 * first?.crash();
 * cluster.advance(10);
 * cluster.leaders.length; // 1
 * ```
 */
export function createMemoryCluster<V extends Vocabulary>(options: MemoryOptions<V>): MemoryCluster {
  const {
    algorithm,
    size,
    seed = 0,
    latencyTicks: [least, most] = [0.05, 0.25],
    lossPercent = 0,
    diskTicks = 0.01,
  } = options;
  const check = (isFine: boolean, what: string): void => {
    if (!isFine) throw new RangeError(`createMemoryCluster: ${what}`);
  };
  check(Number.isInteger(size) && size >= 1, `size is ${size}: give a whole number of at least 1`);
  check(Number.isSafeInteger(seed) && seed >= 0, `seed is ${seed}: give a whole number of at least 0`);
  check(
    least > 0 && least <= most && Number.isFinite(most),
    `latencyTicks is [${least}, ${most}]: both above 0, the least first`,
  );
  check(lossPercent >= 0 && lossPercent <= 100, `lossPercent is ${lossPercent}: give a number from 0 to 100`);
  check(diskTicks >= 0 && Number.isFinite(diskTicks), `diskTicks is ${diskTicks}: give a number of at least 0`);
  // The types of a vocabulary go in and out of the same protocol: nobody else hands it a value here.
  const anyOptions = options as unknown as MemoryOptions<Vocabulary>;
  const anyAlgorithm = algorithm as unknown as Pick<Model, "protocol" | "parameters" | "configurations">;
  const parameters = options.parameters ?? algorithm.parameters ?? null;
  const processes = Array.from({ length: size }, (_, index) => index + 1);
  const [configuration] = anyAlgorithm.configurations?.(size, parameters) ?? [{ processes, parameters }];
  return new MemoryCluster(anyAlgorithm, configuration ?? { processes, parameters }, anyOptions);
}
