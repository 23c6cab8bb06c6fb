import type { ExploreOptions } from "../../model/explore.ts";
import { catalogue, type Entry } from "../catalogue/index.ts";

/** What is measured: an entry of the catalogue, explored in one way. */
export interface Subject {
  readonly name: string;
  /** What it shows. */
  readonly words: string;
  readonly entry: Entry;
  readonly options: ExploreOptions;
  /** Whether it is measured on request only, and once: it takes minutes and gigabytes. */
  readonly isLarge?: boolean;
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
  ...[
    subject("raft election, 3 processes, term 2, diagrams", "the reference model in sets of states", reference),
    among(
      5,
      subject(
        "raft election, 5 processes, term 1, diagrams",
        "more states than there is memory for one by one",
        "known answer: raft election, 4 processes, term 1",
      ),
    ),
  ].map((row) => ({ ...row, options: { toTheEnd: true, strategy: "diagrams" } as const })),
  {
    ...subject(
      "raft election, 4 processes, term 1, orbits",
      "one state for all that differ by names",
      "known answer: raft election, 4 processes, term 1",
    ),
    options: { toTheEnd: true, symmetry: true },
  },
  {
    ...among(
      5,
      subject(
        "raft election, 5 processes, term 1, reduction",
        "of moves that commute one at once",
        "known answer: raft election, 4 processes, term 1",
      ),
    ),
    options: { toTheEnd: true, reduction: true },
  },
  ...[1e4, 1e5, 1e6, 1e7].map((states) => growing(states)),
  { ...growing(1e8), isLarge: true },
  subject("raft, slow network", "two history variables, eleven claims", "raft, slow network"),
  subject("raft, partition", "timely, with a fault budget", "raft, partition"),
];

function subject(name: string, words: string, id: string, bounds?: Readonly<Record<string, number>>): Subject {
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`bench: there is no entry ${id} in the catalogue`);
  const scenario = { ...entry.scenario, bounds: bounds ?? entry.scenario.bounds };
  return { name, words, entry: { ...entry, scenario }, options: { toTheEnd: true } };
}

/** The same among so many processes. */
function among(nodes: number, { entry, ...rest }: Subject): Subject {
  return { ...rest, entry: { ...entry, scenario: { ...entry.scenario, nodes } } };
}

/** The beginning of a model that is larger: how the cost grows with the work. */
function growing(states: number): Subject {
  const name = `raft election, 3 processes, term 3, up to 10^${Math.round(Math.log10(states))} states`;
  const whole = subject(name, "how the cost grows", reference, { term: 3 });
  return { ...whole, options: { toTheEnd: true, maxStates: states } };
}
