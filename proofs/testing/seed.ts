/**
 * One seed for all random tests, so that a run can be repeated and a red one
 * says something about the change that made it red. To look for what nobody has
 * found yet, give another one: INTERREGNUM_SEED=$RANDOM, and more
 * INTERREGNUM_RUNS.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["INTERREGNUM_SEED"] ?? 1979) });
