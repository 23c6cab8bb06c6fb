/** `interregnum costs --simulate`: what an election costs on average, for more processes than can be explored. */
import { InputError } from "../../model/scenario.ts";
import { mostSimulated, type Simulated, simulatedSizes, simulating } from "../costs/simulated.ts";
import { type CostSubject, costSubjectsOf } from "../costs/subjects.ts";
import { simulationTable } from "./costs-table.ts";
import { hanging, wrapped } from "./layout.ts";
import type { Terminal } from "./terminal.ts";

/** What was typed that matters here. */
export interface SimulationGiven {
  readonly nodes: string | undefined;
  readonly runs: number | undefined;
  readonly seed: number | undefined;
  readonly json: boolean;
  /** What was typed that has no meaning here, as it was typed. */
  readonly stray: readonly string[];
}

/**
 * Simulates and prints.
 *
 * @param algorithms - those that are asked for, or all that there are
 * @returns whether it came to its end
 * @throws InputError where nothing can be simulated, or what was typed makes no sense
 */
export async function simulate(
  algorithms: readonly string[],
  isOne: boolean,
  given: SimulationGiven,
  terminal: Terminal,
): Promise<boolean> {
  const { stray, json, runs = 100, seed = 1 } = given;
  if (stray[0] !== undefined) {
    throw new InputError(
      "option-stray",
      `costs: ${stray[0]} says nothing of random runs\nLeave it out, or leave out --simulate.`,
    );
  }
  const subjects = algorithms.flatMap(costSubjectsOf).filter(({ draw }) => draw !== undefined);
  if (subjects.length === 0) {
    throw new InputError(
      "costs-simulate",
      `costs: ${isOne ? `no random runs are made of ${algorithms[0]}` : "there is nothing to be simulated"}\nThey are made of the elections in a ring: lelann, chang-roberts, hirschberg-sinclair, dolev-klawe-rodeh, itai-rodeh.`,
    );
  }
  const sizes = given.nodes === undefined ? simulatedSizes : sizesFrom(given.nodes);
  let isWhole = true;
  const all = await terminal.interruptible(async (signal) => {
    const found: (readonly [CostSubject, readonly Simulated[]])[] = [];
    for (const subject of subjects) {
      const ofSubject: Simulated[] = [];
      found.push([subject, ofSubject]);
      for (const nodes of sizes) {
        // So that an interruption is heard.
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (signal.aborted) break;
        ofSubject.push(...simulating(subject, { runs, seed, sizes: [nodes] }));
      }
      isWhole &&= ofSubject.length === sizes.length;
    }
    return found;
  });
  terminal.out(json ? JSON.stringify(all.map(asJson), null, 2) : asText(all, { runs, seed }, terminal));
  return isWhole;
}

/** `64`, or `8,16,32`. */
function sizesFrom(text: string): readonly number[] {
  const sizes = text.split(",").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 0));
  if (sizes.every((size) => size >= 2 && size <= mostSimulated)) return sizes;
  throw new InputError(
    "option-nodes",
    `costs: --nodes “${text}” is neither a number of processes nor a list of them\nGive one from 2 to ${mostSimulated}, such as 64, or several, such as 8,16,32.`,
  );
}

function asJson([{ algorithm, election, counting, besideMean }, simulated]: readonly [
  CostSubject,
  readonly Simulated[],
]): unknown {
  return {
    ...{ algorithm, election, counting },
    sizes: simulated.map((found) => ({
      ...found,
      literature:
        besideMean === undefined
          ? null
          : { formula: besideMean.words, value: besideMean.of(found.nodes), source: besideMean.source },
    })),
  };
}

function asText(
  all: readonly (readonly [CostSubject, readonly Simulated[]])[],
  { runs, seed }: { readonly runs: number; readonly seed: number },
  { width, paint }: Terminal,
): string {
  return [
    ...wrapped("How many messages does an election take on average until all follow one leader?", width),
    ...all.flatMap(([subject, simulated]) => [
      "",
      ...wrapped(paint("bold", `${subject.algorithm}: ${subject.election}`), width),
      ...simulationTable(subject, simulated, { paint, width }),
    ]),
    "",
    ...hanging(
      "",
      `${runs} random runs for each number of processes, from the seed ${seed}: the ring in a random order, and whatever can happen next equally likely. The standard error is how far the mean of ${runs} other runs would lie from this one.`,
      width,
    ),
  ].join("\n");
}
