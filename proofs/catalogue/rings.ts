/** The elections in a ring beyond their rows of the matrix: what their premises buy, and what fails without them. */
import { dolevKlaweRodehModel } from "../../impl/dolev-klawe-rodeh/model.ts";
import { itaiRodehModelWith } from "../../impl/itai-rodeh/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { ItaiRodehParameters } from "../../spec/ring/itai-rodeh.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";
import type { NonClaim } from "./non-claims.ts";

const overtaken: Partial<Scenario> = { network: "unordered", timing: "asynchronous" };

/** Entries of their own. */
export const ringEntries: readonly Entry[] = [
  {
    id: "dolev-klawe-rodeh of four, reordered messages",
    algorithm: "dolev-klawe-rodeh",
    title: "Dolev, Klawe and Rodeh's election of 4 where messages overtake each other",
    row: null,
    crisis: null,
    scenario: { ...calmScenario, nodes: 4, network: "unordered" },
    model: anyModel(dolevKlaweRodehModel),
    why: "the premise that no message overtakes another: three processes are too few to need it",
  },
  {
    ...ofItaiRodeh({ identities: 3, rounds: false, uncounted: 0 }, overtaken),
    id: "itai-rodeh without rounds, overtaken",
    title: "Itai and Rodeh's election without numbers for rounds, where messages overtake each other",
    why: "an identity of an earlier round is taken for one of this round",
  },
  {
    ...ofItaiRodeh({ identities: 3, rounds: true, uncounted: 0 }, { ...overtaken, bounds: { round: 2 } }),
    id: "itai-rodeh, overtaken",
    title: "Itai and Rodeh's election where messages overtake each other",
    why: "what numbers for rounds buy: the same crisis leaves somebody in the running",
  },
  {
    ...ofItaiRodeh({ identities: 2, rounds: false, uncounted: 2 }, { nodes: 4 }),
    id: "itai-rodeh, four that think they are two",
    title: "Itai and Rodeh's election in a ring of 4 that is taken for one of 2",
    why: "without the size of the ring nobody can elect in it by such means (Itai and Rodeh, 1990)",
  },
  {
    ...ofItaiRodeh({ identities: 2, rounds: false, uncounted: 0 }, { nodes: 4 }),
    id: "itai-rodeh of four, without rounds",
    title: "Itai and Rodeh's election of 4 without numbers for rounds",
    why: "rings of up to four are what Fokkink and Pang looked at in PRISM, 2006",
  },
];

/** What is known to fail. */
export const ringNonClaims: readonly NonClaim[] = [
  {
    entry: "lelann, reordered messages",
    claim: "at most one leads",
    story: "An id comes home before a higher one has passed by, and its process elects itself beside the highest.",
  },
  {
    entry: "lelann, lost message",
    claim: "the highest is elected",
    story: "The highest id is lost, and whoever decides without it elects another.",
  },
  {
    entry: "lelann, crash and return",
    claim: "at most one leads",
    story:
      "A process that returns has forgotten the higher ids that passed before, and its own of an earlier life comes home.",
  },
  {
    entry: "dolev-klawe-rodeh of four, reordered messages",
    claim: "the highest is elected",
    story: "A value of the next phase overtakes one of this, and a process compares what does not belong together.",
  },
  {
    entry: "dolev-klawe-rodeh, crash and return",
    claim: "at most one leads",
    story:
      "A process that returns stands for its own id once more; nobody else is active any more, so that it comes home, and elects a second one.",
  },
  {
    entry: "itai-rodeh without rounds, overtaken",
    claim: "somebody stays in the running",
    story: "A high identity of the round before makes everybody passive in this one: nobody is ever elected.",
  },
  {
    entry: "itai-rodeh (no rounds), duplicated message",
    claim: "somebody stays in the running",
    story: "A second copy of an identity arrives in the next round, and makes everybody passive.",
  },
  {
    entry: "itai-rodeh, four that think they are two",
    claim: "at most one leads",
    story: "Processes that count two places for a whole round take the identity of another for their own.",
  },
];

function ofItaiRodeh(
  parameters: ItaiRodehParameters,
  scenario: Partial<Scenario>,
): Pick<Entry, "algorithm" | "row" | "crisis" | "scenario" | "parameters" | "model"> {
  return {
    algorithm: "itai-rodeh",
    row: null,
    crisis: null,
    scenario: { ...calmScenario, ...scenario },
    parameters,
    model: anyModel(itaiRodehModelWith(parameters)),
  };
}
