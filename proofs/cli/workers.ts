/** How many threads explore, as a person chooses it. */
import { InputError } from "../../model/scenario.ts";
import type { StrategyName } from "../../model/strategy.ts";
import { mostWorkers, Threads } from "../../model/threads/index.ts";
import { registry } from "../registry.ts";
import type { Subject } from "./subject.ts";
import type { WorkerArgument } from "./worker-model.ts";

/** The option that says how many threads explore. */
export const workerOptions = {
  workers: {
    takes: "number",
    least: 1,
    words:
      "of breadth: how many threads explore together; 1 by default. Each computes all cells, so that more pay only where these are few for the states",
  },
} as const;

/** What was asked for, as far as threads go. */
export interface WorkersWanted {
  readonly workers: number | undefined;
  readonly strategy: StrategyName;
  readonly symmetry: boolean;
  readonly reduction: boolean;
  readonly profile: boolean;
  /** Whether claims are decided that the model does not bring along: a thread would not know them. */
  readonly recovers: boolean;
  /** Whether a checkpoint is kept or gone on with. */
  readonly isKept: boolean;
  readonly isOnDisk: boolean;
}

/**
 * The threads that help to explore, or undefined where there is one alone.
 *
 * @param argument - what names the model, relative to `directory`
 * @throws InputError where several are asked for that cannot be had
 */
export function crewFrom(
  wanted: WorkersWanted,
  argument: string,
  { isBuiltIn, model }: Subject,
  directory: string,
): Threads | undefined {
  const { workers } = wanted;
  if (workers !== undefined && workers > mostWorkers) {
    throw new InputError(
      "workers-number",
      `check: --workers is ${workers}, more than it can have\nGive a whole number from 1 to ${mostWorkers}.`,
    );
  }
  const alone = whatIsDoneAlone(wanted);
  if (alone !== undefined && workers !== undefined && workers > 1) {
    throw new InputError(
      "workers",
      `check: --workers ${workers} does not go together with ${alone}\nOne worker does it: leave --workers out, or ${alone}.`,
    );
  }
  // A model that threads cannot import by the same name must not be taken for another.
  const isKnown = !isBuiltIn || registry[argument]?.model === model;
  if (workers === undefined || workers < 2 || !isKnown) return undefined;
  const source = { module: module.href, export: "modelOf", argument: { argument, directory } satisfies WorkerArgument };
  return new Threads(source, { workers, from: 0 });
}

function whatIsDoneAlone({
  strategy,
  symmetry,
  reduction,
  profile,
  recovers,
  isKept,
  isOnDisk,
}: WorkersWanted): string | undefined {
  if (strategy !== "breadth") return `--strategy ${strategy}`;
  if (symmetry) return "--symmetry";
  if (reduction) return "--reduction";
  if (recovers) return "--recovers";
  if (isKept) return "a checkpoint";
  if (isOnDisk) return "--disk";
  return profile ? "--profile" : undefined;
}

const module = new URL(import.meta.url.endsWith(".ts") ? "./worker-model.ts" : "./worker-model.js", import.meta.url);
