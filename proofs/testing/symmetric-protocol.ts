/**
 * Small random protocols whose processes are interchangeable: a step sees of a
 * name only whether it is its own, the sender's, or that of whom it heard.
 */
import fc from "fast-check";
import { always, type Claim, everyStep, monotone, never, type StateClaim, sometimes } from "../../spec/claim.ts";
import { oneLeaderPerEpoch, somebodyLeads } from "../../spec/claims/election.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { History } from "../../spec/history.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Rename } from "../../spec/symmetry.ts";
import type { Cluster, ProcessId, Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import { leads } from "../../spec/world.ts";

/** The words of every random symmetric protocol. */
export interface SymmetricVocabulary extends Vocabulary {
  readonly State: { readonly mode: number; readonly heard: ProcessId | null; readonly met: readonly ProcessId[] };
  readonly Message: "a" | { readonly about: ProcessId | null };
  readonly Timer: "first" | "second";
  readonly Request: "please" | { readonly trust: ProcessId };
  readonly Durable: { readonly mode: number; readonly heard: ProcessId | null } | null;
  /** Who boots in another mode, if anybody. */
  readonly Parameters: { readonly favourite: ProcessId | null };
}

type V = SymmetricVocabulary;
type State = V["State"];

/** Whom a name in a message or an effect is about, as a step sees it. */
type Whom = "self" | "back" | "heard" | "about" | "others";

interface Answer {
  readonly mode: number | "same";
  readonly heard: "keep" | "forget" | "back" | "about" | "self";
  readonly meets: boolean;
  readonly effects: readonly (
    | { readonly to: Whom; readonly about: "nobody" | Exclude<Whom, "others"> | null }
    | { readonly set: V["Timer"] }
    | { readonly cancel: V["Timer"] }
  )[];
}

/** A random symmetric protocol as plain data: what a failing test prints. */
export interface SymmetricTable {
  readonly answers: readonly (Answer | null)[];
  readonly start: Answer;
  readonly salt: number;
  readonly timers: readonly Ticks[];
  readonly durable: "all" | "nothing";
  /** By mode. */
  readonly leaders: readonly ("nobody" | "self" | "heard")[];
  readonly requests: "one" | "one for each";
  readonly favourites: boolean;
  /** Which of the claims, by bits. */
  readonly claims: number;
  readonly amount: number;
}

/** History variable: who stopped or came back last. */
const last: History<V, ProcessId | null> = {
  name: "last",
  words: "who stopped or came back last",
  initial: null,
  next: (history, before, after) =>
    before.status === after.status || before.status === "waiting" ? history : after.process,
  rename: (history, rename) => (history === null ? null : rename(history)),
};

const modes = 3;
const whom = fc.constantFrom<Exclude<Whom, "others">>("self", "back", "heard", "about");

const arbitraryEffect: fc.Arbitrary<Answer["effects"][number]> = fc.oneof(
  fc.record({
    to: fc.oneof(whom, fc.constant("others" as const)),
    about: fc.oneof(fc.constantFrom(null, "nobody" as const), whom),
  }),
  fc.record({ set: fc.constantFrom<V["Timer"]>("first", "second") }),
  fc.record({ cancel: fc.constantFrom<V["Timer"]>("first", "second") }),
);

const arbitraryAnswer: fc.Arbitrary<Answer> = fc.record({
  mode: fc.oneof(fc.constant("same" as const), fc.nat({ max: modes - 1 })),
  heard: fc.constantFrom("keep", "forget", "back", "about", "self"),
  meets: fc.boolean(),
  effects: fc.array(arbitraryEffect, { maxLength: 2 }),
});

/** A small random symmetric model. It prints as its {@link SymmetricTable}. */
export const arbitrarySymmetricModel: fc.Arbitrary<Model<V>> = fc
  .record<SymmetricTable>({
    answers: fc.array(fc.option(arbitraryAnswer, { freq: 4 }), { minLength: 1, maxLength: 8, size: "max" }),
    start: arbitraryAnswer,
    salt: fc.nat({ max: 99 }),
    timers: fc.array(fc.constantFrom<Ticks>(1, 2, [1, 2]), { maxLength: 2, size: "max" }),
    durable: fc.constantFrom("all", "nothing"),
    leaders: fc.array(fc.constantFrom("nobody", "self", "heard"), { minLength: modes, maxLength: modes }),
    requests: fc.constantFrom("one", "one for each"),
    favourites: fc.boolean(),
    claims: fc.nat({ max: 2 ** claimsOf(0).length - 1 }),
    amount: fc.nat({ max: 2 }),
  })
  .map((table) => Object.defineProperty(modelOf(table), fc.toStringMethod, { value: () => fc.stringify(table) }));

function modelOf(table: SymmetricTable): Model<V> {
  const renamed = (process: ProcessId | null, rename: Rename) => (process === null ? null : rename(process));
  return {
    protocol: protocolOf(table),
    claims: claimsOf(table.amount).filter((_, i) => ((table.claims >> i) & 1) === 1),
    parameters: { favourite: null },
    bounds: { mode: ({ mode }) => mode },
    requests: (process, { processes }) =>
      table.requests === "one"
        ? ["please"]
        : processes.filter((other) => other !== process).map((other) => ({ trust: other })),
    ...(table.favourites
      ? {
          configurations: (size: number) => {
            const processes = Array.from({ length: size }, (_, i) => i + 1);
            return processes.map((favourite) => ({ processes, parameters: { favourite } }));
          },
        }
      : {}),
    symmetry: {
      state: ({ mode, heard, met }, rename) => ({ mode, heard: renamed(heard, rename), met: sorted(met.map(rename)) }),
      message: (message, rename) => (message === "a" ? message : { about: renamed(message.about, rename) }),
      durable: (durable, rename) => (durable === null ? null : { ...durable, heard: renamed(durable.heard, rename) }),
      request: (request, rename) => (request === "please" ? request : { trust: rename(request.trust) }),
      parameters: ({ favourite }, rename) => ({ favourite: renamed(favourite, rename) }),
    },
  };
}

function protocolOf(table: SymmetricTable): Protocol<V> {
  return {
    name: "random and symmetric",
    init: ({ self, parameters }, durable) => ({
      mode: self === parameters.favourite ? 1 : 0,
      heard: null,
      ...durable,
      met: [],
    }),
    step: (cluster, state, event) => {
      if (event.type === "start") return answered(table, cluster, state, event, table.start);
      const answer = table.answers[draw(table, cluster, state, event) % table.answers.length]!;
      return answer === null ? [state] : answered(table, cluster, state, event, answer);
    },
    durable: ({ mode, heard }) => (table.durable === "all" ? { mode, heard } : null),
    leadership: ({ self }, { mode, heard }) => ({
      leader: { nobody: null, self, heard }[table.leaders[mode]!],
      epoch: mode,
    }),
    timers: () => ({ first: table.timers[0] ?? 1, second: table.timers[1] ?? 1 }),
  };
}

/** The names that play a part in a step. */
function partsOf(
  { self }: Cluster<V>,
  { heard }: State,
  event: Event<V>,
): Record<Exclude<Whom, "others">, ProcessId | null> {
  const message = event.type === "receive" ? event.message : "a";
  const about = message !== "a" ? message.about : null;
  const asked = event.type === "request" && event.request !== "please" ? event.request.trust : about;
  return { self, heard, back: event.type === "receive" ? event.from : null, about: asked };
}

function answered(table: SymmetricTable, cluster: Cluster<V>, state: State, event: Event<V>, answer: Answer): Step<V> {
  const parts = partsOf(cluster, state, event);
  const heard = answer.heard === "keep" ? state.heard : answer.heard === "forget" ? null : parts[answer.heard];
  const from = parts.back;
  const met = answer.meets && from !== null && !state.met.includes(from) ? sorted([...state.met, from]) : state.met;
  const known = (timer: V["Timer"]): boolean => table.timers.length > (timer === "first" ? 0 : 1);
  const effects = answer.effects.flatMap((effect): readonly Effect<V>[] => {
    if ("set" in effect) return known(effect.set) ? [{ type: "setTimer", timer: effect.set }] : [];
    if ("cancel" in effect) return known(effect.cancel) ? [{ type: "cancelTimer", timer: effect.cancel }] : [];
    const { to, about } = effect;
    const message = about === null ? "a" : { about: about === "nobody" ? null : parts[about] };
    const receivers = to === "others" ? cluster.processes.filter((process) => process !== cluster.self) : [parts[to]];
    return receivers.flatMap((receiver) => (receiver === null ? [] : [{ type: "send", to: receiver, message }]));
  });
  return [{ mode: answer.mode === "same" ? state.mode : answer.mode, heard, met }, ...effects];
}

/** A number that depends on names only by which of them are equal. */
function draw({ salt }: SymmetricTable, cluster: Cluster<V>, state: State, event: Event<V>): number {
  const parts = Object.values(partsOf(cluster, state, event));
  const equalities = parts.map((name) => (name === null ? -1 : parts.indexOf(name)));
  const timer = event.type === "timeout" ? event.timer : null;
  const kind = event.type === "receive" ? typeof event.message : event.type;
  const text = JSON.stringify([salt, state.mode, state.met.length, kind, timer, equalities]);
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619) >>> 0;
  return hash >>> 8;
}

/** Claims that treat all processes alike, of every kind and about everything. */
function claimsOf(amount: number): readonly Claim<V>[] {
  return [
    always<V>("few lead", ({ processes }) => processes.filter(leads).length <= amount, {
      witness: somebodyLeads as unknown as StateClaim<V>,
    }),
    never<V>("two agree", ({ processes }) =>
      processes.some(({ state }) => processes.filter((other) => other.state?.heard === state?.heard).length > amount),
    ),
    sometimes<V>("a full inbox", ({ processes }) => processes.some(({ inbox }) => inbox.length > amount)),
    sometimes<V>("a busy partition", (world) => world.partitioned && world.processes.filter(leads).length > amount),
    everyStep<V>(
      "modes move slowly",
      (before, after) => (after.state?.mode ?? 0) - (before.state?.mode ?? 0) <= amount,
    ),
    everyStep<V>(
      "who leads is alone",
      (_before, after, { processes }) => !leads(after) || processes.filter(leads).length <= amount,
    ),
    monotone<V>("heard stays", ({ state }) => (state === undefined ? null : Number(state.heard !== null))),
    always<V, ProcessId | null>(
      "the last is no leader",
      ({ history, processes }) => processes.filter(leads).every(({ process }) => process !== history),
      { history: last },
    ),
    oneLeaderPerEpoch() as unknown as Claim<V>,
  ];
}

function sorted(processes: readonly ProcessId[]): readonly ProcessId[] {
  return [...processes].sort((a, b) => a - b);
}
