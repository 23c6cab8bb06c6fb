/** The cells of each process, and the environments. */
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type ArmedTimer, type Cell, statuses } from "../engine/cell.ts";
import { budgetNames } from "../engine/environment.ts";
import type { Space } from "../engine/space.ts";
import { InputError } from "../scenario.ts";
import type { Decoder } from "./decoder.ts";
import type { Encoder } from "./encoder.ts";
import { damaged } from "./frames.ts";
import { readEach, within, writeEach } from "./values.ts";

/** Writes the cells by position and number, and the environments by number. */
export function* writeCells<V extends Vocabulary>(
  out: Encoder,
  { cells, environments }: Space<V>,
): Generator<Uint8Array, void> {
  for (const [position, { interner, beyond }] of cells.tables.entries()) {
    yield* writeEach(out, interner.size, (number) => {
      const { configuration, status, local, overwritten, timers, inbox } = cells.cell(position, number);
      out.numbers([configuration, statuses.indexOf(status), local + 1, overwritten + 1, beyond[number]!]);
      out.numbers(timers.flat());
      out.numbers(inbox);
    });
  }
  yield* writeEach(out, environments.size, (number) => {
    const { configuration, left, cut } = environments.ground(number);
    out.numbers([configuration, cut + 1, environments.memory[number]!]);
    out.numbers(left);
  });
}

/**
 * Gives cells and environments their numbers back.
 *
 * @throws InputError with the code `checkpoint-bounds` where a bound cuts what it did not cut, or the reverse
 */
export function readCells<V extends Vocabulary>(from: Decoder, space: Space<V>): void {
  const { actors, cells, environments } = space;
  for (let position = 0; position < space.size; position++) {
    readEach(from, () => {
      const [configuration = 0, status = 0, local = 0, overwritten = 0, beyond] = from.numbers();
      const timers = from.numbers();
      const inbox = from.numbers().map((envelope) => within(envelope, actors.envelopes));
      const cell: Cell = {
        configuration: within(configuration, { size: actors.configurations.length }),
        status: statuses[within(status, { size: statuses.length })]!,
        local: local - 1,
        overwritten: overwritten - 1,
        timers: pairsOf(timers),
        inbox,
      };
      const known = cell.status === "down" ? actors.durables : actors.locals;
      if (cell.local >= 0) within(cell.local, known);
      else if (cell.status !== "gone") throw damaged("a process has no state");
      if (cell.overwritten >= 0) within(cell.overwritten, actors.durables);
      const number = cells.numberOf(position, cell);
      if (cells.tables[position]!.beyond[number] === beyond) return number;
      throw new InputError(
        "checkpoint-bounds",
        `the checkpoint was written with another measure: a local state was ${beyond === 1 ? "beyond a bound, and is not" : "within all bounds, and is beyond one"}\n  Begin anew without it, or go back to the bounds that it was written with.`,
      );
    });
  }
  readEach(from, () => {
    const [configuration = 0, cut = 0, memory = 0] = from.numbers();
    const left = from.numbers();
    if (left.length !== budgetNames.length || cut > environments.cuts.length) throw damaged("no such environment");
    within(configuration, { size: actors.configurations.length });
    return environments.number({ configuration, left, cut: cut - 1 }, within(memory, space.watch.memories));
  });
}

function pairsOf(numbers: readonly number[]): readonly ArmedTimer[] {
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const);
}
