/**
 * The Promela twin of `proofs/known/raft-election.ts`: the same model for Spin.
 *
 * @remarks
 * One process with one control location, so that its states are the model's
 * states and each `d_step` is one transition. Messages in flight are bits, one
 * for each receiver, sender, kind and term. What a process keeps of a former
 * role is kept by the same rule as in the twin: a candidate and a leader have
 * votes, a follower has none.
 */

/**
 * The model for `processes` processes and terms up to `term`.
 *
 * @param processes - from 2 to 7
 * @param term - from 1 to 7: a byte of bits per link and kind
 */
export function promelaOf(processes: number, term: number): string {
  const all = Array.from({ length: processes }, (_, i) => i);
  const terms = Array.from({ length: term }, (_, i) => i + 1);
  const links = all.flatMap((to) => all.filter((from) => from !== to).map((from) => [to, from] as const));
  const link = (to: number, from: number): number => to * processes + from;
  const others = (i: number): readonly number[] => all.filter((j) => j !== i);
  const later = (i: number, t: number): string =>
    `if :: ${t} > term[${i}] -> term[${i}] = ${t}; role[${i}] = FOLLOWER; voted[${i}] = 0; votes[${i}] = 0 :: else fi;`;

  const timeout = (i: number): string => `
  :: d_step { role[${i}] != LEADER && term[${i}] < ${term} ->
       term[${i}]++; role[${i}] = CANDIDATE; voted[${i}] = ${i + 1}; votes[${i}] = ${1 << i};
       ${others(i)
         .map((j) => `request[${link(j, i)}] = request[${link(j, i)}] | (1 << term[${i}]);`)
         .join(" ")}
     }`;
  const request = (i: number, j: number, t: number): string => `
  :: d_step { (request[${link(i, j)}] >> ${t}) & 1 ->
       request[${link(i, j)}] = request[${link(i, j)}] & ~(1 << ${t});
       ${later(i, t)}
       if
       :: ${t} == term[${i}] && (voted[${i}] == 0 || voted[${i}] == ${j + 1}) ->
            voted[${i}] = ${j + 1}; granted[${link(j, i)}] = granted[${link(j, i)}] | (1 << term[${i}])
       :: else -> refused[${link(j, i)}] = refused[${link(j, i)}] | (1 << term[${i}])
       fi
     }`;
  const granted = (i: number, j: number, t: number): string => `
  :: d_step { (granted[${link(i, j)}] >> ${t}) & 1 ->
       granted[${link(i, j)}] = granted[${link(i, j)}] & ~(1 << ${t});
       ${later(i, t)}
       if
       :: role[${i}] == CANDIDATE && ${t} == term[${i}] ->
            votes[${i}] = votes[${i}] | ${1 << j};
            if :: MAJORITY(votes[${i}]) -> role[${i}] = LEADER :: else fi
       :: else
       fi;
       assert(ONE_LEADER_PER_TERM)
     }`;
  const refused = (i: number, j: number, t: number): string => `
  :: d_step { (refused[${link(i, j)}] >> ${t}) & 1 ->
       refused[${link(i, j)}] = refused[${link(i, j)}] & ~(1 << ${t});
       ${later(i, t)}
     }`;

  const bits = all.map((i) => `((v >> ${i}) & 1)`).join(" + ");
  const pairs = all.flatMap((i) => all.filter((j) => j > i).map((j) => [i, j] as const));
  const alone = pairs.map(([i, j]) => `!(role[${i}] == LEADER && role[${j}] == LEADER && term[${i}] == term[${j}])`);
  return `/* raft election, ${processes} processes, terms up to ${term}: twin of proofs/known/raft-election.ts */
#define FOLLOWER 0
#define CANDIDATE 1
#define LEADER 2
#define MAJORITY(v) ((${bits}) * 2 > ${processes})
#define ONE_LEADER_PER_TERM (${alone.join(" && ")})

byte role[${processes}];
byte term[${processes}];
byte voted[${processes}];
byte votes[${processes}];
byte request[${processes * processes}];
byte granted[${processes * processes}];
byte refused[${processes * processes}];

active proctype election() {
  do${all.map(timeout).join("")}${links.flatMap(([i, j]) => terms.map((t) => request(i, j, t) + granted(i, j, t) + refused(i, j, t))).join("")}
  od
}
`;
}
