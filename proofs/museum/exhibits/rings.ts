/** Bugs of the elections in a ring that take few messages, or no names: the papers warn of them. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit, Place } from "../exhibit.ts";

const hirschbergSinclairPlace: Place = {
  algorithm: "hirschberg-sinclair",
  file: "impl/ring/hirschberg-sinclair.ts",
  protocol: "hirschbergSinclair",
};
const itaiRodehPlace: Place = { algorithm: "itai-rodeh", file: "impl/ring/itai-rodeh.ts", protocol: "itaiRodeh" };

/** The bugs of Hirschberg and Sinclair's and of Itai and Rodeh's algorithm. */
export const ringExhibits: readonly Exhibit[] = [
  {
    name: "turned-back-too-early",
    title: "A value turns back one place too early",
    story: [
      "A candidate of Hirschberg and Sinclair's may try twice as far only where all within 2^i places are lower. Here the place at which a value turns back is miscounted by one, so that its process believes to have beaten somebody whom it never met.",
      "Nobody is elected wrongly, since in the end a value must come home past all the others. What is lost is what the algorithm is for: candidates no longer get rare, and nothing bounds the messages by n log n any more. A test that looks at leaders alone does not see it.",
    ],
    seen: [
      {
        system: "Literature",
        reference: "Hirschberg and Sinclair, CACM 23(11), 1980",
        told: "the bound on the messages rests on how far apart the processes are that initiate paths of a length",
      },
    ],
    place: hirschbergSinclairPlace,
    bug: [["if (num < maxnum) return on", "if (num < maxnum - 1) return on"]],
    scenario: { ...calmScenario, nodes: 4 },
    claim: "winners of a phase stand apart",
  },
  {
    name: "replies-not-sides",
    title: "Two replies from one side count as one from each",
    story: [
      "A candidate waits for two replies, and here it counts them. A reply that arrives twice is taken for the replies of both sides, and the other side was never heard. Where that happens to two neighbours, both go on as if they had beaten each other.",
      "It is the ring's version of votes that are counted without looking at the voters.",
    ],
    seen: [
      {
        system: "Literature",
        reference: "Hirschberg and Sinclair, CACM 23(11), 1980",
        told: "a candidate awaits the replies of both sides before it goes on",
      },
    ],
    place: hirschbergSinclairPlace,
    bug: [
      ["if (maxnum !== state.maxnum || direction === state.replied) return", "if (maxnum !== state.maxnum) return"],
    ],
    scenario: { ...calmScenario, duplicates: 2 },
    claim: "winners of a phase stand apart",
  },
  {
    name: "equal-identity-not-marked",
    title: "An equal identity passes without a mark",
    story: [
      "Names that are drawn are not unique. In Itai and Rodeh's algorithm an active process therefore marks an identity that is like its own. Here it passes it on as it came, and each of the two finds its own unique when it comes home: both are elected.",
    ],
    seen: [
      {
        system: "Literature",
        reference: "Itai and Rodeh, Information and Computation 88(1), 1990",
        told: "a bit in each message says whether another process with the same number has seen it",
      },
    ],
    place: itaiRodehPlace,
    bug: [["passOn(ring, { ...message, unique: false })", "passOn(ring, message)"]],
    scenario: { ...calmScenario, bounds: { round: 2 } },
    claim: "at most one leads",
  },
  {
    name: "identity-of-an-earlier-round",
    title: "An identity of an earlier round counts in this one",
    story: [
      "Who draws again may draw a low identity, while a high one of the round before is still on its way. Here nobody looks at the number of the round: the old identity makes everybody passive, its owner included, and nobody is ever elected.",
      "Where no message overtakes another this cannot happen, and rounds need no numbers. That is how variants of the algorithm come to finitely many states.",
    ],
    seen: [
      {
        system: "Literature",
        reference: "Fokkink and Pang, Journal of Universal Computer Science 12(8), 2006",
        told: "variants without growing round numbers, for channels that keep the order of messages",
      },
    ],
    place: itaiRodehPlace,
    bug: [
      [
        "const order = message.round - state.round || message.identity - state.identity;",
        "const order = message.identity - state.identity;",
      ],
      ["  if (message.round < state.round) return [state];\n", ""],
    ],
    scenario: { ...calmScenario, network: "unordered", timing: "asynchronous", bounds: { round: 2 } },
    parameters: { identities: 3, rounds: true, uncounted: 0 },
    claim: "somebody stays in the running",
  },
];
