import type { ExploreOptions } from "../../model/explore.ts";
import { catalogue, type Entry } from "../catalogue/index.ts";

/** What is measured: an entry of the catalogue, explored in one way. */
export interface Subject {
  readonly name: string;
  /** What it shows. */
  readonly words: string;
  readonly entry: Entry;
  readonly options: ExploreOptions;
}

const reference = "known answer: raft election, 3 processes, term 2";

/** What `npm run bench` measures, in this order. */
export const subjects: readonly Subject[] = [
  subject("raft election, 3 processes, term 1", "small: what a run costs besides its states", reference, { term: 1 }),
  subject("raft election, 3 processes, term 2", "the reference model", reference),
  {
    ...subject(
      "raft election, 3 processes, term 2, interpreted",
      "the reference model without generated code",
      reference,
    ),
    options: { toTheEnd: true, generate: false },
  },
  subject(
    "raft election, 4 processes, term 1",
    "more processes, fewer cells",
    "known answer: raft election, 4 processes, term 1",
  ),
  subject("raft, slow network", "two history variables, eleven claims", "raft, slow network"),
  subject("raft, partition", "timely, with a fault budget", "raft, partition"),
];

function subject(name: string, words: string, id: string, bounds?: Readonly<Record<string, number>>): Subject {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`bench: there is no entry ${id} in the catalogue`);
  const scenario = { ...entry.scenario, bounds: bounds ?? entry.scenario.bounds };
  return { name, words, entry: { ...entry, scenario }, options: { toTheEnd: true } };
}
