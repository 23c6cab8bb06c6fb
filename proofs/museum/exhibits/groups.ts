/** Bugs of systems that elect by rank and halt the others first, or that form groups. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit } from "../exhibit.ts";
import { invitationPlace, stollerPlace } from "./places.ts";

/** The bugs of Stoller's Bully and of the Invitation algorithm. */
export const groupExhibits: readonly Exhibit[] = [
  {
    name: "winner-that-halts-nobody",
    title: "The highest process leads as soon as it is up, and halts nobody first",
    story: [
      "A process that outranks all the others comes back, sees that nobody is above it, and leads. Those below it learn of it only by a message, and until then their leader leads, too.",
      "What is left out is the second stage of an election: those below are halted, and have said so, before anybody leads them.",
    ],
    seen: [
      {
        system: "iWant",
        reference: "nirvik/iWant#1",
        told: "the former leader joins again, believes to be alone and announces itself as the winner: a split brain",
      },
      {
        system: "Literature",
        reference: "Garcia-Molina, IEEE Transactions on Computers C-31(1), 1982, Bully",
        told: "the nodes below are halted before the new coordinator is made known",
      },
    ],
    place: stollerPlace,
    bug: [["pending: cluster.self, acks: [] }", "pending: cluster.processes[0]!, acks: [] }"]],
    scenario: { ...calmScenario, crashes: 1, restarts: 1, bounds: { held: 3 } },
    claim: "at most one leads",
  },
  {
    name: "group-number-given-again",
    title: "A group number is not on the disk, and is given to two groups",
    story: [
      "A coordinator that stops and comes back counts from the beginning, and gives a number again that it had given before. A member that did not notice takes the new group for its own, whose coordinator has never heard of it.",
      "What tells groups apart must outlive the process that numbers them.",
    ],
    seen: [
      {
        system: "Literature",
        reference: "Stoller, Indiana University technical report, 1997",
        told: "what numbers elections counts recoveries, too, and is kept where a crash does not reach it",
      },
    ],
    place: invitationPlace,
    bug: [["durable: ({ counter }) => counter,", "durable: () => 0,"]],
    scenario: { ...calmScenario, crashes: 1, restarts: 1, bounds: { counter: 8 } },
    claim: "members are known",
  },
];
