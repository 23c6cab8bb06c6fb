/** Of which elections the costs are told: how they begin, what is counted, and what the literature says of it. */

import { itaiRodehModelWith } from "../../impl/itai-rodeh/model.ts";
import type { CountedFrom } from "../../model/costs/index.ts";
import type { Choose } from "../../model/simulate.ts";
import { bullyMessagesMax } from "../../spec/bully/message-bounds.ts";
import type { Model } from "../../spec/model.ts";
import {
  announcementMessages,
  changRobertsMessagesAtLeast,
  changRobertsMessagesAtMost,
  changRobertsMessagesOnAverage,
  dolevKlaweRodehMessagesAtMost,
  hirschbergSinclairMessagesAtMost,
  leLannMessagesAtMost,
} from "../../spec/ring/message-bounds.ts";
import type { Configuration } from "../../spec/vocabulary.ts";
import { type Algorithm, anyModel, registry } from "../registry.ts";
import { arrangements, arrangementsUpToRotation, drawnRing } from "./arrangements.ts";
import { bullyAtRest } from "./at-rest.ts";
import { fewLots, itaiRodehByLot, manyLots } from "./lots.ts";

/** A closed formula of the literature, for any number of processes. */
export interface Formula {
  readonly words: string;
  readonly of: (size: number) => number;
  readonly source: string;
}

/** One kind of election, whose costs are told for several numbers of processes. */
export interface CostSubject {
  /** The name of the algorithm in the registry. */
  readonly algorithm: string;
  /** Which election of it, in words. */
  readonly election: string;
  readonly model: Model;
  readonly from: CountedFrom;
  /** What is counted as a message, in words. */
  readonly counting: string;
  /** The bounds without which its states would never end. */
  readonly bounds: Algorithm["bounds"];
  /** Whether states are stored up to a shift of all their epochs: then those need no bound. */
  readonly relativeEpochs: boolean;
  /** All the configurations that are looked at; the model's own where absent. */
  readonly configurations?: (size: number) => readonly Configuration[];
  readonly most?: Formula;
  readonly least?: Formula;
  /** The mean over all configurations that are looked at, each equally likely. */
  readonly mean?: Formula;
  /** How a configuration is drawn for a random run; absent where none are made. */
  readonly draw?: (size: number, choose: Choose) => Configuration;
  /** The model of random runs; `model` where absent. */
  readonly drawn?: (size: number) => Model;
  /** What the literature says of the mean of random runs, or else what is put beside it. */
  readonly besideMean?: Formula;
}

const everyMessage = "every message that is sent";

/** What is bounded even where epochs are looked at by their differences: what drifts apart, or is too much to see. */
const boundsInAllEpochs: Readonly<Record<string, Algorithm["bounds"]>> = {
  "raft-log": { spread: 2 },
  "raft-production": { inflight: 4, spread: 1 },
};

/** Bounds that no election of up to six processes meets, so that nothing is cut. */
const wideBounds: Readonly<Record<string, CostSubject["bounds"]>> = {
  paxos: { epoch: 4, ballot: 30 },
  invitation: { counter: 6 },
};

const changRobertsSource = "Chang and Roberts, 1979, and n for the announcement";

const changRobertsMean: Formula = {
  words: "n·H(n) + n",
  of: (size) => changRobertsMessagesOnAverage(size) + size,
  source: changRobertsSource,
};

/** Chang and Roberts count ids; the elected process tells the others, which takes a message for each link of the ring. */
const changRobertsOfEveryArrangement: CostSubject = {
  ...beginningOf("chang-roberts"),
  counting: "ids and announcements, in every arrangement of the ids on the ring",
  configurations: (size) => arrangementsUpToRotation(size).map((processes) => ({ processes, parameters })),
  most: { words: "n(n+1)/2 + n", of: (size) => changRobertsMessagesAtMost(size) + size, source: changRobertsSource },
  least: { words: "2n-1 + n", of: (size) => changRobertsMessagesAtLeast(size) + size, source: changRobertsSource },
  mean: changRobertsMean,
  draw: drawing("chang-roberts"),
  besideMean: changRobertsMean,
};
const parameters = registry["chang-roberts"]!.model.parameters ?? null;

/** The other elections by ids in a ring, with the bounds of their papers; those are no claim to be met. */
const ringsOfIds: Readonly<Record<string, CostSubject>> = {
  lelann: ringOfIds("lelann", {
    words: "n²",
    of: leLannMessagesAtMost,
    source: "Le Lann, 1977",
  }),
  "hirschberg-sinclair": ringOfIds("hirschberg-sinclair", {
    words: "8n(1+⌈log₂n⌉) + n",
    of: (size) => hirschbergSinclairMessagesAtMost(size) + announcementMessages(size),
    source: "Hirschberg and Sinclair, 1980, and n for the announcement: a bound that need not be met",
  }),
  "dolev-klawe-rodeh": ringOfIds("dolev-klawe-rodeh", {
    words: "2n⌊log₂n⌋ + n + n",
    of: (size) => dolevKlaweRodehMessagesAtMost(size) + announcementMessages(size),
    source: "Dolev, Klawe and Rodeh, 1982, and n for the announcement: a bound that need not be met",
  }),
};

const bullySubjects: readonly CostSubject[] = [
  beginningOf("bully"),
  {
    ...crashOf("bully", "crash at rest"),
    model: bullyAtRest,
    counting: "Election, Answer and Coordinator",
    most: {
      words: "n²-n-1",
      of: bullyMessagesMax,
      source: "the count of the textbooks, after Garcia-Molina, 1982",
    },
  },
  { ...crashOf("bully", "crash"), counting: "Election, Answer and Coordinator" },
];

/** Of the paper's algorithm in random runs: with as many identities as processes, and two in the states that are gone through. */
const itaiRodehSubjects: readonly CostSubject[] = [beginningOf("itai-rodeh")].map((subject) => ({
  ...subject,
  // No message overtakes another here, so that rounds need no numbers, and states end without a bound.
  model: anyModel(itaiRodehModelWith(fewLots)),
  bounds: {},
  relativeEpochs: false,
  draw: drawing("itai-rodeh", manyLots),
  drawn: itaiRodehByLot,
  besideMean: {
    words: "n·log₂n",
    of: (size) => size * Math.log2(size),
    source: "Itai and Rodeh, 1990: the order of the mean, with n identities to be drawn",
  },
}));

/** What is told of algorithms that need more than {@link usual}. */
const special: Readonly<Record<string, readonly CostSubject[]>> = {
  "chang-roberts": [changRobertsOfEveryArrangement],
  ...Object.fromEntries(Object.entries(ringsOfIds).map(([name, subject]) => [name, [subject]])),
  "itai-rodeh": itaiRodehSubjects,
  bully: bullySubjects,
};

/** The elections of an algorithm whose costs are told. */
export function costSubjectsOf(algorithm: string): readonly CostSubject[] {
  return special[algorithm] ?? usual(algorithm);
}

/** From the beginning, and after crashes; in a ring whose processes have ranks, those may stand in any order. */
function usual(algorithm: string): readonly CostSubject[] {
  const subjects = [beginningOf(algorithm), crashOf(algorithm, "crash at rest"), crashOf(algorithm, "crash")];
  const { family, model } = registry[algorithm]!;
  if (family !== "ring") return subjects;
  return subjects.map((subject) => ({
    ...subject,
    counting: `${everyMessage}, in every arrangement of the processes on the ring`,
    configurations: (size) =>
      arrangements(size).map((processes) => ({ processes, parameters: model.parameters ?? null })),
  }));
}

/** All begin together, with the ids in every arrangement on the ring. */
function ringOfIds(algorithm: string, most: Formula): CostSubject {
  const { model } = registry[algorithm]!;
  return {
    ...beginningOf(algorithm),
    counting: `${everyMessage}, in every arrangement of the ids on the ring`,
    configurations: (size) =>
      arrangementsUpToRotation(size).map((processes) => ({ processes, parameters: model.parameters ?? null })),
    draw: drawing(algorithm),
    most,
    besideMean: most,
  };
}

/** Every order of the processes on the ring, each equally likely. */
function drawing(
  algorithm: string,
  parametersOf: (size: number) => unknown = () => registry[algorithm]!.model.parameters ?? null,
): NonNullable<CostSubject["draw"]> {
  return (size, choose) => ({ processes: drawnRing(size, choose), parameters: parametersOf(size) });
}

function beginningOf(algorithm: string): CostSubject {
  const { model, bounds: ownBounds } = registry[algorithm]!;
  const bounds = wideBounds[algorithm] ?? ownBounds;
  const election = "all begin together";
  const relativeEpochs = model.epochs !== undefined;
  const common = { algorithm, election, model, from: "beginning", counting: everyMessage } as const;
  return { ...common, relativeEpochs, bounds: relativeEpochs ? (boundsInAllEpochs[algorithm] ?? {}) : bounds };
}

function crashOf(algorithm: string, from: Exclude<CountedFrom, "beginning">): CostSubject {
  const election =
    from === "crash"
      ? "the leader crashes at any moment after all have followed it"
      : "the leader crashes when all follow it and nothing is in flight";
  return { ...beginningOf(algorithm), election, from };
}
