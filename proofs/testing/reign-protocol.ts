/**
 * Small random protocols in whose values there are both names and epochs, of
 * which nothing matters but which names are equal and which epochs are later;
 * and such of which that is declared, and is not so.
 */
import fc from "fast-check";
import { type Claim, never } from "../../spec/claim.ts";
import { atMostOneLeads, epochsNeverGoBack, oneLeaderPerEpoch } from "../../spec/claims/election.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, ProcessId, Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import { leads } from "../../spec/world.ts";

/** The words of every one of them. */
export interface ReignVocabulary extends Vocabulary {
  readonly State: { readonly mode: number; readonly epoch: number; readonly chosen: ProcessId | null };
  readonly Message: { readonly kind: "a" | "b"; readonly epoch: number; readonly about: ProcessId | null };
  readonly Timer: "first" | "second";
  readonly Request: "please";
  readonly Durable: { readonly epoch: number; readonly chosen: ProcessId | null };
  readonly Parameters: null;
}

type V = ReignVocabulary;

/** What is wrong with a protocol, or with what is declared of it. */
export type Flaw =
  | "nothing, but epochs rise at requests only"
  | "a step ranks names"
  | "an epoch is special"
  | "the second epoch of process 2 is special"
  | "a claim names a process in a later epoch"
  | "a name in a state is not renamed"
  | "an epoch in a message is not shifted"
  | "a message is shifted for one name only"
  | "a state is renamed in one epoch only";

interface Answer {
  readonly mode: number | "same";
  readonly epoch: "same" | "next" | "theirs";
  readonly chosen: "same" | "nobody" | "self" | "sender" | "about";
  readonly effects: readonly (
    | { readonly send: "a" | "b"; readonly to: "others" | "back"; readonly about: "nobody" | "self" | "chosen" }
    | { readonly set: V["Timer"] }
  )[];
}

/** A random protocol as plain data: what a failing test prints. */
export interface ReignTable {
  readonly answers: readonly (Answer | null)[];
  readonly start: Answer;
  /** Whether epochs rise for ever: whoever's timer runs out begins the next, and whoever hears of a later one follows. */
  readonly isRestless: boolean;
  readonly salt: number;
  readonly timers: readonly Ticks[];
  /** By mode. */
  readonly leaders: readonly ("nobody" | "self" | "chosen")[];
}

const modes = 3;

const arbitraryEffect: fc.Arbitrary<Answer["effects"][number]> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      send: fc.constantFrom("a" as const, "b" as const),
      to: fc.constantFrom("others" as const, "back" as const),
      about: fc.constantFrom("nobody" as const, "self" as const, "chosen" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ set: fc.constantFrom<V["Timer"]>("first", "second") }) },
);

const arbitraryAnswer: fc.Arbitrary<Answer> = fc.record({
  mode: fc.oneof(fc.constant("same" as const), fc.nat({ max: modes - 1 })),
  epoch: fc.constantFrom("same" as const, "next" as const, "theirs" as const, "theirs" as const),
  chosen: fc.constantFrom("same", "nobody", "self", "sender", "about"),
  effects: fc.array(arbitraryEffect, { maxLength: 2 }),
});

/** What everybody does in a restless protocol whose timer runs out, who hears of a later epoch, and who starts. */
const restless = {
  timeout: { mode: 1, epoch: "next", chosen: "self", effects: [{ send: "a", to: "others", about: "self" }] },
  later: { mode: 2, epoch: "theirs", chosen: "sender", effects: [{ set: "first" }] },
  start: { mode: "same", epoch: "same", chosen: "same", effects: [{ set: "first" }] },
} as const satisfies Record<string, Answer>;

/** A random table. */
export const arbitraryReignTable: fc.Arbitrary<ReignTable> = fc.record({
  answers: fc.array(fc.option(arbitraryAnswer, { freq: 4 }), { minLength: 1, maxLength: 8, size: "max" }),
  start: arbitraryAnswer,
  isRestless: fc.boolean(),
  salt: fc.nat({ max: 99 }),
  timers: fc.array(fc.constantFrom<Ticks>(1, 2, [1, 2]), { minLength: 2, maxLength: 2 }),
  leaders: fc.array(fc.constantFrom("nobody", "self", "chosen"), { minLength: modes, maxLength: modes }),
});

const claims: readonly Claim<V>[] = [
  oneLeaderPerEpoch() as Claim<V>,
  epochsNeverGoBack<V>(({ epoch }) => epoch),
  atMostOneLeads() as Claim<V>,
];

const oneRules: Claim<V> = never<V>("process 1 rules in a later epoch", ({ processes }) =>
  processes.some((view) => view.process === 1 && leads(view) && (view.leadership.epoch ?? 0) > 0),
);

/**
 * The model that a table describes. It prints as its table.
 *
 * @param flaw - what is wrong with it, if anything is
 */
export function reignModelOf(table: ReignTable, flaw: Flaw | null = null): Model<V> {
  const orNull = (name: ProcessId | null, rename: (name: ProcessId) => ProcessId) =>
    name === null ? null : rename(name);
  const model: Model<V> = {
    protocol: protocolOf(table, flaw),
    claims: flaw === "a claim names a process in a later epoch" ? [...claims, oneRules] : claims,
    parameters: null,
    requests: () => ["please"],
    symmetry: {
      state: (state, rename) =>
        flaw === "a name in a state is not renamed" ||
        (flaw === "a state is renamed in one epoch only" && state.epoch > 0)
          ? state
          : { ...state, chosen: orNull(state.chosen, rename) },
      message: (message, rename) => ({ ...message, about: orNull(message.about, rename) }),
      durable: ({ epoch, chosen }, rename) => ({ epoch, chosen: orNull(chosen, rename) }),
    },
    epochs: {
      state: (state, shift) => ({ ...state, epoch: shift(state.epoch) }),
      message: (message, shift) =>
        flaw === "an epoch in a message is not shifted" ||
        (flaw === "a message is shifted for one name only" && message.about === 2)
          ? message
          : { ...message, epoch: shift(message.epoch) },
      durable: ({ epoch, chosen }, shift) => ({ epoch: shift(epoch), chosen }),
    },
  };
  return Object.defineProperty(model, fc.toStringMethod, {
    value: () => `reignModelOf(${fc.stringify(table)}, ${fc.stringify(flaw)})`,
  });
}

function protocolOf(table: ReignTable, flaw: Flaw | null): Protocol<V> {
  return {
    name: "random reigns",
    init: (_cluster, durable) => ({ mode: 0, epoch: durable?.epoch ?? 0, chosen: durable?.chosen ?? null }),
    step: (cluster, state, event) => {
      if (isOff(flaw, cluster, state, event)) return [{ ...state, mode: (state.mode + 1) % modes }];
      const answer = answerOf(table, cluster, state, event);
      return answer === null ? [state] : answered(cluster, state, event, answer, flaw);
    },
    durable: ({ epoch, chosen }) => ({ epoch, chosen }),
    leadership: ({ self }, { mode, epoch, chosen }) => ({
      leader: { nobody: null, self, chosen }[table.leaders[mode]!],
      epoch,
    }),
    timers: () => ({ first: table.timers[0]!, second: table.timers[1]! }),
  };
}

function answerOf(table: ReignTable, cluster: Cluster<V>, state: V["State"], event: Event<V>): Answer | null {
  const { answers, start, isRestless } = table;
  if (event.type === "start") return isRestless ? restless.start : start;
  if (isRestless && event.type === "timeout") return restless.timeout;
  if (isRestless && event.type === "receive" && event.message.epoch > state.epoch) return restless.later;
  return answers[draw(table, cluster, state, event) % answers.length]!;
}

/** Whether a process does what it should not. */
function isOff(flaw: Flaw | null, { self }: Cluster<V>, { epoch }: V["State"], event: Event<V>): boolean {
  if (flaw === "a step ranks names") return event.type === "receive" && event.from < self;
  if (flaw === "an epoch is special") return epoch === 1;
  return flaw === "the second epoch of process 2 is special" && self === 2 && epoch === 1;
}

function answered(
  { self, processes }: Cluster<V>,
  state: V["State"],
  event: Event<V>,
  answer: Answer,
  flaw: Flaw | null,
): Step<V> {
  const letter = event.type === "receive" ? event : null;
  // What is wrong must come to an end by itself, so that it can be explored without either: epochs rise at requests only.
  const mayRise = flaw === null || event.type === "request";
  const epoch =
    answer.epoch === "next" && mayRise
      ? state.epoch + 1
      : answer.epoch === "theirs"
        ? (letter?.message.epoch ?? state.epoch)
        : state.epoch;
  const { chosen } = state;
  const named = {
    same: chosen,
    nobody: null,
    self,
    sender: letter?.from ?? null,
    about: letter?.message.about ?? null,
  };
  const effects = answer.effects.flatMap((effect): readonly Effect<V>[] => {
    if ("set" in effect) return [{ type: "setTimer", timer: effect.set }];
    const others = processes.filter((process) => process !== self);
    const receivers = effect.to === "others" || letter === null ? others : [letter.from];
    const message = { kind: effect.send, epoch, about: { nobody: null, self, chosen }[effect.about] };
    return receivers.map((to) => ({ type: "send", to, message }));
  });
  return [{ mode: answer.mode === "same" ? state.mode : answer.mode, epoch, chosen: named[answer.chosen] }, ...effects];
}

/** A number that anybody gets again who sees the same names equal and the same epochs later. */
function draw(
  { salt }: ReignTable,
  { self }: Cluster<V>,
  { mode, epoch, chosen }: V["State"],
  event: Event<V>,
): number {
  const letter = event.type === "receive" ? event : null;
  const names = [self, chosen, letter?.from ?? null, letter?.message.about ?? null];
  const equalities = names.map((name) => (name === null ? -1 : names.indexOf(name)));
  const order = letter === null ? null : Math.sign(letter.message.epoch - epoch);
  const what = letter?.message.kind ?? (event.type === "timeout" ? event.timer : event.type);
  const text = JSON.stringify([salt, mode, what, order, equalities]);
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619) >>> 0;
  return hash >>> 8;
}
