import { itaiRodehModelWith } from "../../impl/itai-rodeh/model.ts";
import type { Model } from "../../spec/model.ts";
import type { ItaiRodeh, ItaiRodehParameters } from "../../spec/ring/itai-rodeh.ts";
import { anyModel } from "../registry.ts";

/** Two identities, and rounds without numbers. */
export const fewLots: ItaiRodehParameters = { identities: 2, rounds: false, uncounted: 0 };

/** As many identities as there are processes, as in the paper. */
export function manyLots(size: number): ItaiRodehParameters {
  return { identities: size, rounds: true, uncounted: 0 };
}

/**
 * Itai and Rodeh's algorithm for random runs: the timer of each identity runs out
 * at the next tick.
 *
 * @remarks
 * In a random run whatever can happen is equally likely to be next. So of timers
 * that are due at once each is equally likely to run out first, which is what it takes
 * for identities to be drawn by equal chances; durations that differ would add nothing but
 * as many ways to set them as there are sets of identities.
 */
export function itaiRodehByLot(size: number): Model {
  const model = itaiRodehModelWith(manyLots(size));
  return anyModel({
    ...model,
    protocol: {
      ...model.protocol,
      timers: (ring) => Object.fromEntries(Object.keys(model.protocol.timers(ring)).map((identity) => [identity, 1])),
    },
  } satisfies Model<ItaiRodeh>);
}
