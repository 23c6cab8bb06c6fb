import { describe, expect, test } from "vitest";
import { send, setTimer } from "../spec/effect.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { explore } from "./explore.ts";
import type { ProfileRow } from "./profile-result.ts";
import { calmScenario, type Scenario } from "./scenario.ts";

/** The first process asks the second once, and hears once; a second answer would be ignored. */
interface Asking extends Vocabulary {
  readonly State: { readonly role: "silent" | "asking" | "told" };
  readonly Message: { readonly type: "question" } | "answer";
  readonly Timer: "begin" | "never set";
  readonly Request: { readonly kind: "nudge"; readonly how: number };
  readonly Durable: null;
  readonly Parameters: null;
}

const model: Model<Asking> = {
  protocol: {
    name: "asking",
    init: () => ({ role: "silent" }),
    step: ({ self }, state, event) => {
      if (event.type === "start") return self === 1 ? [state, setTimer("begin")] : [state];
      if (event.type === "timeout") return [{ role: "asking" }, send(2, { type: "question" })];
      if (event.type === "request") return [state];
      if (event.message !== "answer") return [state, send(event.from, "answer")];
      return state.role === "asking" ? [{ role: "told" }] : [state];
    },
    durable: () => null,
    leadership: () => ({ leader: null }),
    timers: () => ({ begin: 1, "never set": 1 }),
  },
  claims: [],
  requests: (process) => (process === 1 ? [{ kind: "nudge", how: 1 }] : []),
  bounds: { told: ({ role }) => (role === "told" ? 1 : 0) },
};

const scenario: Scenario = { ...calmScenario, nodes: 2, timing: "asynchronous" };

function rowsOf(given: Partial<Scenario>): readonly ProfileRow[] {
  return explore(model, { ...scenario, ...given }, { profile: true }).profile!.rows;
}

function row(role: string, kind: ProfileRow["kind"], event: string, taken = 0, ignored = 0, cut = 0): ProfileRow {
  return { role, kind, event, taken, ignored, cut };
}

describe("a profile", () => {
  test("counts each event in each role, and has a row of zeros for what never came together", () => {
    expect(rowsOf({})).toEqual([
      row("asking", "receive", "answer", 1),
      row("silent", "receive", "answer"),
      row("told", "receive", "answer"),
      row("asking", "receive", "question"),
      row("silent", "receive", "question", 1),
      row("told", "receive", "question"),
      row("asking", "timeout", "begin"),
      row("silent", "timeout", "begin", 1),
      row("told", "timeout", "begin"),
      row("asking", "timeout", "never set"),
      row("silent", "timeout", "never set"),
      row("told", "timeout", "never set"),
    ]);
  });

  test("tells what was asked and ignored from what was never asked", () => {
    const rows = rowsOf({ requests: 1, duplicates: 1 });
    const { taken = 0, ignored } = rows.find(({ role, event }) => role === "told" && event === "answer") ?? {};
    expect(taken).toBeGreaterThan(0);
    expect(ignored).toBe(taken);
    expect(rows).toContainEqual(row("silent", "receive", "answer"));
    const nudges = rows.filter(({ kind }) => kind === "request");
    expect(nudges.map(({ event }) => event)).toEqual(["nudge", "nudge", "nudge"]);
    for (const nudge of nudges) expect(nudge.ignored).toBe(nudge.taken);
  });

  test("names the bound that cut, and the row that it cut", () => {
    const result = explore(model, { ...scenario, bounds: { told: 0 } }, { profile: true });
    expect(result.profile).toMatchObject({ states: 3, cut: { told: 1 } });
    expect(result.profile!.rows).toContainEqual(row("asking", "receive", "answer", 0, 0, 1));
    const shallow = explore(model, { ...scenario, bounds: { depth: 2, told: 1 } }, { profile: true });
    expect(shallow.profile).toMatchObject({ states: 2, cut: { depth: 1 } });
    const narrow = explore(model, { ...scenario, bounds: { inflight: 0 } }, { profile: true });
    expect(narrow.profile).toMatchObject({ states: 1, cut: { inflight: 1 } });
  });

  test("knows starts and returns by what the process was before, and what asks no reducer by its name", () => {
    const { rows, others } = explore(
      model,
      { ...scenario, start: "staggered", crashes: 1, restarts: 1, losses: 1 },
      { profile: true },
    ).profile!;
    expect(rows.filter(({ kind }) => kind === "start").map(({ role, event }) => [role, event])).toEqual([
      ["down", "restart"],
      ["waiting", "start"],
    ]);
    expect(Object.keys(others).sort()).toEqual(["crash", "message lost", "message to a process that is down"]);
  });

  test("names the longest inbox and the most choices", () => {
    const { longestInbox, mostChoices } = explore(model, scenario, { profile: true }).profile!;
    expect(longestInbox).toMatchObject({ count: 1, role: "silent", process: 2 });
    expect(mostChoices).toMatchObject({ count: 1, role: "silent" });
  });

  test("is not there unless it is asked for", () => {
    expect(explore(model, scenario)).not.toHaveProperty("profile");
  });
});
