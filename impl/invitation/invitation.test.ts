import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Invitation, InvitationState } from "../../spec/invitation/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { invitation } from "./invitation.ts";

const cluster = (self: ProcessId): Cluster<Invitation> => ({ self, processes: [1, 2, 3], parameters: null });
const start: Event<Invitation> = { type: "start" };
const timeout = (timer: Invitation["Timer"]): Event<Invitation> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: Invitation["Message"]): Event<Invitation> => ({
  ...{ type: "receive", from, message },
});

const coordinator = (
  counter: number,
  members: readonly ProcessId[] = [],
  others: readonly ProcessId[] = [],
): InvitationState => ({ role: "coordinator", counter, members, others });
const inviter = (counter: number, members: readonly ProcessId[] = []): InvitationState => ({
  ...{ role: "inviter", counter, members },
});
/** The second group that process 3 forms has this number: 2 · 3 + 2. */
const group = 8;
const accepting: InvitationState = { role: "accepting", counter: 1, coordinator: 3, group };
const member: InvitationState = { role: "member", counter: 1, coordinator: 3, group };
const invited = { type: "Invitation", coordinator: 3, group } as const;

type Case = readonly [
  name: string,
  self: ProcessId,
  before: InvitationState,
  event: Event<Invitation>,
  after: InvitationState,
  ...effects: readonly Effect<Invitation>[],
];

/** A test for each case, by its name. */
function cases(all: readonly Case[]): void {
  for (const [name, ...rest] of all) test(name, () => check(name, ...rest));
}

function check(...[, self, before, event, after, ...effects]: Case): void {
  expect(invitation.step(cluster(self), before, event)).toEqual([after, ...effects]);
}

describe("Garcia-Molina 1982, Recovery: a process is a group by itself", () => {
  const alone = coordinator(2);
  const [answer, check1] = [cancelTimer("answer"), setTimer("check")];
  cases([
    ["when it starts", 1, coordinator(1), start, alone, cancelTimer("check"), check1],
    [
      "when the group that it accepted is not ready in time",
      1,
      accepting,
      timeout("ready"),
      alone,
      cancelTimer("ready"),
      check1,
    ],
    ["when its coordinator does not answer", 1, member, timeout("answer"), alone, cancelTimer("check"), answer, check1],
    [
      "when its coordinator does not know it",
      1,
      member,
      receive(3, { type: "Gone", group }),
      alone,
      cancelTimer("check"),
      answer,
      check1,
    ],
  ]);
});

describe("Garcia-Molina 1982, Check and Merge: a coordinator", () => {
  const ask = { type: "AreYouCoordinator" } as const;
  cases([
    [
      "looks for others",
      3,
      coordinator(1),
      timeout("check"),
      coordinator(1),
      send(1, ask),
      send(2, ask),
      setTimer("check"),
    ],
    ["answers one that looks", 1, coordinator(1), receive(3, ask), coordinator(1), send(3, { type: "Coordinator" })],
    ["notes who answers", 3, coordinator(1, [], [2]), receive(1, { type: "Coordinator" }), coordinator(1, [], [1, 2])],
    [
      "invites those that it found, and its members",
      3,
      coordinator(1, [1], [2]),
      timeout("check"),
      inviter(2),
      send(1, invited),
      send(2, invited),
      setTimer("answer"),
    ],
    ["counts who accepts", 3, inviter(2, [2]), receive(1, { type: "Accept", group }), inviter(2, [1, 2])],
    ["but not who accepts another group", 3, inviter(2), receive(1, { type: "Accept", group: 5 }), inviter(2)],
    [
      "makes the group ready",
      3,
      inviter(2, [1]),
      timeout("answer"),
      coordinator(2, [1]),
      send(1, { type: "Ready", group }),
      setTimer("check"),
    ],
  ]);
});

describe("Garcia-Molina 1982, Invitation: an invited process", () => {
  const accepts = [send(3, { type: "Accept", group }), setTimer("ready")] as const;
  cases([
    ["accepts", 1, coordinator(1), receive(3, invited), accepting, cancelTimer("check"), ...accepts],
    [
      "passes the invitation on to its members first",
      2,
      coordinator(1, [1]),
      receive(3, invited),
      accepting,
      cancelTimer("check"),
      send(1, invited),
      ...accepts,
    ],
    [
      "leaves its group, whoever passed the invitation on",
      1,
      { role: "member", counter: 1, coordinator: 2, group: 7 },
      receive(2, invited),
      accepting,
      cancelTimer("check"),
      cancelTimer("answer"),
      ...accepts,
    ],
    ["that forms a group itself does not accept", 2, inviter(2), receive(3, invited), inviter(2)],
    ["does not accept its own invitation", 3, coordinator(2), receive(2, invited), coordinator(2)],
    ["does not accept twice", 1, member, receive(3, invited), member],
    [
      "belongs to the group once that is ready",
      1,
      accepting,
      receive(3, { type: "Ready", group }),
      member,
      cancelTimer("ready"),
      setTimer("check"),
    ],
    ["is not made ready by another group", 1, accepting, receive(3, { type: "Ready", group: 5 }), accepting],
  ]);
});

describe("Garcia-Molina 1982, Timeout: a member", () => {
  const question = receive(1, { type: "AreYouThere", group });
  const [here, gone] = [send(1, { type: "Here", group }), send(1, { type: "Gone", group })];
  cases([
    [
      "asks its coordinator",
      1,
      member,
      timeout("check"),
      member,
      send(3, { type: "AreYouThere", group }),
      setTimer("answer"),
    ],
    ["is answered by a coordinator that knows it", 3, coordinator(2, [1]), question, coordinator(2, [1]), here],
    ["is told by one that does not", 3, coordinator(2, [2]), question, coordinator(2, [2]), gone],
    ["is told by one that left the group", 3, coordinator(3, [1]), question, coordinator(3, [1]), gone],
    [
      "stays where it is known",
      1,
      member,
      receive(3, { type: "Here", group }),
      member,
      cancelTimer("answer"),
      setTimer("check"),
    ],
    ["stays where another group is gone", 1, member, receive(3, { type: "Gone", group: 5 }), member],
  ]);
});

test("the counter outlives a crash, and is all that does", () => {
  expect(invitation.durable(member)).toBe(1);
  expect(invitation.init(cluster(2), 4)).toEqual(coordinator(4));
});

test("who is ready knows the coordinator of its group by the group's number, and nobody else does", () => {
  expect(invitation.leadership(cluster(1), member)).toEqual({ leader: 3, epoch: group });
  expect(invitation.leadership(cluster(3), coordinator(2))).toEqual({ leader: 3, epoch: group });
  for (const state of [accepting, inviter(2)])
    expect(invitation.leadership(cluster(2), state)).toEqual({ leader: null });
});
