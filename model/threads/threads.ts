import { Worker } from "node:worker_threads";
import { InputError } from "../scenario.ts";
import type { Assignment, Crew } from "../team/crew.ts";
import type { TeamMemory } from "../team/memory.ts";
import { writeProblem } from "../team/problem.ts";
import type { ModelSource } from "./source.ts";
import type { Task } from "./worker.ts";

/** How many threads explore, and from when on. */
export interface ThreadOptions {
  /** How many threads explore together, the calling one included: an integer of at least 2. */
  readonly workers: number;
  /** From how many states on others are called to help: an integer of at least 0. Default: 0, at once. */
  readonly from?: number;
  /** Whether the exploration waits for them, instead of going on alone until they are there; `false` by default. */
  readonly isAwaited?: boolean;
}

/** The most threads: more would have more rings between them than states in these. */
export const mostWorkers = 32;

/** Threads of Node that help to explore. */
export class Threads implements Crew {
  readonly members: number;
  readonly from: number;
  readonly isAwaited: boolean;
  readonly longestRest = 20;
  readonly #source: ModelSource;
  readonly #workers: Worker[] = [];
  #isDismissed = false;

  /** @throws InputError with the code `workers-number` where the numbers make no sense */
  constructor(source: ModelSource, { workers, from = 0, isAwaited = false }: ThreadOptions) {
    if (!Number.isSafeInteger(workers) || workers < 2 || workers > mostWorkers) {
      throw new InputError(
        "workers-number",
        `workers is ${workers}: give an integer from 2 to ${mostWorkers}, or explore without threads`,
      );
    }
    this.#source = source;
    this.members = workers;
    this.from = from;
    this.isAwaited = isAwaited;
  }

  call(memory: TeamMemory, assignment: Assignment): void {
    for (let me = 1; me < this.members; me++)
      this.#workers.push(this.#begin({ source: this.#source, assignment, memory, me }));
  }

  /** Ends all threads, whatever they are at. */
  async dismiss(): Promise<void> {
    this.#isDismissed = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #begin(task: Task): Worker {
    // What a protocol prints, it prints in the calling thread as well: once is enough.
    const worker = new Worker(entry, { workerData: task, stdout: true, stderr: true });
    let isDone = false;
    const fail = (error: unknown): void => {
      if (!isDone && !this.#isDismissed) writeProblem(task.memory, error);
    };
    worker.once("message", () => {
      isDone = true;
    });
    worker.once("error", fail);
    worker.once("exit", (status) => {
      fail(new Error(`it ended with status ${status} before the exploration did`));
    });
    return worker;
  }
}

/** The code of a thread. */
const entry = new URL(import.meta.url.endsWith(".ts") ? "./worker-of-sources.js" : "./worker.js", import.meta.url);
