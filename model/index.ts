/**
 * The explorer: every state that a model can reach, and what becomes of its claims.
 *
 * @module interregnum/model
 */
export { checkModel, configurationsOf } from "./check-model.ts";
export { checkScenario, commonBounds, mostNodes } from "./check-scenario.ts";
export type { Checkpoints } from "./checkpoint/index.ts";
export type { Disk } from "./engine/shelf.ts";
export { ProtocolError } from "./error.ts";
export { type ExploreOptions, explore, exploring } from "./explore.ts";
export { circumstances, hazards } from "./hazards.ts";
export type { Limits } from "./limits.ts";
export type { MissionOptions, Progress } from "./mission.ts";
export { canonical, frozen } from "./plain.ts";
export type { EventKind, Profile, ProfileRow } from "./profile-result.ts";
export { choosingBy } from "./random.ts";
export * from "./result.ts";
export * from "./scenario.ts";
export { withWitnesses } from "./select-claims.ts";
export { type Choose, type Walk, type WalkOptions, walk } from "./simulate.ts";
export { type StrategyName, type StrategyOptions, strategyNames } from "./strategy.ts";
