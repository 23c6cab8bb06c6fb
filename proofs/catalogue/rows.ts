import { itaiRodehModelWith } from "../../impl/itai-rodeh/model.ts";
import { tokenRingModelWith } from "../../impl/token-ring/model.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import type { TokenRingParameters } from "../../spec/ring/token-ring.ts";
import { anyModel, registry } from "../registry.ts";
import { raftProductionRow } from "./raft-production.ts";

/** A row of the crisis matrix: an algorithm, or a variant of one. */
export interface Row {
  /** What the row is called. */
  readonly id: string;
  /** The name of the algorithm in the registry. */
  readonly algorithm: string;
  readonly title: string;
  readonly model: Model;
  readonly parameters?: unknown;
  /** The claim that says whether this row is safe: what the algorithm promises above all. */
  readonly promise: string;
  readonly bounds: Scenario["bounds"];
  /** The bounds in crises of which there would be too much to see with those above, by the names of these. */
  readonly boundsIn?: Readonly<Record<string, Scenario["bounds"]>>;
  /**
   * The crises in which epochs are looked at by their differences alone, each with
   * its bounds: none where all epochs are seen, and `spread` where a process that
   * was away can come back with one that is as far behind as may be.
   */
  readonly inAllEpochs?: Readonly<Record<string, Scenario["bounds"]>>;
  /**
   * The crises from which it never recovers, by runs that are found within tighter
   * bounds: these are looked at to the end, however many states that takes.
   */
  readonly recoveryBoundsIn?: Readonly<Record<string, Scenario["bounds"]>>;
}

const oneLeads = "at most one leads";
const oneLeaderPerEpoch = "one leader per epoch";

/**
 * Where Raft is seen in all terms. It is not where a process may forget its term
 * (amnesia), nor where messages never cease to be in flight (a slow network). A
 * partition lets terms drift apart without end, and a lost write makes too many
 * states of the votes that are forgotten: there the terms themselves are bounded.
 */
const raftInAllTerms: Row["inAllEpochs"] = {
  calm: {},
  "leader crash": {},
  "crash and return": { spread: 2 },
  "lost message": {},
  "duplicated message": {},
  "reordered messages": {},
  "torn step": { spread: 2 },
  "paused process": {},
  "fast clock": {},
  "missing link": {},
};

/** Two processes that lead the same term, since a vote was forgotten, depose nobody: the first term shows it. */
const raftNeverRecoversFrom: Row["recoveryBoundsIn"] = { amnesia: { term: 1 }, "lost write": { term: 1 } };

/**
 * Where Raft with its log is seen in all terms: where no election can fail once
 * there is an entry, which keeps its term for good while terms rise. After a
 * crash they drift apart, and are bounded by their differences; elsewhere by
 * themselves, as logs are by their length.
 */
const raftLogInAllTerms: Row["inAllEpochs"] = {
  calm: {},
  "leader crash": { spread: 2 },
  "lost message": {},
  "duplicated message": {},
  "reordered messages": {},
  "fast clock": {},
};

/**
 * Where Itai and Rodeh's ring is seen in all rounds. It is not where a process
 * returns, which begins with the first round again, nor where messages of every
 * round stay in flight for ever (a slow network).
 */
const itaiRodehInAllRounds: Row["inAllEpochs"] = {
  calm: {},
  "leader crash": {},
  "lost message": {},
  "duplicated message": {},
  "reordered messages": {},
  partition: {},
  "paused process": {},
  "fast clock": {},
  "missing link": {},
};

/** The rows of the crisis matrix. */
export const rows: readonly Row[] = [
  { ...builtIn("lelann"), promise: oneLeads },
  { ...builtIn("chang-roberts"), promise: oneLeads },
  { ...builtIn("hirschberg-sinclair"), promise: oneLeads },
  { ...builtIn("dolev-klawe-rodeh"), promise: oneLeads },
  { ...builtIn("itai-rodeh"), promise: oneLeads, inAllEpochs: itaiRodehInAllRounds },
  itaiRodehWithoutRounds(),
  ring("bare", { generations: false, skip: false, regenerate: false }),
  ring("skip", { generations: false, skip: true, regenerate: false }),
  ring("skip, regenerate", { generations: false, skip: true, regenerate: true }),
  { ...builtIn("token-ring"), promise: oneLeaderPerEpoch },
  { ...builtIn("bully"), promise: oneLeads },
  { ...builtIn("stoller"), promise: oneLeaderPerEpoch, bounds: { held: 4 }, boundsIn: { "slow network": { held: 1 } } },
  {
    ...builtIn("invitation"),
    promise: oneLeaderPerEpoch,
    bounds: { counter: 8 },
    boundsIn: { "slow network": { counter: 2, inflight: 14 } },
  },
  {
    ...builtIn("raft"),
    promise: oneLeaderPerEpoch,
    inAllEpochs: raftInAllTerms,
    recoveryBoundsIn: raftNeverRecoversFrom,
  },
  { ...raftProductionRow, promise: oneLeaderPerEpoch },
  { ...builtIn("raft-log"), promise: oneLeaderPerEpoch, inAllEpochs: raftLogInAllTerms },
  { ...builtIn("synod"), promise: "agreement", boundsIn: { "slow network": { ballot: 3 } } },
  {
    ...builtIn("paxos"),
    promise: oneLeaderPerEpoch,
    boundsIn: { "slow network": { epoch: 1, ballot: 3 } },
    // Elsewhere epochs come to an end by themselves; in a partition there is none of the ballots either.
    inAllEpochs: { "missing link": {} },
  },
  // Where time is kept, no lease is granted more than five times before all faults have struck.
  { ...builtIn("lease"), promise: oneLeaderPerEpoch, bounds: { epoch: 5 }, boundsIn: { "slow network": { epoch: 2 } } },
];

function builtIn(name: string): Omit<Row, "promise"> {
  const { model, title, bounds } = registry[name]!;
  return { id: name, algorithm: name, title, model, bounds };
}

/**
 * Itai and Rodeh's algorithm without numbers for rounds, as Fokkink and Pang have it.
 *
 * @remarks
 * Its states have an end. Over a network that repeats whatever was ever sent
 * they are too many all the same: nine messages in flight are the most that are
 * looked at there, and more than there ever are in any other crisis.
 */
function itaiRodehWithoutRounds(): Row {
  const parameters = { identities: 2, rounds: false, uncounted: 0 };
  const model = anyModel(itaiRodehModelWith(parameters));
  return {
    ...builtIn("itai-rodeh"),
    id: "itai-rodeh (no rounds)",
    title: `${registry["itai-rodeh"]!.title}, without numbers for rounds`,
    model,
    parameters,
    promise: oneLeads,
    bounds: { inflight: 9 },
  };
}

/** A token ring without generations, and so without epochs, and with some of the other mechanisms. */
function ring(mechanisms: string, parameters: TokenRingParameters): Row {
  const { title } = registry["token-ring"]!;
  const model = anyModel(tokenRingModelWith(parameters));
  return {
    id: `token-ring (${mechanisms})`,
    algorithm: "token-ring",
    title: `${title}, ${mechanisms}`,
    model,
    parameters,
    promise: oneLeads,
    bounds: {},
  };
}
