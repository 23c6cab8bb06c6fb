/**
 * Runs one incarnation of a process: keeps what the interpreter keeps, and has
 * its surroundings carry out what it commands. The same for every host.
 */
import type { Leadership, Protocol } from "../../spec/protocol.ts";
import type { Cluster, ProcessId, Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import { boot, type Command, feed, type Hosted, type Input, type Refusal, type Turn } from "./interpreter.ts";
import type { StepEntry, WrittenEntry } from "./log.ts";

/** What a runtime offers: a disk, a network and a clock. */
export interface Surroundings<V extends Vocabulary> {
  /**
   * Puts `durable` and the incarnation on the disk, then calls `done`: at once or
   * later. Where it cannot, it stops the runner and never calls `done`.
   */
  write(durable: V["Durable"], done: () => void): void;
  /** Sends a message to an incarnation of a process, `null` for any. It may get lost. */
  send(to: ProcessId, incarnation: number | null, message: V["Message"]): void;
  /** Calls `ring` after a duration out of `ticks`; returns what stops that. */
  arm(timer: V["Timer"], ticks: Ticks, ring: () => void): () => void;
  /** Is told that this process takes another for the leader, or in another epoch. */
  tell(before: Leadership, after: Leadership): void;
  /** Counts a message that was refused. */
  refuse(from: ProcessId, why: Refusal): void;
  /** Logs a step, or a write that was done; before anything comes of it. */
  note(entry: Omit<StepEntry<V>, "at"> | Omit<WrittenEntry<V>, "at">): void;
}

/** One incarnation of a process. */
export class Runner<V extends Vocabulary> {
  readonly #protocol: Protocol<V>;
  readonly #cluster: Cluster<V>;
  readonly #surroundings: Surroundings<V>;
  readonly #inputs: Input<V>[] = [];
  readonly #stops: Map<string, () => void> = new Map();
  #hosted: Hosted<V> | null = null;
  #isBusy = false;
  #isStopped = false;

  constructor(protocol: Protocol<V>, cluster: Cluster<V>, surroundings: Surroundings<V>) {
    this.#protocol = protocol;
    this.#cluster = cluster;
    this.#surroundings = surroundings;
  }

  /** What the interpreter keeps; `null` before the boot. */
  get hosted(): Hosted<V> | null {
    return this.#hosted;
  }

  /** How many events wait for a write to end: a host may rather lose messages than let them be too many. */
  get backlog(): number {
    return (this.#hosted?.waiting.length ?? 0) + this.#inputs.length;
  }

  /** Boots: see the interpreter's `boot`. */
  boot(incarnation: number, durable?: V["Durable"]): void {
    this.#carryOut(boot(this.#protocol, this.#cluster, incarnation, durable));
    this.#goOn();
  }

  /** Hands on what happened. What comes before the boot or after the stop is lost. */
  feed(input: Input<V>): void {
    if (this.#hosted === null || this.#isStopped) return;
    this.#inputs.push(input);
    this.#goOn();
  }

  /** Stops at once, as a crash would: no timer fires any more, nothing is sent, nothing is told. */
  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }

  /** One input after the other: what a command brings about at once must wait until all commands before are carried out. */
  #goOn(): void {
    if (this.#isBusy) return;
    for (let input = this.#inputs.shift(); input !== undefined; input = this.#inputs.shift()) {
      if (this.#isStopped || this.#hosted === null) return;
      this.#carryOut(feed(this.#protocol, this.#cluster, this.#hosted, input));
    }
  }

  #carryOut([hosted, ...commands]: Turn<V>): void {
    this.#hosted = hosted;
    this.#isBusy = true;
    try {
      for (const command of commands) if (!this.#isStopped) this.#carryOutOne(command);
    } finally {
      this.#isBusy = false;
    }
  }

  #carryOutOne(command: Command<V>): void {
    const surroundings = this.#surroundings;
    switch (command.type) {
      case "write":
        surroundings.write(command.durable, () => {
          if (this.#isStopped) return;
          surroundings.note({ type: "written", durable: command.durable });
          this.feed({ type: "written" });
        });
        break;
      case "send":
        surroundings.send(command.to, command.incarnation, command.message);
        break;
      case "arm":
        this.#arm(command.timer, command.arming);
        break;
      case "disarm":
        this.#disarm(command.timer);
        break;
      case "tell":
        surroundings.tell(command.before, command.after);
        break;
      case "refuse":
        surroundings.refuse(command.from, command.why);
        break;
      case "took": {
        const { event, effects, incarnation } = command;
        surroundings.note({ type: "step", event, effects, incarnation });
        break;
      }
    }
  }

  #arm(timer: V["Timer"], arming: number): void {
    this.#disarm(timer);
    const ticks = this.#protocol.timers(this.#cluster)[timer];
    this.#stops.set(
      timer,
      this.#surroundings.arm(timer, ticks, () => this.feed({ type: "ring", timer, arming })),
    );
  }

  #disarm(timer: V["Timer"]): void {
    this.#stops.get(timer)?.();
    this.#stops.delete(timer);
  }
}

/** How long a timer runs at most, in ticks. */
export function mostTicks(ticks: Ticks): number {
  return typeof ticks === "number" ? ticks : ticks[1];
}

/**
 * How long whoever resigns keeps silent, in ticks: long enough for the others to
 * miss it and to elect another, three times the longest timer.
 */
export function restTicks<V extends Vocabulary>(protocol: Protocol<V>, cluster: Cluster<V>): number {
  const durations = Object.values(protocol.timers(cluster)) as readonly Ticks[];
  return 3 * Math.max(1, ...durations.map(mostTicks));
}

/** A duration out of `ticks`: any between the least and the most, by `chance` from 0 to 1. */
export function drawnTicks(ticks: Ticks, chance: number): number {
  return typeof ticks === "number" ? ticks : ticks[0] + (ticks[1] - ticks[0]) * chance;
}
