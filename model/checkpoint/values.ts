/** The values of a protocol that have numbers: local states, durable values, messages, and what is counted by them. */
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Actors } from "../engine/actors.ts";
import type { Interner } from "../engine/interner.ts";
import type { Memories } from "../engine/memories.ts";
import { canonical, frozen } from "../plain.ts";
import type { Decoder } from "./decoder.ts";
import type { Encoder } from "./encoder.ts";
import { damaged } from "./frames.ts";

/** Writes the values in the order of their numbers. */
export function* writeValues<V extends Vocabulary>(
  out: Encoder,
  actors: Actors<V>,
  memories: Memories<V>,
): Generator<Uint8Array, void> {
  yield* writeEach(out, actors.timerNames.size, (number) => out.text(actors.timerNames.value(number)));
  for (const values of [actors.locals, actors.durables, actors.messages] as const) {
    yield* writeEach(out, values.size, (number) => out.text(canonical(values.value(number))));
  }
  yield* writeEach(out, actors.envelopes.size, (number) => {
    const { from, message } = actors.envelopes.value(number);
    out.number(from);
    out.number(message);
  });
  yield* writeEach(out, memories.values.size, (number) => {
    const { history, value } = memories.values.value(number);
    out.number(history);
    out.text(canonical(value));
  });
  yield* writeEach(out, memories.size, (number) => out.numbers(memories.parts(number)));
}

/** Gives the values their numbers back, before anything else gets one. */
export function readValues<V extends Vocabulary>(from: Decoder, actors: Actors<V>, memories: Memories<V>): void {
  readEach(from, () => {
    const name = from.text();
    return actors.timerNames.number(name, () => name);
  });
  for (const values of [actors.locals, actors.durables, actors.messages] as const) {
    readEach(from, () => {
      const text = from.text();
      return (values as Interner<unknown>).number(text, () => frozen(text));
    });
  }
  readEach(from, () => {
    const sender = from.number();
    return actors.envelope(sender, within(from.number(), actors.messages));
  });
  readEach(from, () => {
    const history = from.number();
    if (history >= memories.histories.length) throw damaged("a value belongs to no history variable");
    return memories.remember(history, JSON.parse(from.text()));
  });
  readEach(from, () => memories.number(from.numbers().map((value) => within(value, memories.values))));
}

/** Writes how many there are, and each of them, frame by frame. */
export function* writeEach(out: Encoder, size: number, write: (number: number) => void): Generator<Uint8Array, void> {
  out.number(size);
  for (let number = 0; number < size; number++) {
    write(number);
    if (out.isFull) yield out.take();
  }
}

/** Reads what {@link writeEach} has written; `read` gives the number that each gets, which must be the one that it had. */
export function readEach(from: Decoder, read: () => number): void {
  const size = from.number();
  for (let number = 0; number < size; number++) {
    if (read() !== number) throw damaged("the same is in it twice");
  }
}

/** A number that must be that of a value which is there. */
export function within(number: number, { size }: { readonly size: number }): number {
  if (number >= size) throw damaged(`number ${number} stands for nothing`);
  return number;
}
