import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Paxos, PaxosMessage, PaxosState } from "../../spec/paxos/paxos.ts";
import type { SynodState } from "../../spec/paxos/synod.ts";
import { majorities } from "../../spec/quorum-system.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { paxos } from "./paxos.ts";

/** What process 2 of three knows. */
const cluster: Cluster<Paxos> = {
  self: 2,
  processes: [1, 2, 3],
  parameters: { quorums: majorities, backOff: true },
};

const acceptor: SynodState = { role: "acceptor", promised: 0, accepted: null };
const undecided = (epoch: number, synod: SynodState = acceptor): PaxosState => ({ epoch, synod });
const knowing = (epoch: number, leader: ProcessId): PaxosState => {
  return { epoch, synod: { role: "learner", chosen: { ballot: 3, value: leader } } };
};
const chosen = (epoch: number, value: ProcessId): PaxosMessage => ({ type: "chosen", epoch, ballot: 3, value });
const prepare = (epoch: number, ballot: number): PaxosMessage => ({ type: "prepare", epoch, ballot });
const promise = (epoch: number, ballot: number): PaxosMessage => ({ type: "promise", epoch, ballot, accepted: null });
const preparing = (ballot: number): SynodState => {
  return { role: "preparing", promised: ballot, accepted: null, promises: [2], highest: null };
};

const start: Event<Paxos> = { type: "start" };
const timeout = (timer: Paxos["Timer"]): Event<Paxos> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: PaxosMessage): Event<Paxos> => ({ type: "receive", from, message });
const both = (message: PaxosMessage): readonly Effect<Paxos>[] => [send(1, message), send(3, message)];

interface Case {
  readonly name: string;
  readonly before: PaxosState;
  readonly event: Event<Paxos>;
  /** The state before by default. */
  readonly after?: PaxosState;
  readonly effects?: readonly Effect<Paxos>[];
}

function check({ before, event, after = before, effects = [] }: Case): void {
  const [state, ...rest] = paxos.step(cluster, before, event);
  expect(state).toEqual(after);
  expect(rest).toEqual(effects);
  if (after === before) expect(state).toBe(before);
}

describe("an epoch is decided by a synod of its own (Lamport 1998, section 3.1)", () => {
  test.each<Case>([
    {
      name: "whose messages name the epoch",
      before: undecided(2),
      event: timeout("proposal"),
      after: undecided(2, preparing(2)),
      effects: [...both(prepare(2, 2)), setTimer("proposal")],
    },
    {
      name: "whose chosen process leads, and shows itself with a heartbeat",
      before: undecided(2),
      event: receive(1, chosen(2, 2)),
      after: knowing(2, 2),
      effects: [cancelTimer("proposal"), setTimer("heartbeat")],
    },
    {
      name: "whose chosen process the others watch",
      before: undecided(2),
      event: receive(1, chosen(2, 3)),
      after: knowing(2, 3),
      effects: [cancelTimer("proposal"), setTimer("silence")],
    },
    {
      name: "in which nothing of an earlier epoch is promised: it begins afresh",
      before: undecided(1, { role: "acceptor", promised: 7, accepted: { ballot: 7, value: 1 } }),
      event: receive(3, prepare(2, 3)),
      after: undecided(2, { role: "acceptor", promised: 3, accepted: null }),
      effects: [send(3, { ...promise(2, 3) }), setTimer("proposal")],
    },
    {
      name: "in which a promise of an earlier one does not count",
      before: undecided(2, preparing(5)),
      event: receive(3, promise(1, 5)),
    },
  ])("$name", check);
});

describe("a leader", () => {
  test.each<Case>([
    {
      name: "repeats that it is chosen",
      before: knowing(2, 2),
      event: timeout("heartbeat"),
      effects: [...both(chosen(2, 2)), setTimer("heartbeat")],
    },
    {
      name: "is watched anew when it is heard",
      before: knowing(2, 3),
      event: receive(3, chosen(2, 3)),
      effects: [setTimer("silence")],
    },
    { name: "is not heard where another one speaks of it", before: knowing(2, 3), event: receive(1, chosen(2, 3)) },
    {
      name: "that falls silent is succeeded: the next epoch begins with a ballot",
      before: knowing(2, 3),
      event: timeout("silence"),
      after: undecided(3, preparing(2)),
      effects: [...both(prepare(3, 2)), setTimer("proposal")],
    },
    {
      name: "that hears of a later epoch leads no more",
      before: knowing(2, 2),
      event: receive(3, prepare(3, 3)),
      after: undecided(3, { role: "acceptor", promised: 3, accepted: null }),
      effects: [cancelTimer("heartbeat"), setTimer("proposal"), send(3, promise(3, 3)), setTimer("proposal")],
    },
    {
      name: "of an earlier epoch is told of the later one",
      before: knowing(3, 1),
      event: receive(3, chosen(2, 3)),
      effects: [send(3, chosen(3, 1))],
    },
    {
      name: "of an earlier epoch is ignored where none is known",
      before: undecided(3),
      event: receive(3, chosen(2, 3)),
    },
    { name: "that is no follower has no silence to hear", before: knowing(2, 2), event: timeout("silence") },
    { name: "that is led by another one shows nothing", before: knowing(2, 3), event: timeout("heartbeat") },
  ])("$name", check);
});

describe("a process that comes back", () => {
  test.each<Case>([
    { name: "waits before it proposes", before: undecided(2), event: start, effects: [setTimer("proposal")] },
    {
      name: "watches the leader that its disk names",
      before: knowing(2, 3),
      event: start,
      effects: [setTimer("silence")],
    },
    { name: "leads on where it was chosen", before: knowing(2, 2), event: start, effects: [setTimer("heartbeat")] },
  ])("$name", check);

  test.each([undecided(4, { role: "acceptor", promised: 3, accepted: { ballot: 2, value: 2 } }), knowing(2, 3)])(
    "has all of %o",
    (state) => {
      expect(paxos.init(cluster, paxos.durable(state))).toEqual(state);
    },
  );
});

test("the leader of an epoch is who was chosen for it", () => {
  expect(paxos.leadership(cluster, knowing(2, 3))).toEqual({ leader: 3, epoch: 2 });
  expect(paxos.leadership(cluster, undecided(2))).toEqual({ leader: null, epoch: 2 });
});

test("silence outlasts two heartbeats, and ends for the last process first", () => {
  const silences = [1, 2, 3].map((self) => paxos.timers({ ...cluster, self }).silence);
  expect(silences).toEqual([5, 4, 3]);
});
