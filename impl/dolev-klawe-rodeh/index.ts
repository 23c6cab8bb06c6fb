/**
 * Election in a ring by Dolev, Klawe and Rodeh, and by Peterson, 1982: in one direction, with *n* log *n* messages.
 *
 * @module interregnum/dolev-klawe-rodeh
 */
export * from "../../spec/ring/dolev-klawe-rodeh.ts";
export { isDolevKlaweRodehMessage } from "../../spec/ring/messages.ts";
export * from "../ring/dolev-klawe-rodeh.ts";
