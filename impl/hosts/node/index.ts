/**
 * Elections between processes of Node, over TCP, with what must survive a crash on
 * the disk.
 *
 * @module interregnum/hosts/node
 */
export type { ElectionEvents, Reign } from "../announcer.ts";
export type { Refusal } from "../interpreter.ts";
export type { ConnectionRefusal } from "./connection.ts";
export { type Counters, createElector, Elector, type ElectorRefusal } from "./elector.ts";
export { HostError } from "./error.ts";
export type { FrameRefusal } from "./frames.ts";
export type { Credentials } from "./network.ts";
export type { ElectorOptions } from "./options.ts";
