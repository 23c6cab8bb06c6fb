/** Raft within its host: what its users are told, and what is on its disk before anybody hears of it. */
import { raft } from "../../impl/raft/raft.ts";
import { always, type Claim, sometimes } from "../../spec/claim.ts";
import { oneLeaderPerEpoch } from "../../spec/claims/election.ts";
import { everythingBut } from "../../spec/crisis.ts";
import type { Model } from "../../spec/model.ts";
import type { Raft } from "../../spec/raft/vocabulary.ts";
import type { Envelope, World } from "../../spec/world.ts";
import { type InHost, type Interpreter, inHost } from "./hosted.ts";

type V = InHost<Raft>;

/** Whether the disk of its sender holds the term of a message, and of a vote that it was given. */
function isPromiseKept({ processes }: World<V>, { from, to, message: { message } }: Envelope<V>): boolean {
  const state = processes.find(({ process }) => process === from)?.state;
  if (state === undefined) return true;
  if (state.disk === null || state.disk.durable.term < message.term) return false;
  const isVote = message.type === "RequestVoteResponse" && message.voteGranted;
  return !isVote || state.disk.durable.term > message.term || state.disk.durable.votedFor === to;
}

const votesTravel = sometimes<V>(
  "a vote is on its way",
  ({ processes }) =>
    processes.some(({ inbox }) =>
      inbox.some(({ message: { message } }) => message.type === "RequestVoteResponse" && message.voteGranted),
    ),
  { words: "A vote was given and sent.", formula: "EF vote" },
);

const promisesOnDisk = always<V>(
  "promises are on the disk",
  (world) => world.processes.every(({ inbox }) => inbox.every((envelope) => isPromiseKept(world, envelope))),
  {
    words: "Before a message leaves, its term is on the disk of its sender, and the vote that it gives.",
    formula: "□ ∀m in flight: term(m) ≤ term(disk(sender(m))) ∧ (vote(m) ⇒ votedFor(disk(sender(m))) = to(m))",
    under: everythingBut("amnesia", "lost write"),
    witness: votesTravel,
    source: "Ongaro and Ousterhout 2014, figure 2: updated on stable storage before responding to RPCs",
  },
);

/** Raft within the host that `interpreter` makes; the bounds are the highest term, and how often a timer is armed. */
export function raftInHost(interpreter: Interpreter): Model<V> {
  const claims: readonly Claim<V>[] = [oneLeaderPerEpoch(), promisesOnDisk];
  return {
    protocol: inHost(raft, interpreter),
    claims,
    parameters: { log: {} },
    bounds: { term: ({ host }) => host?.state.term ?? 0, armings: ({ host }) => host?.armings ?? 0 },
  };
}
