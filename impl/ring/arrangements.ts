/** The orders in which rings of named processes are explored. */
import type { ProcessId } from "../../spec/vocabulary.ts";

/** The processes `size`, ..., 2, 1: a ring along which ids fall, so that the highest travel farthest. */
export function falling(size: number): readonly ProcessId[] {
  return Array.from({ length: size }, (_, index) => size - index);
}

/** High and low processes in turns, as in 4, 1, 3, 2: so many processes are higher than both of their neighbours as can be. */
export function alternating(size: number): readonly ProcessId[] {
  return Array.from({ length: size }, (_, index) => (index % 2 === 0 ? size - index / 2 : (index + 1) / 2));
}
