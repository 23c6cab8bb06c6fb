import type { Survivor } from "./compare.ts";

/** The mutants that are left alive, each with the reason why that is no harm. */
export const survivors: readonly Survivor[] = [];
