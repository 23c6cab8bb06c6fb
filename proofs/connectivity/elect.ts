/**
 * Who can elect on which graph of links: every connected graph up to
 * isomorphism, with the processes in every place on it.
 */

import { exploring } from "../../model/explore.ts";
import type { Progress } from "../../model/mission.ts";
import { bothWays } from "../../model/network/links.ts";
import type { Exploration, Verdict, VerdictName } from "../../model/result.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { eventuallyAlways, type LivenessClaim, type StateClaim, sometimes } from "../../spec/claim.ts";
import { somebodyLeads } from "../../spec/claims/election.ts";
import { oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import type { Model } from "../../spec/model.ts";
import { leads } from "../../spec/world.ts";
import type { Row } from "../catalogue/rows.ts";
import { type Footprint, Remembered, watching } from "./footprint.ts";
import { type Graph, labellings } from "./graphs.ts";

/** Shows that an election can end with everybody behind the same leader. */
export const allFollowOne: StateClaim = sometimes(
  "all follow one",
  ({ processes }) => {
    const leaders = new Set(processes.map(({ leadership }) => leadership.leader));
    return leaders.size === 1 && !leaders.has(null);
  },
  { words: "All processes take the same one for the leader.", formula: "EF ∃q: ∀p: leader(p) = q" },
);

/** Claims that from some moment on exactly one process leads. */
export const oneLeadsForGood: LivenessClaim = eventuallyAlways(
  "one leads for good",
  ({ processes }) => processes.filter(leads).length === 1,
  {
    words: "From some moment on exactly one process takes itself for the leader.",
    formula: "◇□ |{p: leader(p) = p}| = 1",
  },
);

const oneLeadsAgain: LivenessClaim = oneLeadsAgainAndAgain();

/**
 * How elections end on a graph:
 *
 * - `for good`: in every fair run exactly one leads from some moment on
 * - `again`: in every fair run exactly one leads again and again, but not for good
 * - `livelock`: somebody can be elected, and a fair run goes round in which never again exactly one leads
 * - `standstill`: the same, but the run that was found comes to rest
 * - `nobody`: nobody can be elected
 * - `open`: that was not decided
 */
export const endings = ["for good", "again", "livelock", "standstill", "nobody", "open"] as const;

/** One of {@link endings}. */
export type Ending = (typeof endings)[number];

/** In how many placements something is so, and in how many it was not decided: within the bounds, or within the limit. */
export interface Share {
  readonly count: number;
  readonly open: number;
}

/** What an algorithm can do on a graph: in how many placements of its processes. */
export interface Ability {
  /** The placements that were looked at: one where processes are interchangeable. */
  readonly placements: number;
  /** How many of them had to be explored: others differ only in links on which nothing is ever sent. */
  readonly explored: number;
  /** How many states these had, all together. */
  readonly states: number;
  /** Those in which somebody can be elected. */
  readonly elects: Share;
  /** Those in which everybody can come to follow the same leader. */
  readonly unites: Share;
  /** Those in which what the algorithm promises above all is violated. */
  readonly breaks: Share;
  /** In how many elections end how. */
  readonly ends: Readonly<Record<Ending, number>>;
  /** A placement in which the promise is violated, if there is one. */
  readonly broken: Graph | null;
  /** A placement in which there is a livelock, if there is one. */
  readonly livelocked: Graph | null;
}

/** What came out for one placement. */
export interface Outcome {
  readonly verdicts: ReadonlyMap<string, VerdictName>;
  readonly ending: Ending;
  readonly states: number;
}

/** What is given up where. */
export interface ConnectivityLimits {
  /** A placement, beyond this many states. */
  readonly maxStates: number;
  readonly signal?: { readonly aborted: boolean };
}

/** What the algorithm of a row of the matrix can do, on one graph after the other. */
export class Elections {
  readonly #row: Row;
  readonly #remembered = new Map<number, Remembered<Outcome>>();

  constructor(row: Row) {
    this.#row = row;
  }

  /**
   * What it can do on a graph where nothing else goes wrong. Yields progress now and
   * then, and gives `null` where it was interrupted.
   */
  *on(graph: Graph, limits: ConnectivityLimits): Generator<Progress, Ability | null> {
    const everywhere = labellings(graph);
    const placements = this.#row.model.symmetry === undefined ? everywhere : everywhere.slice(0, 1);
    const found: (Outcome & { readonly placed: Graph })[] = [];
    let [explored, states] = [0, 0];
    for (const placed of placements) {
      const outcome = yield* this.at(placed, limits);
      if (outcome === null) return null;
      found.push({ ...outcome, placed });
      if (outcome.isNew) [explored, states] = [explored + 1, states + outcome.states];
    }
    const share = (claim: string, wanted: VerdictName): Share => ({
      count: found.filter(({ verdicts }) => verdicts.get(claim) === wanted).length,
      open: found.filter(({ verdicts }) => verdicts.get(claim) === "undecided").length,
    });
    const { promise } = this.#row;
    return {
      placements: placements.length,
      explored,
      states,
      elects: share(somebodyLeads.name, "holds"),
      unites: share(allFollowOne.name, "holds"),
      breaks: share(promise, "violated"),
      ends: Object.fromEntries(
        endings.map((ending) => [ending, found.filter((one) => one.ending === ending).length]),
      ) as Record<Ending, number>,
      broken: found.find(({ verdicts }) => verdicts.get(promise) === "violated")?.placed ?? null,
      livelocked: found.find(({ ending }) => ending === "livelock")?.placed ?? null,
    };
  }

  /** What comes out in one placement, explored or remembered; `null` where it was interrupted. */
  *at(placed: Graph, limits: ConnectivityLimits): Generator<Progress, (Outcome & { readonly isNew: boolean }) | null> {
    const links = bothWays(placed.edges);
    const known = this.#of(placed.size).on(links);
    if (known !== undefined) return { ...known, isNew: false };
    const found = yield* this.#explored(placed, limits);
    if (found === null) return null;
    this.#of(placed.size).keep(links, found.footprint, found.outcome);
    return { ...found.outcome, isNew: true };
  }

  #of(size: number): Remembered<Outcome> {
    let remembered = this.#remembered.get(size);
    if (remembered === undefined) this.#remembered.set(size, (remembered = new Remembered()));
    return remembered;
  }

  *#explored(
    placed: Graph,
    { maxStates, signal }: ConnectivityLimits,
  ): Generator<Progress, { readonly outcome: Outcome; readonly footprint: Footprint } | null> {
    const { parameters } = this.#row;
    const { model, footprint } = watching(asked(this.#row));
    const explored = (lassos: boolean): Generator<Progress, Exploration> =>
      exploring(model, onGraph(placed, this.#row), {
        lassos,
        maxStates,
        toTheEnd: true,
        relativeEpochs: isInAllEpochs(this.#row),
        ...(parameters === undefined ? {} : { parameters }),
        ...(signal === undefined ? {} : { signal }),
      });
    let exploration = yield* explored(false);
    // Only where a run may come to rest must it be seen whether it does.
    if (exploration.terminal > 0 && verdictOn(oneLeadsAgain, exploration)?.verdict === "violated") {
      exploration = yield* explored(true);
    }
    if (exploration.stopped === "interrupted") return null;
    const outcome: Outcome = {
      verdicts: new Map(exploration.verdicts.map(({ claim, verdict }) => [claim, verdict])),
      ending: endingOf(exploration),
      states: exploration.states,
    };
    return { outcome, footprint };
  }
}

/** What the algorithm of a row can do on one graph. */
export function abilityOn(graph: Graph, row: Row, maxStates: number): Ability {
  const elections = new Elections(row).on(graph, { maxStates });
  for (;;) {
    const { done, value } = elections.next();
    if (done === true) return value!;
  }
}

function verdictOn({ name }: { readonly name: string }, { verdicts }: Exploration): Verdict | undefined {
  return verdicts.find(({ claim }) => claim === name);
}

function endingOf(exploration: Exploration): Ending {
  const [elects, forGood, again] = [somebodyLeads, oneLeadsForGood, oneLeadsAgain].map((claim) =>
    verdictOn(claim, exploration),
  );
  if (elects?.verdict === "violated") return "nobody";
  if (forGood?.verdict === "holds") return "for good";
  if (again?.verdict === "holds") return forGood?.verdict === "violated" ? "again" : "open";
  if (again?.verdict !== "violated") return "open";
  const { trace } = again;
  return trace !== undefined && trace.repeatsFrom === trace.steps.length ? "standstill" : "livelock";
}

/** A row's model with the claims that are asked about here, and no others. */
export function asked({ model, promise }: Row): Model {
  const promised = model.claims.filter(({ name }) => name === promise);
  return { ...model, claims: [...promised, somebodyLeads, allFollowOne, oneLeadsForGood, oneLeadsAgain] };
}

/** The scenario in which nothing goes wrong but the links that a graph lacks. */
export function onGraph({ size, edges }: Graph, { bounds, inAllEpochs }: Row): Scenario {
  return { ...calmScenario, nodes: size, links: bothWays(edges), bounds: inAllEpochs?.["missing link"] ?? bounds };
}

/** Whether epochs are looked at by their differences alone where links are missing, and so all of them. */
export function isInAllEpochs({ inAllEpochs }: Row): boolean {
  return inAllEpochs?.["missing link"] !== undefined;
}
