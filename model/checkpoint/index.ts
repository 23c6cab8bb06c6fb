/**
 * Checkpoints: an exploration as bytes, good to go on from in another run.
 *
 * @remarks
 * Numbers of cells, environments, states and messages mean something only
 * together with the tables that gave them, so that the tables are written, too;
 * and what the tables say of the protocol, its bounds, its claims and its history
 * variables is asked again before any of it is relied on. See
 * docs/architecture.md for the format.
 */
import type { Claim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Search, Standing } from "../engine/search.ts";
import type { Space } from "../engine/space.ts";
import type { CheckedSymmetry } from "../engine/symmetry/index.ts";
import type { Progress } from "../mission.ts";
import { canonical } from "../plain.ts";
import { askAgain, writeAnswers } from "./answers.ts";
import { readCells, writeCells } from "./cells.ts";
import { Decoder } from "./decoder.ts";
import { Encoder } from "./encoder.ts";
import { askClaimsAgain, writeLearned } from "./learned.ts";
import { readStanding, writeStanding } from "./standing.ts";
import { compareSubjects, type Subject } from "./subject.ts";
import { readValues, within, writeEach, writeValues } from "./values.ts";

/** Keeps checkpoints while an exploration runs. */
export interface Checkpoints {
  /** Asked whenever a level is complete: whether a checkpoint is to be written now. */
  isDue(): boolean;
  /**
   * Keeps a checkpoint: when it is due, and when a limit ends the exploration.
   *
   * @param chunks - its bytes, some 64 kB at a time; each chunk is good until the next is asked for
   */
  keep(chunks: Iterable<Uint8Array>): void;
}

/**
 * A checkpoint, in chunks that are good until the next is asked for.
 *
 * @param standing - where the search stood at the end of some level
 */
export function* checkpointOf<V extends Vocabulary>(
  subject: Subject,
  space: Space<V>,
  symmetry: CheckedSymmetry | undefined,
  search: Search<V>,
  standing: Standing,
): Generator<Uint8Array, void> {
  const out = new Encoder();
  yield out.begin();
  out.text(canonical(subject));
  yield* writeValues(out, space.actors, space.watch.memories);
  yield* writeAnswers(out, space.actors);
  yield* writeCells(out, space);
  yield* writeLearned(out, space);
  const found = symmetry?.orbits.found ?? [];
  yield* writeEach(out, found.length, (i) => out.numbers(found[i]!));
  yield* writeStanding(out, search, standing);
  if (!out.isEmpty) yield out.take();
  yield out.take();
}

/** An exploration that goes on from a checkpoint: first its tables are read, then all the rest. */
export class Resumption<V extends Vocabulary> {
  readonly #from: Decoder;
  readonly #space: Space<V>;
  readonly #claims: readonly Claim<V>[];

  /**
   * Reads the tables, which must be done before anything in the space has a number.
   *
   * @param chunks - the bytes of the checkpoint; each may be overwritten once the next is asked for
   * @throws InputError with a code `checkpoint-…` where it is none, is damaged, or is one of something else
   */
  constructor(chunks: Iterable<Uint8Array>, subject: Subject, space: Space<V>, claims: readonly Claim<V>[]) {
    const from = new Decoder(chunks);
    this.#from = from;
    this.#space = space;
    this.#claims = claims;
    compareSubjects(JSON.parse(from.text()) as Subject, subject);
    readValues(from, space.actors, space.watch.memories);
    askAgain(from, space.actors, space.name);
    readCells(from, space);
    askClaimsAgain(
      from,
      space,
      claims.map(({ name }) => name),
    );
  }

  /** Brings a search to where the other one stood, and yields its progress every `pace` states. */
  *bring(search: Search<V>, symmetry: CheckedSymmetry | undefined, pace: number): Generator<Progress, void> {
    const { size, cells, environments } = this.#space;
    for (let left = this.#from.number(); left > 0; left--) {
      const [position = 0, number = 0] = this.#from.numbers();
      within(position, { size: size + 1 });
      symmetry?.orbits.find(
        position,
        within(number, position < size ? cells.tables[position]!.interner : environments),
      );
    }
    yield* readStanding(this.#from, this.#space, search, this.#claims, pace);
    this.#from.end();
  }
}
