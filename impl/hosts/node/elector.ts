import { randomInt } from "node:crypto";
import type { Leadership, Protocol } from "../../../spec/protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "../../../spec/vocabulary.ts";
import { Announcer, type ElectionEvents, type Reign } from "../announcer.ts";
import type { Refusal } from "../interpreter.ts";
import { logFormat } from "../log.ts";
import { drawnTicks, Runner, restTicks, type Surroundings } from "../runner.ts";
import type { ConnectionRefusal } from "./connection.ts";
import { Disk, type Kept } from "./disk.ts";
import type { Frame } from "./frames.ts";
import { LogFile } from "./log-file.ts";
import { Network } from "./network.ts";
import { type Checked, checked, type ElectorOptions } from "./options.ts";

/** What a process counted since it was created. */
export interface Counters {
  /** Messages handed to the network. */
  readonly sent: number;
  /** Messages that reached the interpreter. */
  readonly received: number;
  /** Messages that were thrown away: queues were full, or they were for an incarnation that is gone. */
  readonly dropped: number;
  readonly writes: number;
  /** What was refused, and changed nothing, by the reason. */
  readonly refused: Readonly<Partial<Record<ElectorRefusal, number>>>;
}

/** Why something that arrived was refused. */
export type ElectorRefusal = ConnectionRefusal | Refusal | "not a message" | "too busy";

/** How many events may wait for the disk; beyond, messages are lost. */
const mostWaiting = 10_000;

/** One process of an election. */
export class Elector {
  readonly id: ProcessId;
  readonly #protocol: Protocol;
  readonly #cluster: Cluster;
  readonly #options: ElectorOptions<Vocabulary>;
  readonly #tickMs: number;
  readonly #network: Network;
  readonly #disk: Disk;
  readonly #announcer: Announcer<AbortSignal>;
  readonly #refused: Partial<Record<ElectorRefusal, number>> = {};
  #sent = 0;
  #received = 0;
  #writes = 0;
  #runner: Runner<Vocabulary> | null = null;
  #log: LogFile | null = null;
  #kept: Kept | null = null;
  #writing: Promise<void> = Promise.resolve();
  #rest: NodeJS.Timeout | null = null;
  #leadership: Leadership = { leader: null };
  #isClosed = false;

  /** @internal */
  constructor(options: ElectorOptions<Vocabulary>, { cluster, ids, tickMs, queueMost, listen, others }: Checked) {
    const { id, algorithm } = options;
    const parameters = options.parameters ?? algorithm.parameters ?? null;
    // A model may put its processes in an order of its own, such as that of a ring.
    const order = algorithm.configurations?.(ids.length, parameters)[0]?.processes.map((place) => ids[place - 1]!);
    this.id = id;
    this.#options = options;
    this.#protocol = algorithm.protocol;
    this.#cluster = { self: id, processes: order ?? ids, parameters };
    this.#tickMs = tickMs;
    const owner = { cluster, process: id, protocol: this.#protocol.name };
    this.#disk = new Disk(options.dataDir, owner);
    this.#announcer = new Announcer(
      id,
      () => new AbortController(),
      (error) => this.#fail(error),
    );
    const retry = { leastMs: Math.max(5, tickMs / 4), mostMs: Math.max(20, Math.min(2_000, 10 * tickMs)) };
    const { credentials = null } = options;
    this.#network = new Network(
      { self: id, cluster, protocol: this.#protocol.name, listen, others, credentials, retry, queueMost },
      {
        meeting: (other, incarnation) => this.#runner?.feed({ type: "meeting", with: other, incarnation }),
        message: (frame) => this.#receive(frame),
        refused: (why) => this.#refuse(why),
      },
    );
  }

  /** Whom this process takes for the leader, and in which epoch. */
  get leadership(): Leadership {
    return this.#leadership;
  }

  /** The epoch in which this process leads, and the signal that fires when it does not any more; `null` where it does not lead. */
  get reign(): Reign<AbortSignal> | null {
    return this.#announcer.reign;
  }

  /** The other processes with which a connection stands. */
  get connected(): readonly ProcessId[] {
    return this.#network.connected;
  }

  /** What was sent, received, written and refused so far. */
  get counters(): Counters {
    const { dropped } = this.#network;
    return { sent: this.#sent, received: this.#received, dropped, writes: this.#writes, refused: { ...this.#refused } };
  }

  /** Calls `listener` at every event of this name, until what is returned is called. */
  on<Name extends keyof ElectionEvents<AbortSignal>>(
    name: Name,
    listener: (event: ElectionEvents<AbortSignal>[Name]) => void,
  ): () => void {
    return this.#announcer.on(name, listener);
  }

  /** Asks the process for something, in the words of its protocol. */
  ask(request: unknown): void {
    this.#runner?.feed({ type: "ask", request });
  }

  /**
   * Gives up the lead, where this process has it.
   *
   * @remarks
   * To the others it is a process that crashes and returns, which every algorithm
   * of the kit was explored with: it stops at once, keeps silent for three times
   * its longest timer, so that they elect another, and boots again.
   */
  resign(): void {
    if (this.reign === null) return;
    this.#stop();
    this.#rest = setTimeout(() => void this.#boot(), restTicks(this.#protocol, this.#cluster) * this.#tickMs);
  }

  /** For drills: from now on nothing passes between this process and these; an empty list heals all. */
  cutOff(processes: readonly ProcessId[]): void {
    this.#network.cutOff(processes);
  }

  /** Stops the process for good: it leads no more, and nothing of it keeps the program running. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#stop();
    await this.#network.close();
    await this.#writing;
  }

  /** @internal */
  async begin(): Promise<void> {
    await this.#network.listen();
    try {
      this.#kept = await this.#disk.load();
    } catch (error) {
      await this.#network.close();
      throw error;
    }
    // Whoever awaits the elector puts its listeners in place first.
    setImmediate(() => void this.#boot());
  }

  async #boot(): Promise<void> {
    await this.#writing;
    if (this.#isClosed) return;
    this.#rest = null;
    const kept = this.#kept;
    // Who lost its disk does not know which incarnation it was: the clock does, unless it was set back.
    const incarnation = Math.max((kept?.incarnation ?? 0) + 1, Date.now());
    const runner = new Runner(this.#protocol, this.#cluster, this.#surroundings(incarnation));
    this.#runner = runner;
    try {
      this.#openLog(incarnation, kept);
      if (kept === null) runner.boot(incarnation);
      else runner.boot(incarnation, kept.durable);
    } catch (error) {
      this.#end(error);
    }
  }

  #openLog(incarnation: number, kept: Kept | null): void {
    const { logDir, cluster = "interregnum" } = this.#options;
    if (logDir === undefined) return;
    const { self: process, processes, parameters } = this.#cluster;
    const { name: protocol } = this.#protocol;
    const held = kept === null ? {} : { durable: kept.durable };
    const about = { type: "boot", format: logFormat, protocol, cluster, process, processes, parameters } as const;
    this.#log = new LogFile(logDir, process, incarnation);
    this.#log.write({ ...about, incarnation, ...held, at: Date.now() });
  }

  #surroundings(incarnation: number): Surroundings<Vocabulary> {
    return {
      write: (durable, done) => {
        this.#writing = this.#disk.save({ incarnation, durable }).then(
          () => this.#written({ incarnation, durable }, done),
          (error: unknown) => this.#end(error),
        );
      },
      send: (to, toIncarnation, message) => this.#send(incarnation, to, toIncarnation, message),
      arm: (_timer, ticks, ring) => {
        const chance = randomInt(2 ** 32) / 2 ** 32;
        const timeout = setTimeout(() => this.#guarded(ring), drawnTicks(ticks, chance) * this.#tickMs);
        return () => clearTimeout(timeout);
      },
      tell: (_before, after) => {
        this.#leadership = after;
        this.#announcer.tell(after);
      },
      refuse: (_from, why) => this.#refuse(why),
      note: (entry) => this.#log?.write({ ...entry, at: Date.now() }),
    };
  }

  /** The first write of an incarnation puts the incarnation itself on the disk: only then may anybody hear of it. */
  #written(kept: Kept, done: () => void): void {
    const isFirst = this.#kept?.incarnation !== kept.incarnation;
    this.#kept = kept;
    this.#writes += 1;
    if (isFirst && this.#runner !== null) this.#network.open(kept.incarnation);
    this.#guarded(done);
  }

  #send(incarnation: number, to: ProcessId, toIncarnation: number | null, message: unknown): void {
    this.#sent += 1;
    if (to === this.id) {
      const runner = this.#runner;
      const arrival = { type: "arrival", from: to, incarnation, to: incarnation, message } as const;
      setImmediate(() => this.#guarded(() => runner?.feed(arrival)));
    } else if (!this.#network.send(to, toIncarnation, message)) {
      this.#end(new RangeError(`a message to process ${to} is too long for a frame`));
    }
  }

  #receive({ from, incarnation, toIncarnation: to, content }: Frame): void {
    const runner = this.#runner;
    if (runner === null) return;
    if (!this.#options.isMessage(this.#cluster, content)) this.#refuse("not a message");
    else if (runner.backlog >= mostWaiting) this.#refuse("too busy");
    else {
      this.#received += 1;
      this.#guarded(() => runner.feed({ type: "arrival", from, incarnation, to, message: content }));
    }
  }

  /** A protocol that throws is broken: the process stops, as in a crash. */
  #guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#end(error);
    }
  }

  #refuse(why: ElectorRefusal): void {
    this.#refused[why] = (this.#refused[why] ?? 0) + 1;
  }

  /** Stops the incarnation that runs. */
  #stop(): void {
    this.#runner?.stop();
    this.#runner = null;
    this.#network.rest();
    this.#log?.close();
    this.#log = null;
    this.#leadership = { leader: null };
    this.#announcer.end();
  }

  /** It cannot go on: what is on the disk is not known, or the protocol threw. */
  #end(error: unknown): void {
    void this.close();
    this.#fail(error);
  }

  #fail(error: unknown): void {
    const { onError } = this.#options;
    if (onError !== undefined) onError(error);
    else
      setImmediate(() => {
        throw error;
      });
  }
}

/**
 * Begins an election with other processes over TCP, as one of them.
 *
 * @returns once this process listens and has read its disk; it boots right after
 * @throws HostError where the options make no sense, the address is taken, or the disk cannot be believed
 */
export async function createElector<V extends Vocabulary>(options: ElectorOptions<V>): Promise<Elector> {
  // The types of a vocabulary go in and out of the same protocol: nobody else hands it a value here.
  const elector = new Elector(options as unknown as ElectorOptions<Vocabulary>, checked(options));
  await elector.begin();
  return elector;
}
