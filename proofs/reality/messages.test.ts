/** The tests for messages, against all messages that the algorithms send on random walks, and against what is nearly one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choosingBy } from "../../model/random.ts";
import { calmScenario } from "../../model/scenario.ts";
import { walk } from "../../model/simulate.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Cluster } from "../../spec/vocabulary.ts";
import { registry } from "../registry.ts";
import { messageTests } from "./messages.ts";

const scenario = {
  ...calmScenario,
  nodes: 4,
  timing: "asynchronous",
  network: "unordered",
  crashes: 2,
  restarts: 2,
} as const;
const cluster: Cluster = { self: 1, processes: [1, 2, 3, 4], parameters: null };

/** What may be told to be nothing. */
const mayBeNull = ["accepted", "gone", "holder"];

/** Every message that is sent on some walks. */
function sentBy(name: string): readonly object[] {
  const all = Array.from(
    { length: 20 },
    (_, seed) => walk(registry[name]!.model, scenario, choosingBy(seed), { steps: 200 }).trace,
  )
    .flatMap(({ steps }) => steps.flatMap(({ effects }) => effects as readonly Effect[]))
    .flatMap((effect) => (effect.type === "send" ? [JSON.stringify(effect.message)] : []));
  return [...new Set(all)].map((text) => JSON.parse(text) as object);
}

describe.each(Object.keys(messageTests))("the messages of %s", (name) => {
  const isMessage = messageTests[name]!;
  const sent = sentBy(name);

  test("pass the test, every one that is sent", () => {
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.filter((message) => !isMessage(cluster, message))).toEqual([]);
  });

  test("do not pass it with a field more, a field less, or one of another kind", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sent),
        fc.nat(),
        fc.constantFrom(-1, 0.5, "x", null, [], {}, 2 ** 53),
        (message, n, odd) => {
          const fields = Object.keys(message);
          const field = fields[n % fields.length]!;
          const { [field as keyof typeof message]: _, ...less } = message;
          expect(isMessage(cluster, { ...message, more: 1 })).toBe(false);
          expect(isMessage(cluster, less)).toBe(false);
          if (odd !== null || !mayBeNull.includes(field))
            expect(isMessage(cluster, { ...message, [field]: odd })).toBe(false);
        },
      ),
    );
  });

  test("are told from anything else", () => {
    fc.assert(fc.property(fc.anything(), (value) => !isMessage(cluster, value)));
  });
});

test("Every algorithm has a test for its messages, but the one whose log no host applies", () => {
  expect(Object.keys(registry).filter((name) => !Object.hasOwn(messageTests, name))).toEqual(["raft-log"]);
});

test("A request for a vote may say that the leader itself told the candidate to stand, and nothing else of that", () => {
  const isMessage = messageTests["raft-production"]!;
  const request = { type: "RequestVote", term: 2, lastLogTerm: 1, lastLogIndex: 1 };
  expect([{}, { disruptsLeader: true }].map((told) => isMessage(cluster, { ...request, ...told }))).toEqual([
    true,
    true,
  ]);
  for (const disruptsLeader of [false, null, 1]) expect(isMessage(cluster, { ...request, disruptsLeader })).toBe(false);
});

test("What an acceptor accepted is a proposal and nothing else", () => {
  const promise = (accepted: unknown): object => ({ type: "promise", ballot: 4, accepted });
  const isMessage = messageTests["synod"]!;
  expect(isMessage(cluster, promise({ ballot: 1, value: 2 }))).toBe(true);
  for (const accepted of [{ ballot: 1 }, { ballot: 1, value: 9 }, { ballot: 1, value: 2, more: 3 }, [1, 2]])
    expect(isMessage(cluster, promise(accepted))).toBe(false);
});
