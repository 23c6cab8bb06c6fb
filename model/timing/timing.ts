import type { Ticks } from "../../spec/vocabulary.ts";
import type { TimingName } from "../scenario.ts";

/** When an armed timer may run out. What is stored of an armed timer is one number, its *remainder*. */
export interface Timing {
  readonly name: TimingName;
  /** The remainders with which a timer of this duration may be armed: a successor for each. */
  arm(duration: Ticks): readonly number[];
  /** Whether a timer with this remainder may run out now. */
  due(remainder: number): boolean;
  /** Whether time passes by ticks. */
  readonly ticks: boolean;
}
