import { describe, expect, test } from "vitest";
import { always, everyStep, sometimes } from "../../../spec/claim.ts";
import { broadcast, send, setTimer } from "../../../spec/effect.ts";
import type { History } from "../../../spec/history.ts";
import type { Model } from "../../../spec/model.ts";
import type { Protocol } from "../../../spec/protocol.ts";
import type { Rename } from "../../../spec/symmetry.ts";
import type { ProcessId, Vocabulary } from "../../../spec/vocabulary.ts";
import { leads } from "../../../spec/world.ts";
import { explore } from "../../explore.ts";
import { calmScenario, type Scenario } from "../../scenario.ts";

/** Everybody stands once, and follows the first of whom it hears; a request makes it follow somebody at once. */
interface Following extends Vocabulary {
  readonly State: { readonly leader: ProcessId | null; readonly fans: readonly ProcessId[] };
  readonly Message: "follow me" | "aye";
  readonly Timer: "patience";
  readonly Request: { readonly follow: ProcessId };
  readonly Durable: ProcessId | null;
  readonly Parameters: { readonly deaf: readonly ProcessId[] };
}
type V = Following;

const sorted = (names: readonly ProcessId[]): readonly ProcessId[] => [...names].sort((a, b) => a - b);
const orNull = (name: ProcessId | null, rename: Rename): ProcessId | null => (name === null ? null : rename(name));

const protocol: Protocol<V> = {
  name: "following",
  init: (_cluster, durable) => ({ leader: durable ?? null, fans: [] }),
  step: ({ self, processes, parameters }, state, event) => {
    if (event.type === "start") return [state, setTimer("patience")];
    if (event.type === "request") return [{ ...state, leader: event.request.follow }];
    if (event.type === "timeout") {
      if (state.leader !== null) return [state];
      const others = processes.filter((process) => process !== self);
      return [{ ...state, leader: self }, ...broadcast(others, "follow me" as const)];
    }
    if (parameters.deaf.includes(self)) return [state];
    if (event.message === "aye") return [{ ...state, fans: sorted([...new Set([...state.fans, event.from])]) }];
    if (state.leader !== null) return [state];
    return [{ ...state, leader: event.from }, send(event.from, "aye" as const)];
  },
  durable: ({ leader }) => leader,
  leadership: (_cluster, { leader }) => ({ leader }),
  timers: () => ({ patience: [1, 2] }),
};

const symmetry: NonNullable<Model<V>["symmetry"]> = {
  state: ({ leader, fans }, rename) => ({ leader: orNull(leader, rename), fans: sorted(fans.map(rename)) }),
  message: (message) => message,
  durable: orNull,
  request: ({ follow }, rename) => ({ follow: rename(follow) }),
  parameters: ({ deaf }, rename) => ({ deaf: sorted(deaf.map(rename)) }),
};

const model: Model<V> = {
  protocol,
  claims: [],
  parameters: { deaf: [] },
  bounds: { fans: ({ fans }) => fans.length },
  requests: (process, { processes }) => processes.filter((other) => other !== process).map((follow) => ({ follow })),
  symmetry,
};

const scenario: Scenario = { ...calmScenario, network: "set", timing: "asynchronous", crashes: 1, restarts: 1 };

const exploring =
  (changes: Partial<Model<V>>, circumstances: Partial<Scenario> = {}) =>
  () =>
    explore({ ...model, ...changes }, { ...scenario, ...circumstances }, { symmetry: true, toTheEnd: true });

const withProtocol = (changes: Partial<Protocol<V>>): Partial<Model<V>> => ({ protocol: { ...protocol, ...changes } });
const withSymmetry = (changes: Partial<typeof symmetry>): Partial<Model<V>> => ({
  symmetry: { ...symmetry, ...changes },
});

describe("symmetry", () => {
  test("is made use of where processes are interchangeable, and says so", () => {
    const whole = explore(model, scenario, { toTheEnd: true });
    const orbits = exploring({})();
    expect(whole.symmetry).toBe(false);
    expect(orbits.symmetry).toBe(true);
    expect(orbits.states).toBeLessThan(whole.states / 4);
    expect(orbits.depth).toBe(whole.depth);
  });

  test.each([1, 2, 5, 6])("takes %i processes", (nodes) => {
    const orbits = exploring({}, { nodes, crashes: 0, restarts: 0, bounds: { depth: 4 } })();
    const whole = explore(model, { ...scenario, nodes, crashes: 0, restarts: 0, bounds: { depth: 4 } });
    expect(orbits.depth).toBe(whole.depth);
    expect(orbits.states).toBeLessThanOrEqual(whole.states);
  });

  test("finds a trace as short as without, which begins and ends in real states", () => {
    const claim = always<V>("nobody has two fans", ({ processes }) =>
      processes.every(({ state }) => (state?.fans.length ?? 0) < 2),
    );
    const verdictOf = (symmetric: boolean) =>
      explore({ ...model, claims: [claim] }, scenario, { symmetry: symmetric }).verdicts[0]!;
    expect(verdictOf(true)).toMatchObject({ verdict: "violated", steps: verdictOf(false).steps! });
    const { trace } = verdictOf(true);
    expect(trace!.initial.processes.map(({ process }) => process)).toEqual([1, 2, 3]);
    expect(trace!.steps.at(-1)!.after.processes.some(({ state }) => (state as V["State"]).fans.length === 2)).toBe(
      true,
    );
  });
});

describe("symmetry is refused, with a code and a remedy,", () => {
  const { symmetry: _, ...undeclared } = model;
  const firstLeads = ({ processes }: { readonly processes: readonly ProcessId[] }) => ({ leader: processes[0]! });
  const remember: History<V, readonly ProcessId[]> = {
    name: "stood",
    words: "who stood",
    initial: [],
    next: (stood, _before, after) =>
      leads(after) && !stood.includes(after.process) ? [...stood, after.process] : stood,
  };
  const about = (history: History<V, readonly ProcessId[]>) => ({
    claims: [sometimes<V, readonly ProcessId[]>("all stood", (world) => world.history.length === 3, { history })],
  });

  test.each<[string, string, () => unknown, RegExp]>([
    [
      "where none is declared",
      "symmetry-undeclared",
      () => explore(undeclared, scenario, { symmetry: true }),
      /following declares no symmetry/,
    ],
    ["where there are too many processes", "symmetry-nodes", exploring({}, { nodes: 7 }), /7 processes are too many/],
    [
      "where parameters tell processes apart",
      "symmetry-configurations",
      exploring({ parameters: { deaf: [2] } }),
      /parameters tell processes apart/,
    ],
    [
      "where configurations differ in their processes",
      "symmetry-configurations",
      exploring({
        configurations: (_size, parameters) => [
          { processes: [1, 2, 3], parameters },
          { processes: [3, 2, 1], parameters },
        ],
      }),
      /\[1,2,3\] and \[3,2,1\]/,
    ],
    [
      "where a step ranks processes",
      "symmetry-protocol",
      exploring(
        withProtocol({
          step: (cluster, state, event) =>
            event.type === "receive" && event.from < cluster.self ? [state] : protocol.step(cluster, state, event),
        }),
      ),
      /step tells processes apart[\s\S]*at the event \{"type":"receive"[\s\S]*was to be expected/,
    ],
    [
      "where a step sends to one process before all others",
      "symmetry-protocol",
      exploring(
        withProtocol({
          step: (cluster, state, event) =>
            event.type === "timeout"
              ? [state, send(cluster.processes[0]!, "aye")]
              : protocol.step(cluster, state, event),
        }),
      ),
      /step tells processes apart[\s\S]*at the event \{"type":"timeout"[\s\S]*other effects/,
    ],
    [
      "where processes boot differently",
      "symmetry-protocol",
      exploring(withProtocol({ init: ({ self }) => ({ leader: self === 1 ? 1 : null, fans: [] }) })),
      /init tells processes apart/,
    ],
    [
      "where a leader is the first process",
      "symmetry-protocol",
      exploring(withProtocol({ leadership: firstLeads })),
      /leadership tells processes apart/,
    ],
    [
      "where the disk keeps other things of some",
      "symmetry-protocol",
      exploring(withProtocol({ durable: ({ leader }) => (leader === 2 ? null : leader) })),
      /durable tells processes apart/,
    ],
    [
      "where timers run differently",
      "symmetry-protocol",
      exploring(withProtocol({ timers: ({ self }) => ({ patience: self }) }), { timing: "timely" }),
      /timers tells processes apart/,
    ],
    [
      "where requests are offered to one only",
      "symmetry-protocol",
      exploring({ requests: (process) => (process === 1 ? [{ follow: 2 }] : []) }, { requests: 1 }),
      /requests tells processes apart/,
    ],
    [
      "where a bound measures names",
      "symmetry-bound",
      exploring({ bounds: { fans: ({ leader }) => leader ?? 0 } }, { bounds: { fans: 2 } }),
      /a bound tells processes apart/,
    ],
    [
      "where a name in a state is not renamed",
      "symmetry-protocol",
      exploring(withSymmetry({ state: ({ leader, fans }, rename) => ({ leader, fans: sorted(fans.map(rename)) }) })),
      /leadership tells processes apart, or symmetry does not rename all of them/,
    ],
    [
      "where a sorted list is not sorted again",
      "symmetry-protocol",
      exploring(
        withSymmetry({
          state: ({ leader, fans }, rename) => ({ leader: orNull(leader, rename), fans: fans.map(rename) }),
        }),
      ),
      /step tells processes apart/,
    ],
    [
      "where renaming loses something",
      "symmetry-renaming",
      exploring(withSymmetry({ state: ({ fans }) => ({ leader: null, fans }) })),
      /symmetry\.state does not rename well: exchanging two names twice/,
    ],
    [
      "where renaming gives different values for the same permutation",
      "symmetry-renaming",
      // It exchanges the first two always, and any others never: an involution each, and no permutation together.
      exploring(withSymmetry({ durable: (durable, rename) => (rename(1) === 2 ? orNull(durable, rename) : durable) })),
      /symmetry\.durable does not rename well: the same renaming gives different values/,
    ],
    [
      "where something is renamed that is no process",
      "symmetry-renaming",
      exploring(withSymmetry({ state: ({ leader, fans }, rename) => ({ leader: rename(leader ?? 0), fans }) })),
      /rename: 0 is not the name of a process/,
    ],
    [
      "where a claim about states names a process",
      "symmetry-claim",
      exploring({ claims: [always<V>("one stays calm", ({ processes }) => !leads(processes[1]!))] }),
      /the claim "one stays calm" tells processes apart/,
    ],
    [
      "where a claim looks at names in states",
      "symmetry-claim",
      exploring({
        claims: [sometimes<V>("2 has fans", ({ processes }) => processes.some(({ state }) => state?.fans[0] === 2))],
      }),
      /the claim "2 has fans" tells processes apart/,
    ],
    [
      "where a claim about steps names a process",
      "symmetry-claim",
      exploring({ claims: [everyStep<V>("3 never follows", (_before, after) => after.process !== 3 || leads(after))] }),
      /the claim "3 never follows" tells processes apart/,
    ],
    [
      "where a history has no rename",
      "symmetry-history",
      exploring(about(remember)),
      /"all stood" has no function rename/,
    ],
    [
      "where a history tells processes apart",
      "symmetry-history",
      exploring(
        about({
          ...remember,
          next: (stood, before, after) => (after.process === 1 ? stood : remember.next(stood, before, after)),
          rename: (stood, rename) => stood.map(rename),
        }),
      ),
      /the history variable "stood" tells processes apart/,
    ],
    [
      "where a history begins with a name",
      "symmetry-initial",
      exploring(about({ ...remember, initial: [2], rename: (stood, rename) => stood.map(rename) })),
      /the initial states tell processes apart/,
    ],
  ])("%s", (_where, code, run, message) => {
    expect(run).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  test("and nothing else: a history in the order of events is one that names only by equality", () => {
    const history = { ...remember, rename: (stood: readonly ProcessId[], rename: Rename) => stood.map(rename) };
    const whole = explore({ ...model, ...about(history) }, scenario, { toTheEnd: true });
    const orbits = exploring(about(history))();
    expect(orbits.verdicts[0]).toEqual(expect.objectContaining({ verdict: whole.verdicts[0]!.verdict }));
    expect(orbits.states).toBeLessThan(whole.states / 4);
  });
});
