import type { NetworkName } from "../scenario.ts";
import { duplicating } from "./duplicating.ts";
import { fifo } from "./fifo.ts";
import type { Network } from "./network.ts";
import { set } from "./set.ts";
import { unordered } from "./unordered.ts";

/** Every network by its name. */
export const networks: Readonly<Record<NetworkName, Network>> = { unordered, set, fifo, duplicating };
