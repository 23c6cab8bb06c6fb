import type { TimingName } from "../scenario.ts";
import { asynchronous } from "./asynchronous.ts";
import { timely } from "./timely.ts";
import type { Timing } from "./timing.ts";

/** Every timing by its name. */
export const timings: Readonly<Record<TimingName, Timing>> = { asynchronous, timely };
