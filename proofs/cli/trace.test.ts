import { expect, test } from "vitest";
import type { Action, ProcessSnapshot, Snapshot, TraceStep } from "../../model/result.ts";
import { storyOf } from "../trace/story.ts";
import { actionInWords } from "./action.ts";
import { columns } from "./layout.ts";
import { plainly } from "./terminal.ts";
import { stepLines, traceLines } from "./trace.ts";

const page = { width: 80, paint: plainly };

function follower(process: number, rest: Partial<ProcessSnapshot> = {}): ProcessSnapshot {
  const state = { role: "follower", term: 0 };
  return {
    process,
    status: "up",
    state,
    leadership: { leader: null, epoch: 0 },
    timers: { election: 3 },
    inbox: [],
    ...rest,
  };
}

function snapshot(...processes: readonly ProcessSnapshot[]): Snapshot {
  return { processes, cut: null, histories: {} };
}

/** The lines of a step that follows on `before`, without lanes. */
function told(step: TraceStep, before: Snapshot): readonly string[] {
  const [episode] = storyOf({ initial: before, parameters: null, steps: [step] }).episodes;
  return stepLines(episode!, page);
}

function leader(process: number): ProcessSnapshot {
  return follower(process, {
    state: { role: "leader", term: 1 },
    leadership: { leader: process, epoch: 1 },
    timers: { heartbeat: 1 },
  });
}

test.each<[Action, string]>([
  [{ type: "start", process: 1 }, "process 1 starts"],
  [
    { type: "deliver", process: 2, from: 3, message: { type: "Vote", granted: true } },
    "process 2 receives Vote {granted} from 3",
  ],
  [{ type: "deliver", process: 2, from: 2, message: "hello" }, "process 2 receives hello from itself"],
  [
    { type: "duplicate", process: 2, from: 3, message: "hello" },
    "process 2 receives hello from 3, and a copy of it stays on its way",
  ],
  [{ type: "drop", process: 2, from: 3, message: "hello", cause: "lost" }, "hello from 3 to 2 is lost"],
  [
    { type: "drop", process: 2, from: 3, message: "hello", cause: "down" },
    "hello from 3 to 2 is lost: its receiver is down",
  ],
  [{ type: "drop", process: 2, from: 3, message: "hello", cause: "cut" }, "hello from 3 to 2 is lost: the link is cut"],
  [{ type: "timeout", process: 2, timer: "election" }, "process 2 times out: election"],
  [{ type: "request", process: 2, request: { type: "resign" } }, "process 2 is asked: resign"],
  [{ type: "tick" }, "a tick passes"],
  [{ type: "crash", process: 2 }, "process 2 crashes"],
  [{ type: "restart", process: 2 }, "process 2 restarts with what its disk holds"],
  [{ type: "amnesia", process: 2 }, "process 2 restarts with an empty disk"],
  [{ type: "cut", sides: [[1], [2, 3]] }, "a partition cuts process 1 from processes 2 and 3"],
  [{ type: "heal" }, "the partition heals"],
])("%j is told in words", (action, words) => {
  expect(actionInWords(action)).toBe(words);
});

test("a step tells what was sent, which timers moved, what changed, and who leads", () => {
  const before = snapshot(follower(1, { state: { role: "candidate", term: 1, votes: [] } }), follower(2), follower(3));
  const step: TraceStep = {
    step: 7,
    action: { type: "deliver", process: 1, from: 2, message: { type: "Vote", term: 1, granted: true } },
    effects: [
      { type: "cancelTimer", timer: "election" },
      { type: "cancelTimer", timer: "reply" },
      { type: "setTimer", timer: "heartbeat" },
      { type: "send", to: 2, message: { type: "Heartbeat", term: 1 } },
      { type: "send", to: 3, message: { type: "Heartbeat", term: 1 } },
    ],
    after: snapshot(leader(1), follower(2), follower(3)),
  };
  expect(told(step, before).join("\n")).toBe(
    `
   7  process 1 receives Vote {term 1, granted} from 2        leads: 1 (epoch 1)
      why     sent in the beginning
      sends   Heartbeat {term 1} to 2 and 3
      timers  cancels election, sets heartbeat (1 tick)
      state   role: candidate → leader; votes: [] → gone
              leads in epoch 1 (before: knows no leader in epoch 0)`.slice(1),
  );
});

test("a tick tells which timers are due, because that is why the next step is possible", () => {
  const after = snapshot(follower(1, { timers: { election: 0 } }), follower(2, { timers: { election: 0, reply: 2 } }));
  expect(told({ step: 1, action: { type: "tick" }, effects: [], after }, after)[2]?.trim()).toBe(
    "due     election at 1 and 2",
  );
});

test("a step of which nothing comes says so", () => {
  const world = snapshot(follower(1), follower(2));
  const action = { type: "deliver", process: 1, from: 2, message: "late" } as const;
  expect(told({ step: 1, action, effects: [], after: world }, world)[2]?.trim()).toBe("nothing comes of it");
});

test("a crash tells what is left on the disk, and a crash for ever that nothing is", () => {
  const before = snapshot(leader(1), follower(2));
  const { state: _, ...gone } = follower(1, { status: "down", timers: {}, leadership: { leader: null } });
  const action = { type: "crash", process: 1 } as const;
  const lines = (process: ProcessSnapshot): readonly string[] =>
    told({ step: 1, action, effects: [], after: snapshot(process, follower(2)) }, before);
  expect(lines({ ...gone, state: { role: "follower", term: 1 } })[1]?.trim()).toBe(
    "disk    would boot as follower {term 1}",
  );
  expect(lines(gone)[1]?.trim()).toBe("never to return");
});

test("a trace begins with what everybody is, and ends with it", () => {
  const initial = snapshot(follower(1), follower(2));
  const { state: _, ...gone } = follower(1, { status: "down", timers: {}, leadership: { leader: null } });
  const after = {
    ...snapshot(gone, follower(2, { inbox: [{ from: 1, message: "hello" }] })),
    cut: [[1], [2]] as const,
    histories: { votes: [[1, 2]] },
  };
  const steps = [{ step: 1, action: { type: "crash", process: 1 }, effects: [], after } as const];
  expect(traceLines({ initial, parameters: null, steps }, page).join("\n")).toBe(
    `
   0  1  2  the beginning                                          leads: nobody
      processes 1 and 2  is      up, knows no leader in epoch 0
                         state   follower {term 0}
                         timers  election in 3 ticks

   1  ✗  │  process 1 crashes                                      leads: nobody
         │          never to return

      in the end
      process 1  is      down for ever
      process 2  is      up, knows no leader in epoch 0
                 state   follower {term 0}
                 timers  election in 3 ticks
                 inbox   hello from 1
      partition  1 | 2
      history “votes”  [[1, 2]]`.slice(1),
  );
});

test("a history that remembers nothing yet is left out", () => {
  const initial = { ...snapshot(follower(1)), histories: { votes: [], seen: 0 } };
  const text = traceLines({ initial, parameters: null, steps: [] }, page).join("\n");
  expect(text).toContain("history “seen”  0");
  expect(text).not.toContain("votes");
});

test("each process has a lane, and a message comes from the lane of its sender", () => {
  const hello = { from: 1, message: "hello" };
  const initial = snapshot(leader(1), follower(2), follower(3, { inbox: [hello] }));
  const after = snapshot(leader(1), follower(2), follower(3));
  const arrived = { step: 1, action: { type: "deliver", process: 3, ...hello }, effects: [], after } as const;
  const lanesOf = (...steps: readonly TraceStep[]): readonly string[] =>
    traceLines({ initial, parameters: null, steps }, page)
      .filter((line) => /^ {3}\d/.test(line))
      .map((line) => line.slice(6, 13));
  expect(lanesOf(arrived)).toEqual(["1  2  3", "├──┼─▶●"]);
  const lost = { type: "drop", process: 3, cause: "lost", ...hello } as const;
  expect(lanesOf({ ...arrived, action: lost })[1]).toBe("├──┼─✗│");
  expect(lanesOf({ ...arrived, action: { type: "tick" } })[1]).toBe("║┄┄│┄┄│");
  expect(lanesOf({ ...arrived, action: { type: "crash", process: 2 } })[1]).toBe("║  ✗  │");
  expect(lanesOf({ ...arrived, action: { type: "cut", sides: [[1], [2, 3]] } })[1]).toBe("╪══╪══╪");
});

test("a way that goes on for ever tells from where on it does", () => {
  const world = snapshot(follower(1), follower(2));
  const steps = [1, 2].map((step): TraceStep => ({ step, action: { type: "tick" }, effects: [], after: world }));
  const text = traceLines({ initial: world, parameters: null, steps, repeatsFrom: 1 }, page).join("\n");
  expect(text).toMatch(/^ {3}1 .*\n.*\n\n {6}↻ again and again, for ever:\n\n {3}2 /m);
  expect(text).toContain("↻ back to how it was after step 1: it goes on with step 2");
});

test.each([40, 80, 120])("no line is wider than a page of %i columns, however long the values are", (width) => {
  const long = { type: "Entries", entries: Array.from({ length: 60 }, (_, i) => `entry-${i}`), text: "x".repeat(100) };
  const world = snapshot(follower(1, { inbox: [{ from: 2, message: long }], state: long }), follower(2));
  const step = {
    step: 1,
    action: { type: "deliver", process: 1, from: 2, message: long },
    effects: [{ type: "send", to: 2, message: long }],
    after: world,
  } as const;
  const before = snapshot(follower(1), follower(2));
  const lines = traceLines({ initial: before, parameters: { long }, steps: [step] }, { width, paint: plainly });
  expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width);
});
