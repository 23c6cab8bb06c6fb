/** What was learned of claims and history variables, which are functions and can be asked again. */
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { statuses } from "../engine/cell.ts";
import type { Space } from "../engine/space.ts";
import type { Change } from "../engine/watch.ts";
import { shown } from "../error.ts";
import { InputError } from "../scenario.ts";
import type { Decoder } from "./decoder.ts";
import type { Encoder } from "./encoder.ts";
import { damaged } from "./frames.ts";
import { within, writeEach } from "./values.ts";

/** Writes how history variables moved, and for which changes, with which memory, claims about steps hold. */
export function* writeLearned<V extends Vocabulary>(out: Encoder, space: Space<V>): Generator<Uint8Array, void> {
  const { watch } = space;
  yield* writeEach(out, watch.moved.length, (i) => {
    const [memory, change, after] = watch.moved[i]!;
    out.numbers([memory, after]);
    writeChange(out, space, watch.change(change));
  });
  for (const [change, memory, claims] of watch.settledChanges()) {
    out.number(claims);
    out.number(memory + 1);
    writeChange(out, space, change);
    if (out.isFull) yield out.take();
  }
  // No claims are the end of the list.
  out.number(0);
}

/**
 * Asks history variables and claims about steps again.
 *
 * @param names - the names of the claims
 * @throws InputError with the code `checkpoint-claims` where one answers otherwise
 */
export function askClaimsAgain<V extends Vocabulary>(from: Decoder, space: Space<V>, names: readonly string[]): void {
  const { watch } = space;
  const { memories } = watch;
  for (let left = from.number(); left > 0; left--) {
    const [memory = 0, after = 0] = from.numbers();
    within(Math.max(memory, after), memories);
    const found = watch.memoryAfter(memory, readChange(from, space));
    if (found === after) continue;
    const history = memories.parts(found).findIndex((value, i) => value !== memories.parts(after)[i]);
    throw another(
      `history variable ${shown(memories.histories[history]!.name)}`,
      `from ${shown(memories.value(memory, history))} it came to ${shown(memories.value(after, history))}, and comes to ${shown(memories.value(found, history))}`,
    );
  }
  // What these claims looked at is the change and perhaps the memory: any state will do for the rest.
  const anywhere = new Int32Array(space.size);
  const environmentOf = new Map(space.environments.memory.map((memory, environment) => [memory, environment]));
  for (let claims = from.number(); claims !== 0; claims = from.number()) {
    const memory = from.number() - 1;
    const environment = memory < 0 ? 0 : environmentOf.get(memory);
    if (environment === undefined) throw damaged("a memory belongs to no environment");
    const violated = watch.violatedByStep(claims, readChange(from, space), anywhere, anywhere, environment);
    if (violated === 0) continue;
    throw another(`claim ${shown(names[31 - Math.clz32(violated)])}`, "it held for a step, and does not");
  }
}

/** What is said where a claim or a history variable is not what it was. */
export function another(what: string, how: string): InputError {
  return new InputError(
    "checkpoint-claims",
    `the checkpoint was written with another ${what}: ${how}\n  Begin anew without it, or go back to the version that it was written with.`,
  );
}

/**
 * A change is written as what can be seen of the process before and after it:
 * faces get their numbers anew, and no cell may have one of them, as where a
 * symmetry looked at images.
 */
function writeChange<V extends Vocabulary>(
  out: Encoder,
  { faces }: Space<V>,
  { position, before, after }: Change,
): void {
  const seen = [before, after].flatMap((face) => {
    const { configuration, status, local } = faces.origin(face).cell;
    return [configuration, statuses.indexOf(status), local + 1];
  });
  out.numbers([position, ...seen]);
}

function readChange<V extends Vocabulary>(from: Decoder, { actors, faces, watch, size }: Space<V>): number {
  const [position = 0, ...seen] = from.numbers();
  within(position, { size });
  const [before, after] = [0, 3].map((at) => {
    const [configuration = 0, state = 0, local = 0] = seen.slice(at, at + 3);
    within(configuration, { size: actors.configurations.length });
    const status = statuses[within(state, { size: statuses.length })]!;
    // One that is gone has no state.
    const values = status === "gone" ? { size: 0 } : status === "down" ? actors.durables : actors.locals;
    within(local, { size: values.size + 1 });
    if ((local === 0) !== (status === "gone")) throw damaged("a process has no state, or one that is gone has one");
    return faces.of({ configuration, status, local: local - 1, overwritten: -1, timers: [], inbox: [] }, position);
  });
  const change = watch.changeOf(position, before!, after!);
  if (change === 0) throw damaged("nothing changed where something did");
  return change;
}
