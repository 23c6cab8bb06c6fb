/**
 * **Hirschberg and Sinclair**: the election in a ring that can be travelled both ways, in *n* log *n* messages.
 *
 * *Idea.* A candidate sends its value 1 place to both sides, then 2, then 4, as
 * long as nobody on the way is higher; a process that meets a higher value than
 * its own has lost. Whoever is still a candidate after a phase has beaten all
 * within 2^*i* places, so that candidates get rare as their messages get long:
 * no phase takes more than 8*n* messages. The one whose value comes home past
 * all the others is elected.
 *
 * *Premises.* The ids are distinct, and each process reaches both of its
 * neighbours. For a leader to emerge no process may stop and no message may be
 * lost; that no wrong one emerges needs neither. Messages may overtake each other.
 *
 * *Source.* D. S. Hirschberg and J. B. Sinclair, "Decentralized extrema-finding
 * in circular configurations of processors", CACM 23(11), 1980. Two things are
 * said here that are left open there: a reply tells which phase it belongs to,
 * so that one that arrives twice does no harm, and the elected process tells
 * the others.
 */
import { match, P } from "ts-pattern";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type {
  Direction,
  HirschbergSinclair,
  HirschbergSinclairMessage,
  HirschbergSinclairState,
} from "../../spec/ring/hirschberg-sinclair.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { hearOfTheElected } from "./news.ts";
import { predecessor, successor } from "./ring.ts";

type Ring = Cluster<HirschbergSinclair>;
type State = HirschbergSinclairState;
type Message<T extends HirschbergSinclairMessage["type"]> = Extract<HirschbergSinclairMessage, { readonly type: T }>;

/** Election in a ring by Hirschberg and Sinclair: the highest value is the one that gets all the way round. */
export const hirschbergSinclair: Protocol<HirschbergSinclair> = {
  name: "hirschberg-sinclair",
  init: () => ({ role: "candidate", maxnum: 1, replied: null }),

  step: (ring, state, event) =>
    match<[State, Event<HirschbergSinclair>], Step<HirschbergSinclair>>([state, event])
      .with([candidate, { type: "start" }], ([{ maxnum }]) => [state, ...sendBoth(ring, maxnum)])
      .with([P.any, from(P.number.lt(ring.self))], ([, { message }]) => [state, refuse(ring, message)])
      .with([P.any, from(P.number.gt(ring.self))], ([, { message }]) => [giveWay(state), letPass(ring, message)])
      .with([{ role: P.not("won") }, from(ring.self)], () => win(ring))
      .with([candidate, reply("ok", ring.self)], ([candidate, { message }]) => countReply(ring, candidate, message))
      .with([candidate, reply("no", ring.self)], () => [lost])
      .with([P.any, reply(P.union("ok", "no"), ring.self)], () => [state])
      .with([P.any, reply(P.union("ok", "no"), P.number)], ([, { message }]) => [state, on(ring, message)])
      .with([P.any, elected], ([, { message }]) => hearOfTheElected(ring, state, message.leader))
      .otherwise(() => [state]),

  durable: () => null,
  leadership: ({ self }, state) => ({ leader: leaderOf(self, state) }),
  timers: () => ({}),
};

const candidate = { role: "candidate" } as const;
const lost: State = { role: "lost" };

/** The arrival of a value on its way out. */
const from = <const I>(value: I) => ({ type: "receive", message: { type: "from", value } }) as const;

/** The arrival of a reply to the process of a value. */
const reply = <const T, const I>(type: T, value: I) => ({ type: "receive", message: { type, value } }) as const;

/** The arrival of the news that a process is elected. */
const elected = { type: "receive", message: { type: "elected" } } as const;

/** The paper's *sendboth*: a candidate's value sets out to both sides, `maxnum` places far. */
function sendBoth(ring: Ring, maxnum: number) {
  const value = { type: "from", value: ring.self, num: 0, maxnum } as const;
  return [on(ring, { ...value, direction: "forward" }), on(ring, { ...value, direction: "backward" })] as const;
}

/** The paper's *sendpass*: a message goes on the way that it travels. */
function on(ring: Ring, message: Exclude<HirschbergSinclairMessage, Message<"elected">>) {
  return send(neighbour(ring, message.direction), message);
}

/** The paper's *sendecho* of a *no*: a value that is lower than this process's gets no farther. */
function refuse(ring: Ring, { value, direction }: Message<"from">) {
  return on(ring, { type: "no", value, direction: opposite(direction) });
}

/** A candidate that meets a higher value has lost. */
function giveWay(state: State): State {
  return state.role === "candidate" ? lost : state;
}

/** A higher value goes on, or turns back as an *ok* where it has come as far as it was sent. */
function letPass(ring: Ring, message: Message<"from">) {
  const { value, maxnum, direction } = message;
  const num = message.num + 1;
  if (num < maxnum) return on(ring, { ...message, num });
  return on(ring, { type: "ok", value, maxnum, direction: opposite(direction) });
}

/** A candidate that has an *ok* of this phase from both sides tries twice as far. */
function countReply(
  ring: Ring,
  state: Extract<State, { role: "candidate" }>,
  { maxnum, direction }: Message<"ok">,
): Step<HirschbergSinclair> {
  if (maxnum !== state.maxnum || direction === state.replied) return [state];
  if (state.replied === null) return [{ ...state, replied: direction }];
  return [{ role: "candidate", maxnum: 2 * maxnum, replied: null }, ...sendBoth(ring, 2 * maxnum)];
}

/** A value that has come home has met nobody higher: its process is elected, and says so. */
function win(ring: Ring): Step<HirschbergSinclair> {
  return [{ role: "won" }, send(neighbour(ring, "forward"), { type: "elected", leader: ring.self })];
}

/** The process next to this one. */
function neighbour({ processes, self }: Ring, direction: Direction): ProcessId {
  return direction === "forward" ? successor(processes, self) : predecessor(processes, self);
}

function opposite(direction: Direction): Direction {
  return direction === "forward" ? "backward" : "forward";
}

/** The leader, as far as a process knows one. */
function leaderOf(self: ProcessId, state: State): ProcessId | null {
  return match(state)
    .with({ role: "won" }, () => self)
    .with({ role: "following" }, ({ leader }) => leader)
    .otherwise(() => null);
}
