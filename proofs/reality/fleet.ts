/** A cluster of real processes on this machine, and all that can be done to it. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Counters } from "../../impl/hosts/node/index.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { freePorts } from "./ports.ts";
import type { Order, Report, Setup } from "./talk.ts";

/** How a fleet is set up. */
export interface FleetOptions {
  readonly algorithm: string;
  /** How many processes: at least 1. */
  readonly nodes: number;
  readonly tickMs: number;
  /** Where disks and logs go. */
  readonly directory: string;
  /** Whether the processes write logs; `true` by default. */
  readonly hasLogs?: boolean;
}

/** What is known of a process. */
export interface Member {
  readonly id: ProcessId;
  readonly status: "up" | "down" | "paused";
  /** The epoch in which it leads; `null` where it has none, undefined where it does not lead. */
  readonly leads?: number | null;
  readonly follows?: ProcessId;
}

/** Something that happened. */
export interface Happening {
  readonly at: number;
  readonly process: ProcessId;
  readonly report: Report | { readonly type: "down" };
}

const program = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "./child.ts" : "./child.js", import.meta.url));
const loader = program.endsWith(".ts") ? ["--import", "tsx"] : [];

export class Fleet {
  readonly ids: readonly ProcessId[];
  readonly #options: FleetOptions;
  readonly #addresses: Readonly<Record<ProcessId, string>>;
  readonly #children = new Map<ProcessId, ChildProcess>();
  readonly #members = new Map<ProcessId, Member>();
  readonly #counters = new Map<ProcessId, number>();
  readonly #listeners = new Set<(happening: Happening) => void>();
  #sides: readonly (readonly ProcessId[])[] = [];
  /** What the processes of earlier boots sent, as far as they said. */
  #sentBefore = 0;

  private constructor(options: FleetOptions, addresses: Readonly<Record<ProcessId, string>>) {
    this.#options = options;
    this.#addresses = addresses;
    this.ids = Object.keys(addresses).map(Number);
  }

  /** Starts all processes; resolves once each listens. */
  static async start(options: FleetOptions): Promise<Fleet> {
    const ports = await freePorts(options.nodes);
    const fleet = new Fleet(options, Object.fromEntries(ports.map((port, i) => [i + 1, `127.0.0.1:${port}`])));
    for (const id of fleet.ids) fleet.#members.set(id, { id, status: "down" });
    await Promise.all(fleet.ids.map((id) => fleet.restart(id)));
    return fleet;
  }

  get members(): readonly Member[] {
    return this.ids.map((id) => this.#members.get(id)!);
  }

  /** Who leads and runs; those that are paused do not know better. */
  get leaders(): readonly Member[] {
    return this.members.filter(({ status, leads }) => status === "up" && leads !== undefined);
  }

  get sides(): readonly (readonly ProcessId[])[] {
    return this.#sides;
  }

  get logDirectory(): string {
    return join(this.#options.directory, "logs");
  }

  on(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Starts a process that is down; resolves once it listens. */
  async restart(id: ProcessId): Promise<void> {
    if (this.#children.has(id)) return;
    const { algorithm, tickMs, directory, hasLogs = true } = this.#options;
    const logDir = hasLogs ? this.logDirectory : null;
    const dataDir = join(directory, "disks");
    const [processes, cutOff] = [this.#addresses, this.#beyond(id)];
    const setup: Setup = { algorithm, id, processes, cluster: basename(directory), tickMs, dataDir, logDir, cutOff };
    const child = spawn(process.execPath, [...loader, program, JSON.stringify(setup)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#children.set(id, child);
    await new Promise<void>((resolve, reject) => {
      child.on("message", (report: Report) => {
        if (report.type === "up") resolve();
        if (report.type === "failed") reject(new Error(`process ${id}: ${report.message}`));
        this.#hear(id, report);
      });
      child.on("error", reject);
      child.on("exit", () => {
        this.#ended(id, child);
        resolve();
      });
    });
  }

  /** `kill -9`; resolves once it is gone. */
  async kill(id: ProcessId): Promise<void> {
    const child = this.#children.get(id);
    if (child === undefined) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** Kills the process where it runs, and empties its disk. */
  async wipe(id: ProcessId): Promise<void> {
    await this.kill(id);
    rmSync(join(this.#options.directory, "disks", `process-${id}.json`), { force: true });
  }

  /** SIGSTOP: the process stands still, and does not know it. */
  pause(id: ProcessId): void {
    if (this.#members.get(id)!.status !== "up") return;
    this.#children.get(id)?.kill("SIGSTOP");
    this.#become(id, { status: "paused" });
  }

  resume(id: ProcessId): void {
    if (this.#members.get(id)!.status !== "paused") return;
    this.#children.get(id)?.kill("SIGCONT");
    this.#become(id, { status: "up" });
  }

  /** Nothing passes between the sides from now on. */
  cut(sides: readonly (readonly ProcessId[])[]): void {
    this.#sides = sides;
    for (const id of this.ids) this.#tell(id, { type: "cutOff", processes: this.#beyond(id) });
  }

  heal(): void {
    this.cut([]);
  }

  resign(id: ProcessId): void {
    this.#tell(id, { type: "resign" });
  }

  /** How many messages all processes sent so far, as far as they can say: one that is paused says it later, one that was killed only what it said last. */
  async sent(): Promise<number> {
    const answers = this.members.filter(({ status }) => status === "up").map(({ id }) => this.counted(id));
    await Promise.all(answers);
    return this.#sentBefore + [...this.#counters.values()].reduce((sum, sent) => sum + sent, 0);
  }

  /** What a process counted; `null` where it does not answer within a second. */
  counted(id: ProcessId): Promise<Counters | null> {
    return new Promise((resolve) => {
      const settle = (counters: Counters | null): void => {
        off();
        clearTimeout(patience);
        resolve(counters);
      };
      const off = this.on(({ process, report }) => {
        if (process === id && report.type === "counted") settle(report.counters);
        if (process === id && report.type === "down") settle(null);
      });
      const patience = setTimeout(() => settle(null), 1_000);
      this.#tell(id, { type: "count" });
    });
  }

  /** The number of a process's process, for whoever measures it; undefined where it is down. */
  pid(id: ProcessId): number | undefined {
    return this.#children.get(id)?.pid;
  }

  /** Ends all processes: in good order those that can, the others by force. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#children].map(async ([id, child]) => {
        this.resume(id);
        const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
        this.#tell(id, { type: "close" });
        const force = setTimeout(() => child.kill("SIGKILL"), 3_000);
        await gone;
        clearTimeout(force);
      }),
    );
  }

  /** The processes on the other sides of a partition. */
  #beyond(id: ProcessId): readonly ProcessId[] {
    const own = this.#sides.find((side) => side.includes(id));
    return own === undefined ? [] : this.#sides.filter((side) => side !== own).flat();
  }

  #tell(id: ProcessId, order: Order): void {
    const child = this.#children.get(id);
    // That a process ends while it is told something is what this program is about.
    if (child?.connected === true) child.send(order, () => {});
  }

  #hear(id: ProcessId, report: Report): void {
    if (report.type === "up") this.#members.set(id, { id, status: "up" });
    if (report.type === "leader") this.#become(id, { leads: report.epoch ?? null }, ["follows"]);
    if (report.type === "follower") this.#become(id, { follows: report.leader }, ["leads"]);
    if (report.type === "lost") this.#become(id, {}, ["leads"]);
    if (report.type === "counted") this.#counters.set(id, report.counters.sent);
    this.#emit({ at: report.at, process: id, report });
  }

  #ended(id: ProcessId, child: ChildProcess): void {
    if (this.#children.get(id) !== child) return;
    this.#children.delete(id);
    this.#members.set(id, { id, status: "down" });
    this.#sentBefore += this.#counters.get(id) ?? 0;
    this.#counters.delete(id);
    this.#emit({ at: Date.now(), process: id, report: { type: "down" } });
  }

  #become(id: ProcessId, change: Partial<Member>, without: readonly ("leads" | "follows")[] = []): void {
    const kept = Object.entries(this.#members.get(id)!).filter(
      ([key]) => !(without as readonly string[]).includes(key),
    );
    this.#members.set(id, { ...(Object.fromEntries(kept) as unknown as Member), ...change });
  }

  #emit(happening: Happening): void {
    for (const listener of [...this.#listeners]) listener(happening);
  }
}
