/** What runs in each thread that helps to explore. */
import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type { Assignment } from "../team/crew.ts";
import { helping } from "../team/helping.ts";
import type { TeamMemory } from "../team/memory.ts";
import { writeProblem } from "../team/problem.ts";
import { type ModelSource, modelFrom } from "./source.ts";

/** What a thread is given. */
export interface Task {
  readonly source: ModelSource;
  readonly assignment: Assignment;
  readonly memory: TeamMemory;
  /** Which member of the team it is, from 1 on. */
  readonly me: number;
}

/** How long, in milliseconds, it rests at most before it looks around. */
const longestRest = 100;

/** After how many stretches it looks at its heap: a look takes longer than a step. */
const heapPace = 32;

const { source, assignment, memory, me } = workerData as Task;
try {
  const model = await modelFrom(source);
  let stretches = 0;
  for (const team of helping(model, assignment, memory, me)) {
    if (++stretches % heapPace === 0 && isHeapFull()) team.giveUp();
    if (team.isWaiting) team.rest(longestRest);
  }
} catch (error) {
  writeProblem(memory, error);
}
parentPort?.postMessage("done");

function isHeapFull(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used >= 0.9 * limit;
}
