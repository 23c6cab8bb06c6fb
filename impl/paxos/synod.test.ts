import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import { ballotAfter, ownerOf, type Proposal, type Synod, type SynodState } from "../../spec/paxos/synod.ts";
import { majorities } from "../../spec/quorum-system.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { synodModel } from "../synod/model.ts";
import { synod } from "./synod.ts";

/** What process 1 of three knows. */
const cluster = (parameters: Partial<Synod["Parameters"]> = {}): Cluster<Synod> => {
  return { self: 1, processes: [1, 2, 3], parameters: { quorums: majorities, backOff: true, ...parameters } };
};

const proposal = (ballot: number, value: ProcessId): Proposal => ({ ballot, value });
const acceptor = (promised: number, accepted: Proposal | null = null): SynodState => {
  return { role: "acceptor", promised, accepted };
};
const preparing = (promised: number, more: { accepted?: Proposal; highest?: Proposal } = {}): SynodState => {
  return { role: "preparing", promised, accepted: null, promises: [1], highest: null, ...more };
};
const proposing = (ballot: number, value: ProcessId): SynodState => {
  return { role: "proposing", promised: ballot, accepted: proposal(ballot, value), votes: [1] };
};
const learner = (ballot: number, value: ProcessId): SynodState => {
  return { role: "learner", chosen: proposal(ballot, value) };
};

const timeout: Event<Synod> = { type: "timeout", timer: "proposal" };
const receive = (from: ProcessId, message: Synod["Message"]): Event<Synod> => ({ type: "receive", from, message });
const prepare = (ballot: number): Synod["Message"] => ({ type: "prepare", ballot });
const promise = (ballot: number, accepted: Proposal | null = null): Synod["Message"] => {
  return { type: "promise", ballot, accepted };
};
const accept = (ballot: number, value: ProcessId): Synod["Message"] => ({ type: "accept", ballot, value });
const accepted = (ballot: number): Synod["Message"] => ({ type: "accepted", ballot });
const chosen = (ballot: number, value: ProcessId): Synod["Message"] => ({ type: "chosen", ballot, value });
const both = (message: Synod["Message"]): readonly Effect<Synod>[] => [send(2, message), send(3, message)];

interface Case {
  readonly name: string;
  readonly before: SynodState;
  readonly event: Event<Synod>;
  /** The state before by default. */
  readonly after?: SynodState;
  readonly effects?: readonly Effect<Synod>[];
  readonly parameters?: Partial<Synod["Parameters"]>;
}

function check({ before, event, after = before, effects = [], parameters = {} }: Case): void {
  const [state, ...rest] = synod.step(cluster(parameters), before, event);
  expect(state).toEqual(after);
  expect(rest).toEqual(effects);
  if (after === before) expect(state).toBe(before);
}

describe("Lamport 2001, section 2.2, phase 1: a proposer asks for promises", () => {
  test.each<Case>([
    {
      name: "with a number of its own that is higher than any that it has promised",
      before: acceptor(2, proposal(2, 2)),
      event: timeout,
      after: preparing(4, { accepted: proposal(2, 2), highest: proposal(2, 2) }),
      effects: [...both(prepare(4)), setTimer("proposal")],
    },
    {
      name: "and begins a higher ballot where too few answer",
      before: preparing(1),
      event: timeout,
      after: preparing(4),
      effects: [...both(prepare(4)), setTimer("proposal")],
    },
    {
      name: "and an acceptor promises the higher number, telling what it accepted",
      before: acceptor(2, proposal(2, 2)),
      event: receive(3, prepare(3)),
      after: acceptor(3, proposal(2, 2)),
      effects: [send(3, promise(3, proposal(2, 2))), setTimer("proposal")],
    },
    { name: "and one that promised the same does not", before: acceptor(3), event: receive(3, prepare(3)) },
    { name: "and one that promised more does not", before: acceptor(3), event: receive(2, prepare(2)) },
    {
      name: "and a proposer that is outdone abandons its ballot",
      before: proposing(1, 1),
      event: receive(2, prepare(2)),
      after: acceptor(2, proposal(1, 1)),
      effects: [send(2, promise(2, proposal(1, 1))), setTimer("proposal")],
    },
    {
      name: "and without back-off begins another at once",
      parameters: { backOff: false },
      before: preparing(1),
      event: receive(2, prepare(2)),
      after: preparing(4),
      effects: [send(2, promise(2)), ...both(prepare(4)), setTimer("proposal")],
    },
    {
      name: "and without back-off an acceptor does not wait anew",
      parameters: { backOff: false },
      before: acceptor(0),
      event: receive(2, prepare(2)),
      after: acceptor(2),
      effects: [send(2, promise(2))],
    },
  ])("$name", check);
});

describe("Lamport 2001, section 2.2, phase 2: a proposer with the promises of a quorum proposes", () => {
  test.each<Case>([
    {
      name: "itself, where nothing was accepted",
      before: preparing(1),
      event: receive(3, promise(1)),
      after: proposing(1, 1),
      effects: [...both(accept(1, 1)), setTimer("proposal")],
    },
    {
      name: "what was accepted, where something was (P2c)",
      before: preparing(4),
      event: receive(3, promise(4, proposal(3, 3))),
      after: proposing(4, 3),
      effects: [...both(accept(4, 3)), setTimer("proposal")],
    },
    {
      name: "what has the highest number, be it its own",
      before: preparing(7, { accepted: proposal(5, 2), highest: proposal(5, 2) }),
      event: receive(3, promise(7, proposal(3, 3))),
      after: proposing(7, 2),
      effects: [...both(accept(7, 2)), setTimer("proposal")],
    },
    { name: "and counts no promise of an earlier ballot", before: preparing(4), event: receive(3, promise(1)) },
    { name: "and counts no promise twice", before: preparing(4), event: receive(1, promise(4)) },
    { name: "and needs no more promises then", before: proposing(4, 1), event: receive(3, promise(4)) },
    {
      name: "and more than a majority where the quorums are larger",
      parameters: { quorums: { phase1: [[1, 2, 3]], phase2: [[1]] } },
      before: preparing(1),
      event: receive(3, promise(1)),
      after: { ...preparing(1), promises: [1, 3] } as SynodState,
    },
    {
      name: "and an acceptor accepts what it promised nothing against (P1a)",
      before: acceptor(2),
      event: receive(2, accept(2, 2)),
      after: acceptor(2, proposal(2, 2)),
      effects: [send(2, accepted(2))],
    },
    {
      name: "and an acceptor that accepts without having promised takes the number for promised",
      before: acceptor(0),
      event: receive(2, accept(2, 2)),
      after: acceptor(2, proposal(2, 2)),
      effects: [send(2, accepted(2))],
    },
    {
      name: "and an acceptor that accepted it already says so again",
      before: acceptor(2, proposal(2, 2)),
      event: receive(2, accept(2, 2)),
      effects: [send(2, accepted(2))],
    },
    { name: "and one that promised more does not accept", before: acceptor(3), event: receive(2, accept(2, 2)) },
  ])("$name", check);
});

describe("Lamport 2001, section 2.3: what a quorum has accepted", () => {
  test.each<Case>([
    {
      name: "is chosen, and the proposer tells everybody",
      before: proposing(4, 3),
      event: receive(2, accepted(4)),
      after: learner(4, 3),
      effects: [cancelTimer("proposal"), ...both(chosen(4, 3))],
    },
    { name: "is not what was accepted in an earlier ballot", before: proposing(4, 3), event: receive(2, accepted(1)) },
    { name: "is not what one process accepted twice", before: proposing(4, 3), event: receive(1, accepted(4)) },
    {
      name: "is learned by who hears of it",
      before: preparing(4),
      event: receive(2, chosen(2, 2)),
      after: learner(2, 2),
      effects: [cancelTimer("proposal")],
    },
    {
      name: "is all that a learner answers a proposer",
      before: learner(2, 2),
      event: receive(3, prepare(6)),
      effects: [send(3, chosen(2, 2))],
    },
    {
      name: "is all that a learner answers who wants something accepted",
      before: learner(2, 2),
      event: receive(3, accept(3, 3)),
      effects: [send(3, chosen(2, 2))],
    },
    { name: "stays chosen", before: learner(2, 2), event: receive(3, chosen(3, 3)) },
    { name: "leaves nothing to propose", before: learner(2, 2), event: timeout },
  ])("$name", check);

  test("is who leads", () => {
    expect(synod.leadership(cluster(), learner(4, 3))).toEqual({ leader: 3 });
    expect(synod.leadership(cluster(), proposing(4, 3))).toEqual({ leader: null });
  });
});

describe("Lamport 2001, section 2.5: a crash", () => {
  test.each([acceptor(3, proposal(2, 2)), learner(2, 2)])("takes nothing from %o", (state) => {
    expect(synod.init(cluster(), synod.durable(state))).toEqual(state);
  });

  test.each([preparing(4, { accepted: proposal(2, 2) }), proposing(4, 1)])(
    "leaves %o its promise and its vote, so that it uses no ballot twice",
    (state) => {
      const back = synod.init(cluster(), synod.durable(state));
      const { promised, accepted: vote } = state as Extract<SynodState, { readonly role: "preparing" }>;
      expect(back).toEqual(acceptor(promised, vote));
      expect(synod.step(cluster(), back, timeout)[0]).toMatchObject({ promised: 7 });
    },
  );
});

test("Lamport 2001, section 2.5: proposers take their numbers from disjoint sets, and there is always a higher one", () => {
  const processes = [1, 2, 3];
  expect([0, 1, 2, 3, 4].map((ballot) => ballotAfter(processes, ballot, 1))).toEqual([1, 4, 4, 4, 7]);
  expect([0, 1, 2, 3, 4].map((ballot) => ballotAfter(processes, ballot, 3))).toEqual([3, 3, 3, 6, 6]);
  for (let ballot = 0; ballot < 20; ballot++) {
    for (const self of processes) expect(ownerOf(processes, ballotAfter(processes, ballot, self))).toBe(self);
  }
});

test("quorums that do not meet are refused, by the reducer and by the model", () => {
  const quorums = { phase1: [[1]], phase2: [[2, 3]] };
  expect(() => synod.init(cluster({ quorums }))).toThrow("quorums: [1] of phase1 and [2, 3] of phase2");
  expect(() => synodModel.configurations!(3, { quorums, backOff: true })).toThrow(RangeError);
});

test("where one process is enough in both phases it chooses itself at once", () => {
  const quorums = { phase1: [[1]], phase2: [[1]] };
  const effects = synod.step(cluster({ quorums }), acceptor(0), timeout);
  expect(effects).toEqual([learner(1, 1), cancelTimer("proposal"), ...both(chosen(1, 1))]);
});
