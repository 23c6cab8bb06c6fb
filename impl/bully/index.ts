/**
 * The Bully algorithm: the process with the highest number leads.
 *
 * @module interregnum/bully
 */
export * from "../../spec/bully/messages.ts";
export * from "../../spec/bully/vocabulary.ts";
export { bully } from "./bully.ts";
