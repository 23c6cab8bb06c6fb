/**
 * Stoller's Bully: the highest process leads, and what a wrong suspicion broke is mended.
 *
 * @module interregnum/stoller
 */
export * from "../../spec/stoller/messages.ts";
export * from "../../spec/stoller/vocabulary.ts";
export { stoller } from "./stoller.ts";
