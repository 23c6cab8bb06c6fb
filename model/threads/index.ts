/**
 * Exploring with several threads of Node.
 *
 * @module interregnum/model/threads
 */
import { setImmediate } from "node:timers/promises";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type ExploreOptions, exploring } from "../explore.ts";
import type { Exploration } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { type ModelSource, modelFrom } from "./source.ts";
import { mostWorkers, type ThreadOptions, Threads } from "./threads.ts";

export { type ModelSource, mostWorkers, type ThreadOptions, Threads };

/**
 * Explores like `explore`, with several threads. Counts, verdicts and traces are
 * the same, as long as no limit ends the exploration.
 *
 * @throws InputError like `explore`, and with a code `worker…` where threads cannot help
 * @throws ProtocolError where the protocol breaks its contract
 */
export async function exploreInThreads<V extends Vocabulary>(
  source: ModelSource,
  scenario: Scenario,
  options: Omit<ExploreOptions, "crew"> & ThreadOptions,
): Promise<Exploration> {
  const model = await modelFrom<V>(source);
  const crew = new Threads(source, options);
  try {
    const exploration = exploring(model, scenario, { ...options, crew });
    for (;;) {
      const { done, value } = exploration.next();
      if (done === true) return value;
      // Only between two turns of the event loop can it be heard that a thread has died.
      await setImmediate();
    }
  } finally {
    await crew.dismiss();
  }
}
