/** How a thread comes by the model that the command line was given. */
import type { Model } from "../../spec/model.ts";
import { registry } from "../registry.ts";
import { loadModel } from "./load.ts";

/** What names a model: an algorithm, or a file relative to the directory. */
export interface WorkerArgument {
  readonly argument: string;
  readonly directory: string;
}

/** The model that an argument of the command line names: to be called in another thread, once it was found in the first one. */
export async function modelOf({ argument, directory }: WorkerArgument): Promise<Model> {
  const algorithm = Object.hasOwn(registry, argument) ? registry[argument] : undefined;
  return algorithm?.model ?? (await loadModel(argument, directory)).model;
}
