/** Bugs of Raft's log: what is committed, what is cut off, and by which log votes are given. */
import { bothWays } from "../../../model/network/links.ts";
import { calmScenario, type Scenario } from "../../../model/scenario.ts";
import type { Entry, RaftLogParameters } from "../../../spec/raft-log/vocabulary.ts";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import type { Exhibit } from "../exhibit.ts";
import { raftLogPlace } from "./places.ts";

const slow: Scenario = { ...calmScenario, timing: "asynchronous", network: "set" };

/** A log of commands from these terms. */
const written = (...terms: readonly number[]): readonly Entry[] =>
  terms.map((term): Entry => ({ type: "command", term, command: "x" }));

const beginningWith = (
  logs: Readonly<Record<ProcessId, readonly Entry[]>>,
  others: Partial<RaftLogParameters> = {},
): RaftLogParameters => ({ voters: null, membership: "fixed", emptyEntry: true, ...others, logs });

/** The configuration, on its way from these processes to those, that a leader has appended in its first term. */
const configuration = (current: readonly ProcessId[], next: readonly ProcessId[] | null = null): readonly Entry[] => [
  { type: "configuration", term: 1, voters: { current, next } },
];

/** What is committed too early, cut off too often, or decided by the wrong majority. */
export const wrongLogs: readonly Exhibit[] = [
  {
    name: "figure-eight",
    title: "Entries of earlier terms are committed by counting",
    story: [
      "A leader finds an entry of an earlier term at a majority, and takes it for committed. But a process whose log ends in a later term, though it is no longer, can still be elected by those very processes, and puts its own entry in that place. This is figure 8 of the paper.",
      "A leader may count only what it has written in its own term. What came before is committed along with that.",
      "The kit begins where part (b) of the figure ends, with the logs of its five processes; only the messages that the figure needs can travel.",
    ],
    seen: [
      {
        system: "async-raft",
        reference: "async-raft/async-raft#108",
        told: "the new commit index was calculated without a look at the terms of the entries",
      },
      {
        system: "canonical/raft",
        reference: "canonical/raft#220",
        told: "the rule of the leader's own term was not in the code; mended by #336, together with an empty entry at the start of a term",
      },
      {
        system: "PySyncObj",
        reference: "bakwc/PySyncObj#169",
        told: "the term of an entry is not checked before it is committed",
      },
      {
        system: "NATS",
        reference: "nats-io/nats-server#7955",
        told: "answers about entries of previous terms moved the commit index, too",
      },
    ],
    place: raftLogPlace("commit"),
    bug: [
      ["if (termAt(log, index) === term && decide(", "if (decide("],
      ["const { log, term, commitIndex } = leader;", "const { log, commitIndex } = leader;"],
      ["import { decide, endOf, termAt, votersOf }", "import { decide, endOf, votersOf }"],
    ],
    scenario: {
      ...slow,
      nodes: 5,
      links: bothWays([
        [1, 2],
        [1, 3],
        [3, 5],
        [4, 5],
      ]),
      bounds: { term: 5, log: 2, inflight: 3 },
    },
    parameters: beginningWith(
      { 1: written(1, 2), 2: written(1, 2), 3: written(1), 4: written(1), 5: written(1, 3) },
      { emptyEntry: false },
    ),
    claim: "leaders have what is committed",
  },
  {
    name: "stale-entries-truncate",
    title: "Every AppendEntries cuts the log off behind it",
    story: [
      "A follower cuts its log off where the new entries begin, and appends them, without a look at whether they differ from what is there. A message that was overtaken by a longer one then takes back what the longer one brought: entries that the follower has acknowledged and that are committed.",
      "Only an entry that conflicts with a new one may go, with all that follow it.",
    ],
    seen: [
      {
        system: "HashiCorp Raft",
        reference: "hashicorp/raft#113",
        told: "entries that the request overlapped with were cut off and written again, so that a crash between the two could lose them",
      },
      {
        system: "Ongaro and Ousterhout 2014",
        reference: "figure 2, step 3 of the receiver of AppendEntries",
        told: "only an entry that conflicts with a new one is deleted, with all that follow it",
      },
    ],
    place: raftLogPlace("replication"),
    bug: [
      [
        `  const first = entries.findIndex(({ term }, i) => !matches(log, prevLogIndex + 1 + i, term));
  return first === -1 ? log : withEntries(upTo(log, prevLogIndex + first), ...entries.slice(first));`,
        "  return withEntries(upTo(log, prevLogIndex), ...entries);",
      ],
    ],
    scenario: { ...slow, requests: 1, bounds: { term: 2, log: 1, inflight: 3 } },
    parameters: beginningWith({}, { emptyEntry: false }),
    claim: "leaders have what is committed",
  },
  {
    name: "commit-beyond-match",
    title: "A follower commits beyond what the leader has shown it",
    story: [
      "A heartbeat says up to where the leader has committed, and the follower's log matches at its beginning. What the follower has behind that may still be of a deposed leader. Here it commits that as well, as far as its own log goes.",
      "The commit index may follow the leader's up to the last entry that the message has shown to match, and no further.",
      "The kit's own leader always sends all that follows, so that a message that matches replaces what lies behind. It is first taught to send entries only once it knows where the logs agree, as many systems do.",
    ],
    seen: [
      {
        system: "ScyllaDB",
        reference: "scylladb/scylladb#9965",
        told: "after a probe with few entries a follower marked older, obsolete entries of its own as committed",
      },
      {
        system: "Copycat",
        reference: "atomix/copycat#265",
        told: "an empty request matched and carried a commit index, and a former leader committed its own entry there",
      },
      {
        system: "etcd",
        reference: "etcd-io/etcd#1203",
        told: "the commit index is made the lesser of the leader's and of the last new entry's",
      },
    ],
    place: raftLogPlace("replication"),
    ground: [
      [
        "const entries = entriesFrom(log, prevLogIndex + 1);",
        "const entries = matchIndex[process] === prevLogIndex ? entriesFrom(log, prevLogIndex + 1) : [];",
      ],
      ["commitIndex, nextIndex }: LogLeader): Effect", "commitIndex, nextIndex, matchIndex }: LogLeader): Effect"],
    ],
    bug: [["Math.min(leaderCommit, matchIndex)", "Math.min(leaderCommit, success ? endOf(log).index : 0)"]],
    scenario: { ...slow, bounds: { term: 2, log: 2, inflight: 3 } },
    parameters: beginningWith({ 1: written(1), 2: written(1), 3: written(1, 1) }),
    claim: "state machines agree",
  },
  {
    name: "compacted-log-votes-empty",
    title: "A log that is all snapshot votes as if it were empty",
    story: [
      "A process has compacted its whole log. Asked for its vote it looks for its last entry, finds none, and takes its last term for 0. So it votes for a candidate that lacks what the snapshot holds.",
      "Where a log begins with a snapshot and has nothing else, it ends with what the snapshot includes last.",
    ],
    seen: [
      {
        system: "NuRaft",
        reference: "eBay/NuRaft#668",
        told: "after compaction the last term was that of a dummy entry, and a candidate without the committed entries got the vote",
      },
      {
        system: "RedisRaft",
        reference: "RedisLabs/raft#14",
        told: "the last log term was 0 whenever nothing followed on the snapshot",
      },
    ],
    place: raftLogPlace("elections"),
    bug: [
      [
        "index: message.lastLogIndex }, endOf(log));",
        "index: message.lastLogIndex }, { ...endOf(log), term: log.entries.at(-1)?.term ?? 0 });",
      ],
    ],
    scenario: { ...slow, requests: 1, bounds: { term: 3, log: 2, inflight: 3 } },
    parameters: beginningWith({ 1: written(1), 2: written(1), 3: written(1) }),
    claim: "leaders have what is committed",
  },
  {
    name: "single-change-too-early",
    title: "A new leader changes who votes before it has committed anything",
    story: [
      "One process at a time joins or leaves, so that majorities before and after always meet. But two leaders of different terms can each begin a change from the same configuration, and the majorities of the two outcomes need not meet. One has written its change nowhere but in its own log; the other, elected without it, commits a change of its own; then the first comes back, is elected by its own configuration, and knows nothing of what was committed.",
      "Ongaro published it in July 2015, after years in which the change had been in use, with the cure: a leader first commits an entry of its own term. The kit begins where process 1 has written down that 4 leaves; only messages between neighbours can travel.",
    ],
    seen: [
      {
        system: "Ongaro's thesis, chapter 4",
        reference: "Ongaro on raft-dev, July 2015: bug in single-server membership changes",
        told: "two leaders that begin changes from the same configuration can commit in majorities that do not meet",
      },
      {
        system: "Copycat",
        reference: "atomix/copycat#23",
        told: "a leader took requests to join before it had committed an entry of its own term",
      },
      {
        system: "Axon",
        reference: "AxonIQ/axon-server-se#120",
        told: "a change before an entry of the current term is committed is now refused",
      },
    ],
    place: raftLogPlace("membership"),
    bug: [[" && hasCommittedOfItsTerm(leader))", ")"]],
    scenario: {
      ...slow,
      nodes: 4,
      links: bothWays([
        [1, 2],
        [2, 3],
        [3, 4],
      ]),
      requests: 1,
      bounds: { term: 3, log: 2, inflight: 2 },
    },
    parameters: beginningWith({ 1: configuration([1, 2, 3]) }, { membership: "single" }),
    claim: "leaders have what is committed",
  },
  {
    name: "majority-of-the-union",
    title: "A joint consensus counts one majority of everybody",
    story: [
      "While a change is under way, the old configuration and the new one both have to agree: a majority of each. Here the two are thrown together, and one majority of all who are in either decides. It may lie wholly within the new configuration, while those of the old one who have not heard of the change elect a leader of their own in the same term.",
      "The kit begins where process 3, which led in term 1, has told 4 and 5 of the change, but not 1 and 2, and the cluster has come apart.",
    ],
    seen: [
      {
        system: "CCF",
        reference: "microsoft/CCF#3948",
        told: "an election was decided by a quorum across all active nodes, not by one in each active configuration",
      },
      {
        system: "async-raft",
        reference: "async-raft/async-raft#62",
        told: "one counter for both configurations, which cannot tell their majorities apart",
      },
    ],
    place: raftLogPlace("elections"),
    bug: [
      ["decide(votersOf(candidate.log), votes)", "isQuorum(everybodyIn(votersOf(candidate.log)), votes)"],
      ["import { decide, endOf, everybodyIn,", "import { endOf, everybodyIn,"],
      [
        'import type { Step } from "../../spec/protocol.ts";',
        'import type { Step } from "../../spec/protocol.ts";\nimport { isQuorum } from "../../spec/quorum.ts";',
      ],
    ],
    scenario: {
      ...slow,
      nodes: 5,
      links: bothWays([
        [1, 2],
        [3, 4],
        [3, 5],
      ]),
      bounds: { term: 2, log: 2, inflight: 3 },
    },
    parameters: beginningWith(
      {
        3: configuration([1, 2, 3], [3, 4, 5]),
        4: configuration([1, 2, 3], [3, 4, 5]),
        5: configuration([1, 2, 3], [3, 4, 5]),
      },
      { membership: "joint", voters: [1, 2, 3] },
    ),
    claim: "one leader per epoch",
  },
];
