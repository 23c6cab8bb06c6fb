/** The entries of the catalogue by reduction: what is pinned of all their states must come out, and only that may be refused which must be. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import { catalogue, type Pin } from "./index.ts";

const pinned = JSON.parse(readFileSync(new URL("./pinned.json", import.meta.url), "utf8")) as Record<string, Pin>;

/** Whether a claim of the entry looks at messages, which makes every move visible. */
const seesMessages = ({ claims }: (typeof catalogue)[number]["model"]): boolean =>
  claims.some(({ name, witness }) => inFlight.includes(name) || (witness && inFlight.includes(witness.name)));
const inFlight: readonly string[] = ["a token travels", "the highest stays in play"];

/** Whose messages have numbers that rise with every election: there is no end to what may yet be sent. */
const endless: readonly string[] = ["itai-rodeh", "invitation", "raft-production", "synod", "paxos"];

/** Of which something may be sent without end, and is refused. */
const refused = (algorithm: string, id: string): boolean =>
  endless.includes(algorithm) || id === "lease, two resignations" || id === "lease, wrong notices";

/** Epochs that are looked at by their differences go with no reduction: by themselves they have no end. */
const bounded = catalogue.filter(({ model, scenario, relativeEpochs = false }) => {
  return !seesMessages(model) && scenario.bounds["inflight"] === undefined && !relativeEpochs;
});
const reducible = bounded.filter(({ algorithm, id }) => !refused(algorithm, id));

/** A verdict as it is pinned, but for how many steps it takes. */
const withoutSteps = (pin: string): string => pin.replace(/, \d+ steps$/, "");

describe("by silent moves, every verdict is the same", () => {
  test.each(reducible.map((entry) => [entry.id, entry] as const))("%s", (id, { model, scenario, parameters }) => {
    const options = { reduction: true, toTheEnd: true, ...(parameters === undefined ? {} : { parameters }) };
    const { states, verdicts } = pinned[id]!;
    const found = explore(model, scenario, options);
    expect(found.states).toBeLessThanOrEqual(states);
    expect(Object.fromEntries(found.verdicts.map(({ claim, verdict }) => [claim, verdict]))).toEqual(
      Object.fromEntries(Object.entries(verdicts).map(([claim, pin]) => [claim, withoutSteps(pin)])),
    );
  });

  test("at many of the entries", () => {
    expect(reducible.length).toBeGreaterThan(catalogue.length / 3);
  });

  test.each(["synod", "raft-production"])("and where there is no end to what %s may send, that is said", (name) => {
    const { model, scenario, parameters } = bounded.find(({ algorithm }) => algorithm === name)!;
    const options = { reduction: true, ...(parameters === undefined ? {} : { parameters }) };
    expect(() => explore(model, scenario, options)).toThrow(/has too much that can happen for a reduction/);
  });
});

test("where a claim looks at messages, it is named", () => {
  const { model, scenario } = catalogue.find((entry) => seesMessages(entry.model))!;
  expect(() => explore(model, scenario, { reduction: true })).toThrow(
    /"(a token travels|the highest stays in play)" looks at messages in flight/,
  );
});

/** Words travel round a ring one by one: nothing that is claimed of leaderships depends on their order. */
test.each([3, 4, 5, 6])(
  "Chang and Roberts' ring of %i has one way to a leader, where nothing else is claimed",
  (nodes) => {
    const { model, scenario } = catalogue.find(({ id }) => id === "chang-roberts, calm")!;
    const options = { claims: ["at most one leads", "somebody leads"], toTheEnd: true };
    const found = explore(model, { ...scenario, nodes }, { ...options, reduction: true });
    expect(found.states).toBeLessThanOrEqual(nodes + 1);
    expect(found.terminal).toBe(explore(model, { ...scenario, nodes }, options).terminal);
  },
);
