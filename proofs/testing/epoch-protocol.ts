/**
 * Small random protocols in which nothing but the differences of epochs matters:
 * a step sees of an epoch in a message only whether it is earlier than its own,
 * the same, or later, and makes its own epoch that one, or the next.
 */
import fc from "fast-check";
import type { Claim } from "../../spec/claim.ts";
import { atMostOneLeads, epochsNeverGoBack, oneLeaderPerEpoch } from "../../spec/claims/election.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, Ticks, Vocabulary } from "../../spec/vocabulary.ts";

/** The words of every random protocol of epochs. */
export interface EpochVocabulary extends Vocabulary {
  readonly State: { readonly mode: number; readonly epoch: number };
  readonly Message: "ping" | { readonly kind: "a" | "b"; readonly epoch: number };
  readonly Timer: "first" | "second";
  readonly Request: "please";
  readonly Durable: { readonly epoch: number };
  readonly Parameters: null;
}

type V = EpochVocabulary;

/** How epochs are counted: without end, or round a clock. */
export interface Arithmetic {
  next(epoch: number): number;
  /** How much later an epoch is than another: below 0 where it is earlier. */
  ahead(epoch: number, other: number): number;
}

/** Without end. */
export const endless: Arithmetic = { next: (epoch) => epoch + 1, ahead: (epoch, other) => epoch - other };

/** Round a clock of so many hours: epochs that differ by less than half of it are told apart. */
export function clockOf(hours: number): Arithmetic {
  const half = Math.floor(hours / 2);
  return {
    next: (epoch) => (epoch + 1) % hours,
    ahead: (epoch, other) => ((epoch - other + half + hours) % hours) - half,
  };
}

interface Answer {
  readonly mode: number | "same";
  readonly epoch: "same" | "next" | "theirs";
  readonly effects: readonly (
    | { readonly send: "ping" | "a" | "b"; readonly to: "next" | "others" | "back" }
    | { readonly set: V["Timer"] }
    | { readonly cancel: V["Timer"] }
  )[];
}

/** A random protocol of epochs as plain data: what a failing test prints. */
export interface EpochTable {
  readonly answers: readonly (Answer | null)[];
  readonly start: Answer;
  readonly salt: number;
  readonly knowsItself: boolean;
  readonly timers: readonly Ticks[];
  /** By mode. */
  readonly leads: readonly boolean[];
}

const modes = 3;

const arbitraryTimer = fc.constantFrom<V["Timer"]>("first", "second");

const arbitraryAnswer: fc.Arbitrary<Answer> = fc.record({
  mode: fc.oneof(fc.constant("same" as const), fc.nat({ max: modes - 1 })),
  epoch: fc.constantFrom("same" as const, "next" as const, "theirs" as const),
  effects: fc.array(
    fc.oneof(
      fc.record({
        send: fc.constantFrom("ping" as const, "a" as const, "a" as const, "b" as const),
        to: fc.constantFrom("next" as const, "others" as const, "back" as const),
      }),
      fc.record({ set: arbitraryTimer }),
      fc.record({ cancel: arbitraryTimer }),
    ),
    { maxLength: 2 },
  ),
});

/** A random table. */
export const arbitraryEpochTable: fc.Arbitrary<EpochTable> = fc.record({
  answers: fc.array(fc.oneof({ weight: 5, arbitrary: arbitraryAnswer }, { weight: 1, arbitrary: fc.constant(null) }), {
    minLength: 1,
    maxLength: 8,
    size: "max",
  }),
  start: fc.record({
    mode: fc.constant("same" as const),
    epoch: fc.constantFrom("same" as const, "same" as const, "next" as const),
    effects: fc.array(fc.oneof(fc.record({ set: arbitraryTimer })), { minLength: 1, maxLength: 2 }),
  }),
  salt: fc.nat({ max: 99 }),
  knowsItself: fc.boolean(),
  timers: fc.array(fc.constantFrom<Ticks>(1, 2, [1, 2]), { minLength: 2, maxLength: 2 }),
  leads: fc.array(fc.boolean(), { minLength: modes, maxLength: modes }),
});

/** What is claimed of every one of them: some of it fails. */
const claims: readonly Claim<V>[] = [
  oneLeaderPerEpoch() as Claim<V>,
  epochsNeverGoBack<V>(({ epoch }) => epoch),
  atMostOneLeads() as Claim<V>,
];

/** What is claimed of them over runs that go on for ever. */
export const epochLivenessClaims: readonly Claim<V>[] = [
  oneLeadsAgainAndAgain() as Claim<V>,
  oneCanLeadAgain() as Claim<V>,
];

/** The model that `table` describes. It prints as its table. */
export function epochModelOf(table: EpochTable, arithmetic: Arithmetic = endless): Model<V> {
  const model: Model<V> = {
    protocol: protocolOf(table, arithmetic),
    claims,
    parameters: null,
    requests: () => ["please"],
    epochs: {
      state: (state, shift) => ({ ...state, epoch: shift(state.epoch) }),
      message: (message, shift) => (message === "ping" ? message : { ...message, epoch: shift(message.epoch) }),
      durable: ({ epoch }, shift) => ({ epoch: shift(epoch) }),
    },
  };
  return Object.defineProperty(model, fc.toStringMethod, { value: () => `epochModelOf(${fc.stringify(table)})` });
}

function protocolOf(table: EpochTable, arithmetic: Arithmetic): Protocol<V> {
  return {
    name: "random epochs",
    init: (_cluster, durable) => ({ mode: 0, epoch: durable?.epoch ?? 0 }),
    step: (cluster, state, event) => {
      if (event.type === "start") return answered(arithmetic, cluster, state, event, table.start);
      const { answers } = table;
      const answer = answers[draw(table, arithmetic, cluster, state, event) % answers.length]!;
      return answer === null ? [state] : answered(arithmetic, cluster, state, event, answer);
    },
    durable: ({ epoch }) => ({ epoch }),
    leadership: ({ self }, { mode, epoch }) => ({ leader: table.leads[mode] === true ? self : null, epoch }),
    timers: () => ({ first: table.timers[0]!, second: table.timers[1]! }),
  };
}

function answered(
  arithmetic: Arithmetic,
  { self, processes }: Cluster<V>,
  state: V["State"],
  event: Event<V>,
  answer: Answer,
): Step<V> {
  const theirs = epochIn(event);
  const epoch =
    answer.epoch === "next"
      ? arithmetic.next(state.epoch)
      : answer.epoch === "theirs" && theirs !== null
        ? theirs
        : state.epoch;
  const next = processes[(processes.indexOf(self) + 1) % processes.length]!;
  const effects = answer.effects.flatMap((effect): readonly Effect<V>[] => {
    if ("set" in effect) return [{ type: "setTimer", timer: effect.set }];
    if ("cancel" in effect) return [{ type: "cancelTimer", timer: effect.cancel }];
    const receivers = {
      next: [next],
      others: processes.filter((process) => process !== self),
      back: [event.type === "receive" ? event.from : next],
    }[effect.to];
    const message = effect.send === "ping" ? "ping" : ({ kind: effect.send, epoch } as const);
    return receivers.map((to) => ({ type: "send", to, message }));
  });
  return [{ mode: answer.mode === "same" ? state.mode : answer.mode, epoch }, ...effects];
}

function epochIn(event: Event<V>): number | null {
  return event.type !== "receive" || event.message === "ping" ? null : event.message.epoch;
}

/** A number that anybody gets again from the same state and event, but for how high epochs are. */
function draw(
  { salt, knowsItself }: EpochTable,
  { ahead }: Arithmetic,
  { self }: Cluster<V>,
  { mode, epoch }: V["State"],
  event: Event<V>,
): number {
  const theirs = epochIn(event);
  const kind = event.type === "receive" && event.message !== "ping" ? event.message.kind : "ping";
  const timer = event.type === "timeout" ? event.timer : null;
  const order = theirs === null ? null : Math.sign(ahead(theirs, epoch));
  const text = JSON.stringify([salt, knowsItself ? self : 0, mode, event.type, kind, timer, order]);
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619) >>> 0;
  return hash >>> 8;
}
