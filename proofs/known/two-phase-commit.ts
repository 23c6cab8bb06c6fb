/**
 * Two-phase commit, as published for other checkers: J. Gray and L. Lamport,
 * "Consensus on Transaction Commit" (2006), section 3 and its specification
 * TwoPhase, of which 3 resource managers have 288 distinct states and 5 have
 * 8,832.
 *
 * Process 1 is the transaction manager, the others are resource managers. What
 * the specification lets happen spontaneously is a timer here, which may run out
 * at any moment. Every timer that is armed follows from the local state. Explore
 * it over the `duplicating` network with asynchronous timing.
 */
import {
  always,
  broadcast,
  type Cluster,
  cancelTimer,
  type Effect,
  type Event,
  everythingBut,
  type Model,
  type ProcessId,
  type Protocol,
  type StateClaim,
  type Step,
  send,
  setTimer,
  sometimes,
  type Vocabulary,
  type World,
} from "../../spec/index.ts";

/** The words of two-phase commit. */
export interface TwoPhaseCommit extends Vocabulary {
  readonly State: Manager | Resource;
  readonly Message: "Prepared" | "Commit" | "Abort";
  readonly Timer: "prepare" | "commit" | "abort";
  readonly Request: never;
  readonly Durable: Manager | Resource;
  readonly Parameters: null;
}

/** The transaction manager, with the resource managers that it knows to be prepared. */
interface Manager {
  readonly role: "manager";
  readonly phase: "init" | "committed" | "aborted";
  readonly prepared: readonly ProcessId[];
}

/** A resource manager. */
interface Resource {
  readonly role: "resource";
  readonly phase: "working" | "prepared" | "committed" | "aborted";
}

type Answer = Step<TwoPhaseCommit>;

const isManager = ({ processes, self }: Cluster<TwoPhaseCommit>): boolean => self === processes[0];

const twoPhaseCommit: Protocol<TwoPhaseCommit> = {
  name: "two-phase commit",
  init: (cluster, durable) =>
    durable ??
    (isManager(cluster) ? { role: "manager", phase: "init", prepared: [] } : { role: "resource", phase: "working" }),
  step: (cluster, state, event) =>
    state.role === "manager" ? manage(cluster, state, event) : participate(cluster, state, event),
  durable: (state) => state,
  leadership: () => ({ leader: null }),
  timers: () => ({ prepare: 1, commit: 1, abort: 1 }),
};

function manage({ processes }: Cluster<TwoPhaseCommit>, state: Manager, event: Event<TwoPhaseCommit>): Answer {
  const resources = processes.slice(1);
  const mayCommit: readonly Effect<TwoPhaseCommit>[] =
    state.phase === "init" && state.prepared.length === resources.length ? [setTimer("commit")] : [];
  if (event.type === "start") return state.phase === "init" ? [state, setTimer("abort"), ...mayCommit] : [state];
  if (state.phase !== "init") return [state];

  if (event.type === "receive" && event.message === "Prepared" && !state.prepared.includes(event.from)) {
    const prepared = [...state.prepared, event.from].sort((a, b) => a - b);
    const all = prepared.length === resources.length;
    return all ? [{ ...state, prepared }, setTimer("commit")] : [{ ...state, prepared }];
  }
  if (event.type === "timeout" && event.timer === "commit") {
    return [{ ...state, phase: "committed" }, cancelTimer("abort"), ...broadcast(resources, "Commit" as const)];
  }
  if (event.type === "timeout" && event.timer === "abort") {
    return [{ ...state, phase: "aborted" }, cancelTimer("commit"), ...broadcast(resources, "Abort" as const)];
  }
  return [state];
}

function participate({ processes }: Cluster<TwoPhaseCommit>, state: Resource, event: Event<TwoPhaseCommit>): Answer {
  const atRest = [cancelTimer("prepare"), cancelTimer("abort")] as const;
  if (event.type === "start")
    return state.phase === "working" ? [state, setTimer("prepare"), setTimer("abort")] : [state];
  if (event.type === "receive" && event.message !== "Prepared") {
    const phase = event.message === "Commit" ? "committed" : "aborted";
    return phase === state.phase ? [state] : [{ ...state, phase }, ...atRest];
  }
  if (event.type === "timeout" && event.timer === "prepare") {
    return [{ ...state, phase: "prepared" }, cancelTimer("abort"), send(processes[0]!, "Prepared")];
  }
  if (event.type === "timeout" && event.timer === "abort") {
    return [{ ...state, phase: "aborted" }, cancelTimer("prepare")];
  }
  return [state];
}

const resourcesIn = (world: World<TwoPhaseCommit>, phase: Resource["phase"]): number =>
  world.processes.filter(({ state }) => state?.role === "resource" && state.phase === phase).length;

const allCommit: StateClaim<TwoPhaseCommit> = sometimes(
  "all commit",
  (world) => resourcesIn(world, "committed") === world.processes.length - 1,
  { words: "Every resource manager has committed.", formula: "EF ∀r: committed(r)" },
);

const allAbort: StateClaim<TwoPhaseCommit> = sometimes(
  "all abort",
  (world) => resourcesIn(world, "aborted") === world.processes.length - 1,
  { words: "Every resource manager has aborted.", formula: "EF ∀r: aborted(r)" },
);

const consistent: StateClaim<TwoPhaseCommit> = always(
  "consistent",
  (world) => resourcesIn(world, "committed") === 0 || resourcesIn(world, "aborted") === 0,
  {
    words: "No resource manager has aborted while another has committed.",
    formula: "□ ¬∃r, s: committed(r) ∧ aborted(s)",
    under: everythingBut("amnesia", "lost write"),
    witness: allCommit,
    source: "Gray and Lamport, Consensus on Transaction Commit, section 3, TCConsistent",
  },
);

const model: Model<TwoPhaseCommit> = { protocol: twoPhaseCommit, claims: [consistent, allCommit, allAbort] };

export default model;
