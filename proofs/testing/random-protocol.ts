/**
 * Small random protocols, for comparing explorers with each other.
 *
 * @remarks
 * A protocol is a list of answers; which of them a process gives is drawn by a
 * hash of its state and the event. A failing protocol therefore shrinks to few
 * answers with few effects, and prints as the table that it is. No protocol here
 * makes sense, and that is the point: whatever the rules allow, some does.
 */
import fc from "fast-check";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Leadership, Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, Configuration, ProcessId, Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import { arbitraryClaims, type ClaimTable, claimOf } from "./random-claim.ts";

export { arbitraryScenario, arbitrarySensibleScenario, arbitrarySymmetricScenario } from "./random-scenario.ts";

/** The words of every random protocol. */
export interface RandomVocabulary extends Vocabulary {
  readonly State: { readonly mode: number; readonly heard: ProcessId | null };
  readonly Message: "a" | { readonly b: number } | null;
  readonly Timer: "first" | "second";
  readonly Request: "please" | "now";
  readonly Durable: { readonly mode: number } | { readonly heard: ProcessId | null } | null;
  /** The mode in which a process boots that has no disk. */
  readonly Parameters: number;
}

type State = RandomVocabulary["State"];
type Message = RandomVocabulary["Message"];
type Timer = RandomVocabulary["Timer"];

/** What a random protocol wants done, with receivers relative to the process and the event. */
type RandomEffect =
  | { readonly send: Message; readonly to: "self" | "next" | "others" | "back" }
  | { readonly set: Timer }
  | { readonly cancel: Timer };

interface Answer {
  readonly mode: number | "same";
  readonly heard: "keep" | "forget" | "sender";
  readonly effects: readonly RandomEffect[];
}

/** A random protocol and its claims as plain data: what a failing test prints. */
export interface RandomTable {
  /** What a step answers, drawn by a hash; `null`: nothing happens. */
  readonly answers: readonly (Answer | null)[];
  readonly start: Answer;
  readonly salt: number;
  /** Whether the draw knows who the process is, and who sent the message. */
  readonly knows: { readonly self: boolean; readonly sender: boolean };
  readonly timers: readonly Ticks[];
  readonly durable: "mode" | "heard" | "all" | "nothing";
  /** By mode. */
  readonly leaders: readonly ("nobody" | "self" | "first" | "heard")[];
  readonly epochs: boolean;
  readonly requests: "one" | "two" | "of the first only";
  readonly configurations: "default" | "with a parameter" | "two" | "backwards";
  readonly claims: readonly ClaimTable[];
}

const modes = 4;

const arbitraryMessage = fc.constantFrom<Message>("a", { b: 1 }, { b: 2 }, null);
const arbitraryTimer = fc.constantFrom<Timer>("first", "second");

const arbitraryEffect: fc.Arbitrary<RandomEffect> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      send: arbitraryMessage,
      to: fc.constantFrom("next" as const, "next" as const, "back" as const, "others" as const, "self" as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ set: arbitraryTimer }) },
  { weight: 1, arbitrary: fc.record({ cancel: arbitraryTimer }) },
);

const arbitraryAnswer: fc.Arbitrary<Answer> = fc.record({
  mode: fc.oneof(fc.constant("same" as const), fc.nat({ max: modes - 1 })),
  heard: fc.constantFrom("keep" as const, "keep" as const, "forget" as const, "sender" as const),
  effects: fc.array(arbitraryEffect, { maxLength: 3 }),
});

const arbitraryTable: fc.Arbitrary<RandomTable> = fc.record({
  answers: fc.array(fc.oneof({ weight: 4, arbitrary: arbitraryAnswer }, { weight: 1, arbitrary: fc.constant(null) }), {
    minLength: 1,
    maxLength: 10,
    size: "max",
  }),
  start: fc.record({
    mode: fc.constantFrom<Answer["mode"]>("same", "same", 1),
    heard: fc.constant("keep" as const),
    effects: fc.array(arbitraryEffect, { maxLength: 3, size: "max" }),
  }),
  salt: fc.nat({ max: 99 }),
  knows: fc.record({ self: fc.boolean(), sender: fc.boolean() }),
  timers: fc.array(fc.constantFrom<Ticks>(1, 2, [1, 2], [2, 3]), { maxLength: 2, size: "max" }),
  durable: fc.constantFrom("nothing", "mode", "heard", "all"),
  leaders: fc.array(fc.constantFrom("nobody", "self", "first", "heard"), { minLength: modes, maxLength: modes }),
  epochs: fc.boolean(),
  requests: fc.constantFrom("one", "two", "of the first only"),
  configurations: fc.constantFrom("default", "with a parameter", "two", "backwards"),
  claims: arbitraryClaims,
});

/** A small random model. It prints as its {@link RandomTable}. */
export const arbitraryModel: fc.Arbitrary<Model<RandomVocabulary>> = arbitraryTable.map(modelOf);

/** The model that `table` describes. */
export function modelOf(table: RandomTable): Model<RandomVocabulary> {
  const model: Model<RandomVocabulary> = {
    protocol: protocolOf(table),
    claims: table.claims.map(claimOf),
    parameters: table.configurations === "with a parameter" ? 1 : 0,
    bounds: { mode: ({ mode }) => mode },
    requests: (process, { processes }) => {
      if (table.requests === "of the first only" && process !== processes[0]) return [];
      return table.requests === "two" ? ["please", "now"] : ["please"];
    },
    ...(table.configurations === "two" || table.configurations === "backwards"
      ? { configurations: (size: number) => configurationsOf(table.configurations === "two", size) }
      : {}),
  };
  return Object.defineProperty(model, fc.toStringMethod, { value: () => `modelOf(${fc.stringify(table)})` });
}

/** The processes in their order and in another one; or only in another one. */
function configurationsOf(both: boolean, size: number): readonly Configuration<RandomVocabulary>[] {
  const forwards = Array.from({ length: size }, (_, index) => index + 1);
  const backwards = { processes: forwards.toReversed(), parameters: 1 };
  return both ? [{ processes: forwards, parameters: 0 }, backwards] : [backwards];
}

function protocolOf(table: RandomTable): Protocol<RandomVocabulary> {
  return {
    name: "random",
    init: ({ parameters }, durable) => {
      const blank = { mode: parameters, heard: null };
      return durable === undefined ? blank : { ...blank, mode: 0, ...durable };
    },
    step: (cluster, state, event) => {
      if (event.type === "start") return answered(table, cluster, state, event, table.start);
      const { answers } = table;
      const answer = answers[draw(table, cluster, state, event) % answers.length]!;
      return answer === null ? [state] : answered(table, cluster, state, event, answer);
    },
    durable: ({ mode, heard }) => {
      if (table.durable === "nothing") return null;
      if (table.durable === "all") return { mode, heard };
      return table.durable === "mode" ? { mode } : { heard };
    },
    leadership: (cluster, state) => leadershipOf(table, cluster, state),
    timers: () => ({ first: table.timers[0] ?? 1, second: table.timers[1] ?? 1 }),
  };
}

function answered(
  table: RandomTable,
  cluster: Cluster<RandomVocabulary>,
  state: State,
  event: Event<RandomVocabulary>,
  answer: Answer,
): Step<RandomVocabulary> {
  const mode = answer.mode === "same" ? state.mode : answer.mode;
  const sender = event.type === "receive" ? event.from : null;
  const heard = answer.heard === "keep" ? state.heard : answer.heard === "forget" ? null : sender;
  // The order of keys differs on purpose, and so does the reference where nothing changed: neither may matter.
  const next = mode % 2 === 0 ? { mode, heard } : { heard, mode };
  return [next, ...answer.effects.flatMap((effect) => effectsOf(table, cluster, sender, effect))];
}

function effectsOf(
  table: RandomTable,
  { self, processes }: Cluster<RandomVocabulary>,
  sender: ProcessId | null,
  effect: RandomEffect,
): readonly Effect<RandomVocabulary>[] {
  const known = (timer: Timer): boolean => table.timers.length > (timer === "first" ? 0 : 1);
  if ("set" in effect) return known(effect.set) ? [{ type: "setTimer", timer: effect.set }] : [];
  if ("cancel" in effect) return known(effect.cancel) ? [{ type: "cancelTimer", timer: effect.cancel }] : [];
  const next = processes[(processes.indexOf(self) + 1) % processes.length]!;
  const receivers = {
    self: [self],
    next: [next],
    others: processes.filter((process) => process !== self),
    back: [sender ?? next],
  }[effect.to];
  return receivers.map((to) => ({ type: "send", to, message: effect.send }));
}

function leadershipOf(table: RandomTable, { self, processes }: Cluster<RandomVocabulary>, state: State): Leadership {
  const leader = { nobody: null, self, first: processes[0]!, heard: state.heard }[table.leaders[state.mode]!];
  return table.epochs ? { leader, epoch: state.mode } : { leader };
}

/** A number that anybody gets again from the same state and event. */
function draw(
  { salt, knows }: RandomTable,
  { self }: Cluster<RandomVocabulary>,
  { mode, heard }: State,
  event: Event<RandomVocabulary>,
): number {
  const blurred = event.type === "receive" && !knows.sender ? { ...event, from: 0 } : event;
  const text = JSON.stringify([salt, knows.self ? self : 0, mode, heard, blurred]);
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619) >>> 0;
  return hash >>> 8;
}
