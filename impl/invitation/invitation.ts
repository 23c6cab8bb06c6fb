/**
 * The Invitation algorithm: there may be several groups at once, and each has one coordinator.
 *
 * A process that knows of nobody is a group by itself. Coordinators look for
 * other coordinators from time to time; whoever finds some forms a new group,
 * with a number that nobody has used, and invites them and its own members.
 * Invited coordinators pass the invitation on to their members. Who accepts
 * belongs to the new group once that is ready. A member asks its coordinator
 * from time to time whether it still belongs to it, and is a group by itself
 * again where it does not.
 *
 * Premises: none about time or links. Groups split and merge as links come and
 * go, and whatever is done in a group must carry its number. That no number is
 * given twice rests on the disk that keeps the counter.
 *
 * Source: Hector Garcia-Molina, "Elections in a Distributed Computing System",
 * IEEE Transactions on Computers C-31(1), 1982: the second of its two
 * algorithms, for networks in which communication may fail. Where we depart:
 *
 * - Calls with an answer or a time-out there are messages and timers here. Nobody
 *   acknowledges Accept or Ready: who misses one finds out by its own timer.
 * - A coordinator that found others there waits, the longer the lower it ranks, so that one
 *   invites before the rest. Here it looks for others the less often, and invites
 *   at its next look.
 */
import { match, P } from "ts-pattern";
import { broadcast, cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  GroupNumber,
  Invitation,
  InvitationCoordinator,
  InvitationInviter,
  InvitationMessage,
  InvitationState,
} from "../../spec/invitation/vocabulary.ts";
import type { Leadership, Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/** The Invitation algorithm as a pure reducer. */
export const invitation: Protocol<Invitation> = {
  name: "invitation",
  init: (_cluster, counter = 0) => ({ role: "coordinator", counter, members: [], others: [] }),
  step,
  durable: ({ counter }) => counter,
  leadership: leadershipOf,
  // The higher a process ranks, the sooner it looks for others. An invitation takes a tick to be answered.
  timers: ({ processes, self }) => ({ check: processes.length - processes.indexOf(self), answer: 1, ready: 2 }),
};

/** The one timer of each role; a member that waits for an answer has `answer` besides. */
const timersOf = {
  coordinator: ["check"],
  inviter: ["answer"],
  accepting: ["ready"],
  member: ["check", "answer"],
} as const;

function step(cluster: Cluster<Invitation>, state: InvitationState, event: Event<Invitation>): Step<Invitation> {
  return (
    match<[InvitationState, Event<Invitation>], Step<Invitation>>([state, event])
      .with([P._, { type: "start" }], () => recover(state))
      .with([{ role: "coordinator", others: [] }, timeout("check")], () => check(cluster, state))
      .with([{ role: "coordinator" }, timeout("check")], ([coordinator]) => merge(cluster, coordinator))
      .with([{ role: "inviter" }, timeout("answer")], ([inviter]) => reorganize(cluster, inviter))
      .with([{ role: "accepting" }, timeout("ready")], () => recover(state))
      .with([{ role: "member" }, timeout("check")], ([{ coordinator, group }]) => [
        state,
        send(coordinator, { type: "AreYouThere", group }),
        setTimer("answer"),
      ])
      .with([{ role: "member" }, timeout("answer")], () => recover(state))

      .with([{ role: "coordinator" }, receive("AreYouCoordinator")], ([, { from }]) => [
        state,
        send(from, { type: "Coordinator" }),
      ])
      .with([{ role: "coordinator" }, receive("Coordinator")], ([coordinator, { from }]) =>
        coordinator.others.includes(from) ? [state] : [{ ...coordinator, others: joined(coordinator.others, from) }],
      )

      .with([{ role: P.union("coordinator", "member") }, receive("Invitation")], ([{ role }, { message }]) =>
        message.coordinator === cluster.self ||
        (role === "member" && state.role === "member" && state.group === message.group)
          ? [state]
          : accept(state, message),
      )
      .with([{ role: "inviter" }, receive("Accept")], ([inviter, { from, message }]) =>
        message.group !== numberOf(cluster, state) || inviter.members.includes(from)
          ? [state]
          : [{ ...inviter, members: joined(inviter.members, from) }],
      )
      .with([{ role: "accepting" }, receive("Ready")], ([{ counter, coordinator, group }, { message }]) =>
        message.group === group
          ? [{ role: "member", counter, coordinator, group }, cancelTimer("ready"), setTimer("check")]
          : [state],
      )

      .with(
        [P._, receive("AreYouThere")],
        ([
          ,
          {
            from,
            message: { group },
          },
        ]) => [state, send(from, { type: isMine(cluster, state, from, group) ? "Here" : "Gone", group })],
      )
      .with([{ role: "member" }, receive("Here")], ([{ group }, { message }]) =>
        message.group === group ? [state, cancelTimer("answer"), setTimer("check")] : [state],
      )
      .with([{ role: "member" }, receive("Gone")], ([{ group }, { message }]) =>
        message.group === group ? recover(state) : [state],
      )

      // What remains comes late, or is meant for another role: nothing happens.
      .otherwise(() => [state])
  );
}

/** Recovery: a process is a group by itself, with a new number. */
function recover(state: InvitationState): Step<Invitation> {
  const alone: InvitationState = { role: "coordinator", counter: state.counter + 1, members: [], others: [] };
  return [alone, ...stopping(state), setTimer("check")];
}

/** Check: a coordinator looks for coordinators of other groups. */
function check(cluster: Cluster<Invitation>, state: InvitationState): Step<Invitation> {
  const others = cluster.processes.filter((process) => process !== cluster.self);
  return [state, ...broadcast(others, { type: "AreYouCoordinator" }), setTimer("check")];
}

/** Merge: a coordinator that found others forms a new group, and invites them and its own members. */
function merge(cluster: Cluster<Invitation>, { counter, members, others }: InvitationCoordinator): Step<Invitation> {
  const inviter: InvitationInviter = { role: "inviter", counter: counter + 1, members: [] };
  const invited = cluster.processes.filter((process) => members.includes(process) || others.includes(process));
  const group = numberOf(cluster, inviter);
  return [inviter, ...broadcast(invited, { type: "Invitation", coordinator: cluster.self, group }), setTimer("answer")];
}

/** Accept: an invited process accepts. A coordinator passes the invitation on to its members first. */
function accept(
  state: InvitationState,
  invited: Extract<InvitationMessage, { readonly type: "Invitation" }>,
): Step<Invitation> {
  const { coordinator, group } = invited;
  const own = state.role === "coordinator" ? state.members.filter((member) => member !== coordinator) : [];
  return [
    { role: "accepting", counter: state.counter, coordinator, group },
    ...stopping(state),
    ...broadcast(own, invited),
    send(coordinator, { type: "Accept", group }),
    setTimer("ready"),
  ];
}

/** Reorganization: the new group is who has accepted, and is ready. */
function reorganize(cluster: Cluster<Invitation>, inviter: InvitationInviter): Step<Invitation> {
  const { counter, members } = inviter;
  const ready = broadcast(members, { type: "Ready", group: numberOf(cluster, inviter) });
  return [{ role: "coordinator", counter, members, others: [] }, ...ready, setTimer("check")];
}

/** Whether `asker` belongs to the group of that number, and this process coordinates or forms it. */
function isMine(cluster: Cluster<Invitation>, state: InvitationState, asker: ProcessId, group: GroupNumber): boolean {
  return state.role === "coordinator" && state.members.includes(asker) && numberOf(cluster, state) === group;
}

/** What ends with a role: its timers. */
function stopping({ role }: InvitationState): readonly Effect<Invitation>[] {
  return timersOf[role].map((timer) => cancelTimer(timer));
}

/** The number of the last group that a process has formed. */
function numberOf({ processes, self }: Cluster<Invitation>, { counter }: InvitationState): GroupNumber {
  return counter * processes.length + processes.indexOf(self);
}

function leadershipOf(cluster: Cluster<Invitation>, state: InvitationState): Leadership {
  if (state.role === "coordinator") return { leader: cluster.self, epoch: numberOf(cluster, state) };
  if (state.role === "member") return { leader: state.coordinator, epoch: state.group };
  return { leader: null };
}

/** These processes and one more, in ascending order. */
function joined(processes: readonly ProcessId[], process: ProcessId): readonly ProcessId[] {
  return [...processes, process].sort((a, b) => a - b);
}

const timeout = <const T>(timer: T) => ({ type: "timeout", timer }) as const;
const receive = <const T>(type: T) => ({ type: "receive", message: { type } }) as const;
