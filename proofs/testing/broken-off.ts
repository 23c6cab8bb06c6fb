/** Explorations that are broken off and go on from their checkpoint, in another space. */
import { type ExploreOptions, explore } from "../../model/explore.ts";
import type { Exploration } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

/** What a run that was broken off has left. */
export interface BrokenOff {
  readonly result: Exploration;
  /** The last checkpoint, or null where none was written. */
  readonly checkpoint: Uint8Array | null;
}

/**
 * Explores until somebody has looked at the limits `looks` times.
 *
 * @param options - beside the signal, which is the one that breaks it off
 */
export function breakOff<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: ExploreOptions,
  looks: number,
): BrokenOff {
  let left = looks;
  let checkpoint: Uint8Array | null = null;
  const result = explore(model, scenario, {
    ...options,
    signal: {
      get aborted() {
        return --left < 0;
      },
    },
    checkpoints: {
      isDue: () => false,
      keep: (chunks) => {
        checkpoint = joined(chunks);
      },
    },
  });
  return { result, checkpoint };
}

/**
 * Explores, breaking it off again and again: after so many looks at the limits
 * each time, and then to the end.
 */
export function inPieces<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: ExploreOptions,
  pieces: readonly number[],
): Exploration {
  let from: ExploreOptions = {};
  for (const looks of pieces) {
    const { result, checkpoint } = breakOff(model, scenario, { ...options, ...from }, looks);
    if (result.stopped !== "interrupted") return result;
    from = checkpoint === null ? {} : { resume: inChunks(checkpoint, 1000) };
  }
  return explore(model, scenario, { ...options, ...from });
}

/** All bytes of some chunks, each of which is overwritten by the next. */
export function joined(chunks: Iterable<Uint8Array>): Uint8Array {
  return new Uint8Array(Buffer.concat(Array.from(chunks, (chunk) => Buffer.from(chunk))));
}

/** Bytes in chunks of a length, in one array that is used for all of them. */
export function* inChunks(bytes: Uint8Array, length: number): Generator<Uint8Array, void> {
  const chunk = new Uint8Array(length);
  for (let from = 0; from < bytes.length; from += length) {
    const part = bytes.subarray(from, from + length);
    chunk.set(part);
    yield chunk.subarray(0, part.length);
    chunk.fill(0xaa);
  }
}

/** Everything that a result tells, but for which of the shortest traces it shows. */
export function numbersOf({ verdicts, ...rest }: Exploration): unknown {
  return {
    ...rest,
    verdicts: verdicts.map(({ trace, ...verdict }) => ({ ...verdict, length: trace?.steps.length ?? null })),
  };
}
