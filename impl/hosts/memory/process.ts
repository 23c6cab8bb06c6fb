import type { Leadership, Protocol } from "../../../spec/protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "../../../spec/vocabulary.ts";
import { Announcer, type ElectionEvents, type Reign } from "../announcer.ts";
import type { Refusal } from "../interpreter.ts";
import { type BootEntry, type EndEntry, LogWriter, logFormat, type StepEntry, type WrittenEntry } from "../log.ts";
import { drawnTicks, Runner, restTicks, type Surroundings } from "../runner.ts";
import type { Agenda } from "./agenda.ts";

/** A message on its way, with the incarnations that it comes from and is meant for. */
export interface Mail {
  readonly from: ProcessId;
  readonly incarnation: number;
  readonly to: ProcessId;
  readonly toIncarnation: number | null;
  readonly message: unknown;
}

/** What a process shares with the others. */
export interface Shared {
  readonly name: string;
  readonly agenda: Agenda;
  /** A number from 0 to 1, 1 excluded. */
  readonly chance: () => number;
  /** How long a write takes, in ticks. */
  readonly diskTicks: number;
  post(mail: Mail): void;
  /** Lets `to` know in which incarnation `from` is. */
  introduce(to: ProcessId, from: ProcessId, incarnation: number): void;
}

/** A process of a cluster in memory: what its user sees of the election, and what can be done to it. */
export class MemoryProcess {
  readonly id: ProcessId;
  readonly #protocol: Protocol;
  readonly #cluster: Cluster;
  readonly #shared: Shared;
  readonly #announcer: Announcer<AbortSignal>;
  /** What the disk holds; `null` where it is empty. */
  #disk: { readonly incarnation: number; readonly durable: unknown } | null = null;
  /** Counts the boots, whatever becomes of the disk. */
  #boots = 0;
  #runner: Runner<Vocabulary> | null = null;
  #leadership: Leadership = { leader: null };
  #logs: string[] = [];
  #writer = new LogWriter();
  /** What happened while it stood still; `null` where it runs. */
  #missed: (() => void)[] | null = null;
  #refused = 0;

  /** @internal */
  constructor(protocol: Protocol, cluster: Cluster, shared: Shared) {
    this.id = cluster.self;
    this.#protocol = protocol;
    this.#cluster = cluster;
    this.#shared = shared;
    this.#announcer = new Announcer<AbortSignal>(
      this.id,
      () => new AbortController(),
      (error) => {
        throw error;
      },
    );
    this.#boot();
  }

  /** Whom this process takes for the leader, and in which epoch. */
  get leadership(): Leadership {
    return this.#leadership;
  }

  /** The epoch in which this process leads, and the signal that fires when it does not any more; `null` where it does not lead. */
  get reign(): Reign<AbortSignal> | null {
    return this.#announcer.reign;
  }

  /** Whether the process runs: it has not crashed, nor was it closed. */
  get isUp(): boolean {
    return this.#runner !== null;
  }

  /** How many messages it refused. */
  get refused(): number {
    return this.#refused;
  }

  /** The logs of all its boots so far, as `interregnum validate` reads them. */
  get logs(): readonly string[] {
    return this.#logs;
  }

  /** Calls `listener` at every event of this name, until what is returned is called. An error that it throws ends `advance`. */
  on<Name extends keyof ElectionEvents<AbortSignal>>(
    name: Name,
    listener: (event: ElectionEvents<AbortSignal>[Name]) => void,
  ): () => void {
    return this.#announcer.on(name, listener);
  }

  /** Asks the process for something, in the words of its protocol. */
  ask(request: unknown): void {
    this.#happens(() => this.#runner?.feed({ type: "ask", request }));
  }

  /** Stops the process, as a crash does: what it had on its disk is all that is left. */
  crash(): void {
    this.#runner?.stop();
    this.#runner = null;
    this.#missed = null;
    this.#leadership = { leader: null };
    this.#announcer.end();
  }

  /** Boots the process from its disk; it crashes first where it runs. */
  restart(): void {
    this.crash();
    this.#boot();
  }

  /** Empties the disk; the process crashes first where it runs. */
  wipe(): void {
    this.crash();
    this.#disk = null;
  }

  /** The process stands still, and does not know it: what happens to it waits. */
  pause(): void {
    if (this.isUp) this.#missed ??= [];
  }

  /** It goes on, with all that waited. */
  resume(): void {
    const missed = this.#missed ?? [];
    this.#missed = null;
    for (const happened of missed) happened();
  }

  /** Gives up the lead: the process stops, keeps silent for so long that the others elect another, and boots again. */
  resign(): void {
    if (this.reign === null) return;
    this.crash();
    this.#shared.agenda.after(restTicks(this.#protocol, this.#cluster), () => {
      if (!this.isUp) this.#boot();
    });
  }

  /** Stops the process in good order. */
  close(): void {
    if (this.isUp) this.#note({ type: "end" });
    this.crash();
  }

  /** @internal */
  deliver({ from, incarnation, toIncarnation: to, message }: Mail): void {
    this.#happens(() => this.#runner?.feed({ type: "arrival", from, incarnation, to, message }));
  }

  /** @internal */
  meet(other: ProcessId, incarnation: number): void {
    this.#happens(() => this.#runner?.feed({ type: "meeting", with: other, incarnation }));
  }

  #boot(): void {
    this.#boots += 1;
    const incarnation = this.#boots;
    const { self: process, processes, parameters } = this.#cluster;
    const held = this.#disk === null ? {} : { durable: this.#disk.durable };
    this.#writer = new LogWriter();
    this.#logs = [...this.#logs, ""];
    const { name: protocol } = this.#protocol;
    const cluster = this.#shared.name;
    this.#note({
      type: "boot",
      format: logFormat,
      protocol,
      cluster,
      process,
      processes,
      parameters,
      incarnation,
      ...held,
    });
    this.#runner = new Runner(this.#protocol, this.#cluster, this.#surroundings(incarnation));
    if (this.#disk === null) this.#runner.boot(incarnation);
    else this.#runner.boot(incarnation, this.#disk.durable);
  }

  #surroundings(incarnation: number): Surroundings<Vocabulary> {
    const { agenda, chance, diskTicks, post, introduce } = this.#shared;
    return {
      write: (durable, done) => {
        const runner = this.#runner;
        agenda.after(diskTicks, () => {
          // What a crashed process had not written yet is not written any more.
          if (runner !== this.#runner) return;
          this.#disk = { incarnation, durable };
          this.#happens(done);
        });
      },
      send: (to, toIncarnation, message) => post({ from: this.id, incarnation, to, toIncarnation, message }),
      arm: (_timer, ticks, ring) => agenda.after(drawnTicks(ticks, chance()), () => this.#happens(ring)),
      tell: (_before, after) => {
        this.#leadership = after;
        this.#announcer.tell(after);
      },
      refuse: (from: ProcessId, why: Refusal) => {
        this.#refused += 1;
        if (why === "for another incarnation") introduce(from, this.id, incarnation);
      },
      note: (entry) => this.#note(entry),
    };
  }

  /** Now, or once the process goes on. */
  #happens(happened: () => void): void {
    if (this.#missed === null) happened();
    else this.#missed.push(happened);
  }

  #note(entry: Omit<BootEntry, "at"> | Omit<StepEntry, "at"> | Omit<WrittenEntry, "at"> | Omit<EndEntry, "at">): void {
    const { now: at } = this.#shared.agenda;
    const last = this.#logs.length - 1;
    this.#logs = this.#logs.with(last, this.#logs[last] + this.#writer.line({ ...entry, at }));
  }
}
