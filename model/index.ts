/**
 * The explorer: every state that a model can reach, and what becomes of its claims.
 *
 * @module interregnum/model
 */
export { checkModel, configurationsOf } from "./check-model.ts";
export { checkScenario, commonBounds, mostNodes } from "./check-scenario.ts";
export { ProtocolError } from "./error.ts";
export { type ExploreOptions, explore, exploring, type Progress, withWitnesses } from "./explore.ts";
export { circumstances, hazards } from "./hazards.ts";
export { canonical, frozen } from "./plain.ts";
export * from "./result.ts";
export * from "./scenario.ts";
export { type Choose, type Walk, type WalkOptions, walk } from "./simulate.ts";
