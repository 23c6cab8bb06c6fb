/** What is claimed of the token ring. */
import { always, type Claim, sometimes } from "../claim.ts";
import { atMostOneLeads, epochsNeverGoBack, followersAgree, oneLeaderPerEpoch } from "../claims/election.ts";
import {
  amnesia,
  type Crisis,
  calm,
  crashAndReturn,
  duplicatedMessage,
  everythingBut,
  leaderCrash,
  lostMessage,
  reorderedMessages,
} from "../crisis.ts";
import type { History } from "../history.ts";
import type { ProcessId } from "../vocabulary.ts";
import { leads, type View, type World } from "../world.ts";
import type { TokenRing, TokenRingParameters } from "./token-ring.ts";

/** Who was given which token: pairs of generation and receiver, sorted. */
export type ReceiversOfTokens = readonly (readonly [generation: number, to: ProcessId])[];

/** History variable: whom each token was given to by its maker. */
export const receiversOfTokens: History<TokenRing, ReceiversOfTokens> = {
  name: "receivers of tokens",
  words: "which token was ever given to whom",
  initial: [],
  next: (history, _before, { status, state }) => {
    if (status !== "up" || state.role !== "passing") return history;
    const { generation, to } = state;
    if (history.some(([known, receiver]) => known === generation && receiver === to)) return history;
    return [...history, [generation, to] as const].sort(([a, p], [b, q]) => a - b || p - q);
  },
};

/** Claims that a token is never given to two processes: neither at one moment, nor one after the other. */
export const aTokenIsGivenToOne: Claim<TokenRing> = always<TokenRing, ReceiversOfTokens>(
  "a token is given to one",
  (world) => new Set(world.history.map(([generation]) => generation)).size === world.history.length,
  {
    words: "In the whole history no token is given to two processes.",
    formula: "□ ∀g, p, q: given(g, p) ∧ given(g, q) ⇒ p = q",
    under: everythingBut("amnesia", "lost write"),
    history: receiversOfTokens,
    witness: sometimes<TokenRing>(
      "a token is given",
      (world) => world.processes.some(({ state }) => state?.role === "passing"),
      { words: "A process has made a token and given it to another.", formula: "EF ∃p: passing(p)" },
    ),
  },
);

/**
 * Claims that the newest generation is at one place: its token is on its way to
 * one process only, and nobody else has taken it.
 */
export const oneNewestToken: Claim<TokenRing> = always<TokenRing>(
  "one newest token",
  (world) => {
    const newest = newestGeneration(world);
    return world.processes.filter((view) => hasToken(view, newest)).length <= 1;
  },
  {
    words: "At most one process has taken the token of the newest generation or is about to receive it.",
    formula: "□ ∀p, q: token(p, newest) ∧ token(q, newest) ⇒ p = q",
    under: everythingBut("amnesia", "lost write"),
    witness: sometimes<TokenRing>(
      "a token travels",
      (world) => world.processes.some((view) => tokensTo(view).length > 0),
      { words: "A token is on its way.", formula: "EF ∃p: tokens(p) ≠ ∅" },
    ),
  },
);

/** The ring can lose the leader that it would have had, and have another. */
export const leaderAfterCrash: Claim<TokenRing> = sometimes<TokenRing>(
  "a leader after a crash",
  (world) => world.processes[1]?.status === "down" && world.processes.some(leads),
  {
    words: "The process that was given the first token is down, and another leads.",
    formula: "EF (down(second) ∧ ∃p: leads(p))",
    under: [leaderCrash],
  },
);

/** The ring can get past a process that is down before it takes the token, which is what `skip` buys. */
export const crashedProcessIsSkipped: Claim<TokenRing> = sometimes<TokenRing>(
  "a crashed process is skipped",
  (world) => world.processes[1]?.status === "down" && world.processes[2] !== undefined && leads(world.processes[2]),
  {
    words: "The process that was given the first token is down, and its successor leads.",
    formula: "EF (down(second) ∧ leads(third))",
    under: [leaderCrash],
  },
);

/** The ring can lose a token, and have a leader all the same, which is what `skip` and `regenerate` buy. */
export const leaderAfterLoss: Claim<TokenRing> = sometimes<TokenRing>(
  "a leader after a loss",
  (world) => world.faults.losses > 0 && world.processes.some((view, place) => place !== 1 && leads(view)),
  {
    words: "A message was lost, and another process leads than the one that was given the first token.",
    formula: "EF (losses > 0 ∧ ∃p ≠ second: leads(p))",
    under: [lostMessage],
  },
);

/** What is claimed of the token ring with the mechanisms that `parameters` names: without generations nothing about epochs. */
export function tokenRingClaimsWith(parameters: TokenRingParameters): readonly Claim<TokenRing>[] {
  const timely = whereSilenceMeansDeath(parameters);
  const { skip, regenerate } = parameters;
  // What a mechanism buys is claimed only where the mechanism is there; elsewhere it is looked at all the same.
  const recovery = [
    leaderAfterCrash,
    skip ? crashedProcessIsSkipped : { ...crashedProcessIsSkipped, under: [] },
    skip || regenerate ? leaderAfterLoss : { ...leaderAfterLoss, under: [] },
  ];
  if (!parameters.generations) return [atMostOneLeads(timely), followersAgree(timely), ...recovery];
  return [
    oneLeaderPerEpoch(everythingBut("amnesia", "lost write")),
    aTokenIsGivenToOne,
    oneNewestToken,
    epochsNeverGoBack<TokenRing>(({ generation }) => generation, everythingBut("amnesia", "lost write")),
    followersAgree(everythingBut("amnesia", "lost write")),
    atMostOneLeads(timely),
    ...recovery,
  ];
}

/** Every claim about the token ring with all its mechanisms. */
export const tokenRingClaims: readonly Claim<TokenRing>[] = tokenRingClaimsWith({
  generations: true,
  skip: true,
  regenerate: true,
});

/**
 * The crises in which nobody is taken for dead who leads, each once: a second lost heartbeat is one too many.
 *
 * @remarks
 * Whoever comes back brings a token, or silence, of its own. That is harmless
 * where nobody but the leader's successor replaces tokens, and otherwise where
 * generations outdate what it brings and where whoever made a token that is
 * not taken does not wait for long, but hears of a leader or passes it on.
 */
function whereSilenceMeansDeath({ generations, skip, regenerate }: TokenRingParameters): readonly Crisis[] {
  const inAnyRing = [calm, leaderCrash, lostMessage, duplicatedMessage, reorderedMessages];
  const isReturnHarmless = !regenerate || (generations && skip);
  return isReturnHarmless ? [...inAnyRing, crashAndReturn, amnesia] : inAnyRing;
}

/** The newest generation that any process has seen, or that is on its way to one. */
function newestGeneration(world: World<TokenRing>): number {
  return Math.max(...world.processes.flatMap((view) => [view.state?.generation ?? 0, ...tokensTo(view)]));
}

/** Whether a process has taken the token of a generation, or has it in its inbox. */
function hasToken(view: View<TokenRing>, generation: number): boolean {
  const { leader, epoch } = view.leadership;
  return tokensTo(view).includes(generation) || (leader === view.process && epoch === generation);
}

/** The generations of the tokens on their way to a process. */
function tokensTo({ inbox }: View<TokenRing>): readonly number[] {
  return inbox.flatMap(({ message }) => (message.type === "token" ? [message.generation] : []));
}
