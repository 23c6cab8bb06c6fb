/**
 * The explorer: every state that a model can reach, and what becomes of its claims.
 *
 * @module interregnum/model
 */
export { checkModel, configurationsOf } from "./check-model.ts";
export { boundsOf, checkScenario, mostNodes } from "./check-scenario.ts";
export type { Checkpoints } from "./checkpoint/index.ts";
export type { Disk } from "./engine/shelf.ts";
export { ProtocolError } from "./error.ts";
export { type ExploreOptions, explore, exploring } from "./explore.ts";
export { circumstances, hazards } from "./hazards.ts";
export type { Limits } from "./limits.ts";
export type { MissionOptions, Progress } from "./mission.ts";
export { bothWays } from "./network/links.ts";
export { canonical, frozen } from "./plain.ts";
export type { EventKind, LargestCell, Profile, ProfileRow } from "./profile-result.ts";
export { choosingBy } from "./random.ts";
export * from "./result.ts";
export { type Retaken, type RetakeOptions, retake } from "./retake.ts";
export * from "./scenario.ts";
export { type Schedule, type ScheduledStep, scheduleOf } from "./schedule.ts";
export { withWitnesses } from "./select-claims.ts";
export { type Choose, type Walk, type WalkOptions, walk } from "./simulate.ts";
export { type StrategyName, type StrategyOptions, strategyNames } from "./strategy.ts";
export type { Assignment, Crew } from "./team/crew.ts";
export type { TeamMemory } from "./team/memory.ts";
