import type { Survivor } from "./compare.ts";

/** The mutants that are left alive, each with the reason why that is no harm. */
export const survivors: readonly Survivor[] = [
  {
    file: "impl/bully/bully.ts",
    line: 'if (state.role === "follower" && state.leader === leader) return [state, setTimer("silence")];',
    original: 'state.role === "follower"',
    replacement: "true",
    reason: "Only a follower has a leader: for any other role the second half of the condition is false.",
  },
  {
    file: "impl/raft/raft.ts",
    line: '.with([{ role: "follower" }, receive("RequestVote")], ([voter, received]) => vote(voter, received))',
    original: '{ role: "follower" }',
    replacement: "{}",
    reason: "Candidates and leaders have voted for themselves, so that their vote is refused there, too.",
  },
  {
    file: "impl/raft/raft.ts",
    line: '.with([P._, P.union({ type: "timeout" }, { type: "receive" })], () => [state])',
    original: '{ type: "timeout" }',
    replacement: "{}",
    reason: "Every other kind of event has been matched before: what remains are time-outs and messages.",
  },
  {
    file: "impl/raft/raft.ts",
    line: '.with([P._, P.union({ type: "timeout" }, { type: "receive" })], () => [state])',
    original: '{ type: "receive" }',
    replacement: "{}",
    reason: "Every other kind of event has been matched before: what remains are time-outs and messages.",
  },
  {
    file: "impl/ring/chang-roberts.ts",
    line: ".with([racing, id(P.number.lt(cluster.self))], () => [state])",
    original: "[racing, id(P.number.lt(cluster.self))]",
    replacement: "[]",
    reason:
      "Without this line a lower id falls through to the last one, which swallows it as well. The line says that it is meant.",
  },
  {
    file: "impl/ring/token-ring.ts",
    line: '.with([{ role: "waiting" }, { type: "start" }], () => begin(ring, state))',
    original: '{ role: "waiting" }',
    replacement: "{}",
    reason: "A process is waiting whenever it starts: that is the state in which it boots.",
  },
  {
    file: "impl/ring/token-ring.ts",
    line: 'const isNews = state.role !== "following" || state.leader !== leader || state.generation !== generation;',
    original: 'state.role !== "following"',
    replacement: "false",
    reason: "Only a follower has a leader: for any other role the second part of the condition is true.",
  },
  {
    file: "impl/ring/token-ring.ts",
    line: '.with({ role: "waiting" }, () => (regenerate ? silenceAfter(ring, ring.processes[0]!) : null))',
    original: '{ role: "waiting" }',
    replacement: "{}",
    reason: "Every other role has been matched before.",
  },
];
