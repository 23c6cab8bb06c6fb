/**
 * The lease: one place that all can reach tells who leads, and for how long.
 *
 * @module interregnum/lease
 */
export * from "../../spec/lease/messages.ts";
export * from "../../spec/lease/vocabulary.ts";
export { lease } from "./lease.ts";
