/**
 * Who can elect on which graph of links: every connected graph up to
 * isomorphism, with the processes in every place on it.
 */

import { explore } from "../../model/explore.ts";
import { bothWays } from "../../model/network/links.ts";
import type { VerdictName } from "../../model/result.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { type StateClaim, sometimes } from "../../spec/claim.ts";
import { somebodyLeads } from "../../spec/claims/election.ts";
import type { Model } from "../../spec/model.ts";
import type { Row } from "../catalogue/rows.ts";
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

/** In how many placements something is so, and in how many it was not decided: within the bounds, or within the limit. */
export interface Share {
  readonly count: number;
  readonly open: number;
}

/** What an algorithm can do on a graph: in how many placements of its processes. */
export interface Ability {
  /** The placements that were looked at: one where processes are interchangeable. */
  readonly placements: number;
  /** Those in which somebody can be elected. */
  readonly elects: Share;
  /** Those in which everybody can come to follow the same leader. */
  readonly unites: Share;
  /** Those in which what the algorithm promises above all is violated. */
  readonly breaks: Share;
  /** A placement in which the promise is violated, if there is one. */
  readonly broken: Graph | null;
}

/** What the algorithm of a row of the matrix can do on a graph where nothing else goes wrong. */
export function abilityOn(graph: Graph, row: Row, maxStates: number): Ability {
  const everywhere = labellings(graph);
  const placements = row.model.symmetry === undefined ? everywhere : everywhere.slice(0, 1);
  const found = placements.map((placed) => ({ placed, verdicts: verdictsOn(placed, row, maxStates) }));
  const share = (claim: string, wanted: VerdictName): Share => ({
    count: found.filter(({ verdicts }) => verdicts(claim) === wanted).length,
    open: found.filter(({ verdicts }) => verdicts(claim) === "undecided").length,
  });
  return {
    placements: placements.length,
    elects: share(somebodyLeads.name, "holds"),
    unites: share(allFollowOne.name, "holds"),
    breaks: share(row.promise, "violated"),
    broken: found.find(({ verdicts }) => verdicts(row.promise) === "violated")?.placed ?? null,
  };
}

type Verdicts = (claim: string) => VerdictName | undefined;

function verdictsOn(graph: Graph, row: Row, maxStates: number): Verdicts {
  const { verdicts } = explore(asked(row), onGraph(graph, row), {
    toTheEnd: true,
    maxStates,
    ...(row.parameters === undefined ? {} : { parameters: row.parameters }),
  });
  return (claim) => verdicts.find((verdict) => verdict.claim === claim)?.verdict;
}

/** A row's model with the claims that are asked about here, and no others. */
export function asked({ model, promise }: Row): Model {
  const promised = model.claims.filter(({ name }) => name === promise);
  return { ...model, claims: [...promised, somebodyLeads, allFollowOne] };
}

/** The scenario in which nothing goes wrong but the links that a graph lacks. */
export function onGraph({ size, edges }: Graph, { bounds }: Row): Scenario {
  return { ...calmScenario, nodes: size, links: bothWays(edges), bounds };
}
