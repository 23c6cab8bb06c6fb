/**
 * The museum of bugs: real bugs of real systems, each as a few changed lines in a
 * reducer of this kit. The tests hold each to its trace, the command line shows
 * them, and the documentation lists them.
 */
import type { Exhibit } from "./exhibit.ts";
import { wrongVotes } from "./exhibits/counting.ts";
import { forgottenOnDisk } from "./exhibits/disk.ts";
import { forgottenVotes } from "./exhibits/forgotten-votes.ts";
import { otherExhibits } from "./exhibits/others.ts";
import { ringExhibits } from "./exhibits/rings.ts";

export type { Exhibit } from "./exhibit.ts";
export { type DiffLine, difference } from "./patch.ts";
export { modelFrom, type Sources, sourcesOf } from "./sources.ts";
export { exploringExhibit, isKept, verdictOf } from "./tour.ts";

/** Every exhibit, in the order of the tour. */
export const exhibits: readonly Exhibit[] = [
  ...forgottenVotes,
  ...forgottenOnDisk,
  ...wrongVotes,
  ...otherExhibits,
  ...ringExhibits,
];
