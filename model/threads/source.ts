import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { InputError } from "../scenario.ts";

/** Where another thread finds a model: functions cannot be handed to it, so that it imports them itself. */
export interface ModelSource {
  /** The URL of a module, such as `new URL("./my-model.js", import.meta.url).href`. */
  readonly module: string;
  /** The name of the export that is the model, or a function that gives it, or a promise of it; `default` by default. */
  readonly export?: string;
  /** What that function is called with: plain data. */
  readonly argument?: unknown;
}

/**
 * Imports a model.
 *
 * @throws InputError with the code `worker-model` where there is none; whatever the module throws
 */
export async function modelFrom<V extends Vocabulary>({
  module,
  export: name = "default",
  argument,
}: ModelSource): Promise<Model<V>> {
  const exports = (await import(module)) as Readonly<Record<string, unknown>>;
  const found = exports[name];
  const model: unknown =
    typeof found === "function" ? await (found as (argument: unknown) => unknown)(argument) : found;
  if (typeof model === "object" && model !== null && "protocol" in model) return model as Model<V>;
  throw new InputError(
    "worker-model",
    `${module} exports no model by the name ${name}\n  Name the export that is the model, or a function that gives it.`,
  );
}
