import { send } from "../../spec/effect.ts";
import type { Configuration, ProcessId } from "../../spec/vocabulary.ts";
import { successor } from "./ring.ts";

/** The news of who is elected, in a ring whose processes have names. */
interface Elected {
  readonly type: "elected";
  readonly leader: ProcessId;
}

/** What a process is that has heard the news. */
interface Following {
  readonly role: "following";
  readonly leader: ProcessId;
}

/** The news travels on until it is back with the process that it is about. */
export function hearOfTheElected<const S extends { readonly role: string; readonly leader?: ProcessId }>(
  { processes, self }: Pick<Configuration, "processes"> & { readonly self: ProcessId },
  state: S,
  leader: ProcessId,
): readonly [state: S | Following, ...passedOn: readonly ReturnType<typeof send<Elected>>[]] {
  if (leader === self) return [state];
  const passOn = send<Elected>(successor(processes, self), { type: "elected", leader });
  return [state.leader === leader ? state : { role: "following", leader }, passOn];
}
