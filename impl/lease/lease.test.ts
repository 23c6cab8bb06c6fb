import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Lease, LeaseMessage, LeaseState } from "../../spec/lease/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { lease } from "./lease.ts";

const granted = (epoch: number, holder: ProcessId | null): LeaseState => ({ role: "grantor", epoch, holder });
const waiting = (epoch: number, leader: ProcessId | null): LeaseState => ({ role: "waiting", epoch, leader });
const asking = (epoch: number, leader: ProcessId | null): LeaseState => ({ role: "asking", epoch, leader });
const holding = (epoch: number): LeaseState => ({ role: "holding", epoch });
const renewing = (epoch: number): LeaseState => ({ role: "renewing", epoch });

const start: Event<Lease> = { type: "start" };
const timeout = (timer: Lease["Timer"]): Event<Lease> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: LeaseMessage): Event<Lease> => ({ type: "receive", from, message });
const ask = (gone: ProcessId | null = null): LeaseMessage => ({ type: "ask", gone });
const resign: Event<Lease> = { type: "request", request: { type: "resign" } };
const gone = (process: ProcessId): Event<Lease> => ({ type: "request", request: { type: "gone", process } });
const cluster = (self: ProcessId): Cluster<Lease> => ({ self, processes: [1, 2, 3], parameters: null });

type Case = readonly [
  name: string,
  self: ProcessId,
  before: LeaseState,
  event: Event<Lease>,
  after: LeaseState,
  ...effects: Effect<Lease>[],
];

function check(...[_name, self, before, event, ...after]: Case): void {
  const [state, ...effects] = lease.step(cluster(self), before, event);
  expect([state, ...effects]).toEqual(after);
  // "Nothing happened" is the same state, not an equal one.
  if (effects.length === 0 && JSON.stringify(state) === JSON.stringify(before)) expect(state).toBe(before);
}

const grantTo = (to: ProcessId, epoch: number): readonly Effect<Lease>[] => [
  setTimer("lease"),
  send(to, { type: "granted", epoch }),
];

describe("Gray and Cheriton 1989, section 2: the grantor", () => {
  test.each<[...Case]>([
    [
      "grants a lease that nobody has, in a new epoch",
      1,
      granted(4, null),
      receive(3, ask()),
      granted(5, 3),
      ...grantTo(3, 5),
    ],
    [
      "refuses while another has it",
      1,
      granted(4, 2),
      receive(3, ask()),
      granted(4, 2),
      send(3, { type: "refused", epoch: 4, holder: 2 }),
    ],
    [
      "grants it anew to a holder that asks, since it does not lead any more",
      1,
      granted(4, 3),
      receive(3, ask()),
      granted(5, 3),
      ...grantTo(3, 5),
    ],
    [
      "grants it where the holder is known to be gone",
      1,
      granted(4, 2),
      receive(3, ask(2)),
      granted(5, 3),
      ...grantTo(3, 5),
    ],
    [
      "refuses where somebody else is known to be gone",
      1,
      granted(4, 2),
      receive(3, ask(7)),
      granted(4, 2),
      send(3, { type: "refused", epoch: 4, holder: 2 }),
    ],
    [
      "extends the lease of its holder, in the same epoch",
      1,
      granted(4, 2),
      receive(2, { type: "renew", epoch: 4 }),
      granted(4, 2),
      ...grantTo(2, 4),
    ],
    [
      "extends no lease of an earlier epoch",
      1,
      granted(4, 2),
      receive(2, { type: "renew", epoch: 3 }),
      granted(4, 2),
      send(2, { type: "refused", epoch: 4, holder: 2 }),
    ],
    [
      "extends no lease that has run out",
      1,
      granted(4, null),
      receive(2, { type: "renew", epoch: 4 }),
      granted(4, null),
      send(2, { type: "refused", epoch: 4, holder: null }),
    ],
    [
      "takes a lease back",
      1,
      granted(4, 2),
      receive(2, { type: "resign", epoch: 4 }),
      granted(4, null),
      cancelTimer("lease"),
    ],
    ["takes nothing back that another has", 1, granted(4, 2), receive(3, { type: "resign", epoch: 4 }), granted(4, 2)],
    [
      "forgets the holder when the lease runs out, and never the epoch",
      1,
      granted(4, 2),
      timeout("lease"),
      granted(4, null),
    ],
    ["lets the lease run in full when it returns", 1, granted(4, 2), start, granted(4, 2), setTimer("lease")],
    ["has nothing to honour where nobody had the lease", 1, granted(4, null), start, granted(4, null)],
  ])("%s", check);

  test("returns with what it had granted, and without a disk with nothing", () => {
    expect(lease.init(cluster(1), { epoch: 4, holder: 2 })).toEqual(granted(4, 2));
    expect(lease.init(cluster(1))).toEqual(granted(0, null));
    expect(lease.durable(granted(4, 2))).toEqual({ epoch: 4, holder: 2 });
  });
});

const asks = (message = ask()): readonly Effect<Lease>[] => [send(1, message), setTimer("answer")];
const overHolding = [cancelTimer("tenure"), cancelTimer("renewal")] as const;
const overRenewing = [cancelTimer("tenure"), cancelTimer("answer")] as const;
const refused = (epoch: number, holder: ProcessId | null): Event<Lease> =>
  receive(1, { type: "refused", epoch, holder });

describe("Gray and Cheriton 1989, section 2: a process that wants the lease", () => {
  test.each<[...Case]>([
    ["asks when it starts", 2, waiting(0, null), start, asking(0, null), cancelTimer("patience"), ...asks()],
    [
      "asks again after a while",
      2,
      waiting(4, 3),
      timeout("patience"),
      asking(4, 3),
      cancelTimer("patience"),
      ...asks(),
    ],
    [
      "leads from the grant on",
      2,
      asking(4, 3),
      receive(1, { type: "granted", epoch: 5 }),
      holding(5),
      cancelTimer("answer"),
      setTimer("tenure"),
      setTimer("renewal"),
    ],
    ["takes no grant that is no news", 2, asking(4, 3), receive(1, { type: "granted", epoch: 4 }), asking(4, 3)],
    [
      "takes no grant that it does not wait for: it came too late",
      2,
      waiting(4, 3),
      receive(1, { type: "granted", epoch: 5 }),
      waiting(4, 3),
    ],
    [
      "follows whoever has it",
      2,
      asking(0, null),
      refused(4, 3),
      waiting(4, 3),
      cancelTimer("answer"),
      setTimer("patience"),
    ],
    [
      "does not follow itself, whatever the grantor believes",
      2,
      asking(0, null),
      refused(4, 2),
      waiting(4, null),
      cancelTimer("answer"),
      setTimer("patience"),
    ],
    ["takes no refusal of an earlier epoch", 2, asking(4, 3), refused(3, 1), asking(4, 3)],
    [
      "waits where nothing is answered",
      2,
      asking(4, 3),
      timeout("answer"),
      waiting(4, 3),
      cancelTimer("answer"),
      setTimer("patience"),
    ],
    [
      "asks at once when whom it follows is gone",
      2,
      waiting(4, 3),
      gone(3),
      asking(4, null),
      cancelTimer("patience"),
      ...asks(ask(3)),
    ],
    [
      "asks once more when it has asked before it knew that",
      2,
      asking(4, 3),
      gone(3),
      asking(4, null),
      ...asks(ask(3)),
    ],
    ["does nothing when another is gone", 2, waiting(4, 3), gone(7), waiting(4, 3)],
  ])("%s", check);
});

describe("Gray and Cheriton 1989, section 5: a holder", () => {
  test.each<[...Case]>([
    [
      "renews in time",
      2,
      holding(5),
      timeout("renewal"),
      renewing(5),
      cancelTimer("renewal"),
      send(1, { type: "renew", epoch: 5 }),
      setTimer("answer"),
    ],
    [
      "renews again where nothing is answered, and its tenure runs on",
      2,
      renewing(5),
      timeout("answer"),
      renewing(5),
      send(1, { type: "renew", epoch: 5 }),
      setTimer("answer"),
    ],
    [
      "begins its tenure anew with the answer",
      2,
      renewing(5),
      receive(1, { type: "granted", epoch: 5 }),
      holding(5),
      cancelTimer("answer"),
      setTimer("tenure"),
      setTimer("renewal"),
    ],
    [
      "takes no answer to a renewal that it does not wait for",
      2,
      holding(5),
      receive(1, { type: "granted", epoch: 5 }),
      holding(5),
    ],
    [
      "leads no more when its tenure is over, and asks like everybody",
      2,
      holding(5),
      timeout("tenure"),
      asking(5, null),
      ...overHolding,
      ...asks(),
    ],
    [
      "leads no more when its tenure is over during a renewal",
      2,
      renewing(5),
      timeout("tenure"),
      asking(5, null),
      cancelTimer("tenure"),
      ...asks(),
    ],
    [
      "gives way where another has the lease",
      2,
      renewing(5),
      refused(6, 3),
      waiting(6, 3),
      ...overRenewing,
      setTimer("patience"),
    ],
    [
      "gives the lease back when it resigns",
      2,
      holding(5),
      resign,
      waiting(5, null),
      ...overHolding,
      send(1, { type: "resign", epoch: 5 }),
      setTimer("patience"),
    ],
    ["has nothing to give back where it does not lead", 2, waiting(5, 3), resign, waiting(5, 3)],
  ])("%s", check);

  test("is through before the grantor is, though every answer took as long as it may, and whatever is lost", () => {
    const { tenure, answer, lease: granted } = lease.timers(cluster(1)) as Readonly<Record<string, number>>;
    expect(tenure! + answer!).toBeLessThan(granted!);
  });
});
