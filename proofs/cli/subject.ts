/** What a command is about: a built-in algorithm or a protocol in a file. */
import { resolve } from "node:path";
import { InputError } from "../../model/scenario.ts";
import type { Algorithm } from "../registry.ts";
import type { Context } from "./command.ts";
import { isPath, type Loaded, loadModel, statusOf } from "./load.ts";
import { insteadOf } from "./words.ts";

/** An algorithm together with the name by which it was asked for. */
export interface Subject extends Algorithm {
  readonly name: string;
  /** Whether the kit brings it along: then what its parameters mean is known here. */
  readonly isBuiltIn: boolean;
  /** Where it was loaded from; absent where the kit brings it along. */
  readonly loaded?: Loaded;
}

/**
 * The algorithm that an argument names, or the one in the file that it names.
 *
 * @throws InputError where there is none
 */
export async function subjectOf(argument: string, { algorithms, terminal }: Context): Promise<Subject> {
  const algorithm = Object.hasOwn(algorithms, argument) ? algorithms[argument] : undefined;
  if (algorithm !== undefined) return { name: argument, isBuiltIn: true, ...algorithm };
  if (isPath(argument)) {
    const loaded = await loadModel(argument, terminal.directory);
    const { model } = loaded;
    return { name: model.protocol.name, isBuiltIn: false, loaded, model, title: argument, line: "", bounds: {} };
  }
  const file = statusOf(resolve(terminal.directory, argument), argument);
  const remedy =
    file?.isFile() !== true
      ? `${insteadOf(argument, Object.keys(algorithms), "built-in algorithms")} For a protocol of your own, give a file: ./${argument}.ts`
      : `There is a file of that name: write ./${argument} to mean it.`;
  throw new InputError("algorithm-unknown", `there is no algorithm “${argument}”\n${remedy}`);
}
