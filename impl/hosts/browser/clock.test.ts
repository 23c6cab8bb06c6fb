import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Clock } from "./clock.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A clock with alarms that write down that they rang. */
function alarmed(...delays: readonly number[]): { readonly clock: Clock; readonly rung: number[] } {
  const clock = new Clock();
  const rung: number[] = [];
  for (const ms of delays) clock.arm(ms, () => rung.push(ms));
  return { clock, rung };
}

test("An alarm rings in its time, by itself", () => {
  const { rung } = alarmed(300, 100);
  vi.advanceTimersByTime(150);
  expect(rung).toEqual([100]);
  vi.advanceTimersByTime(200);
  expect(rung).toEqual([100, 300]);
});

test("Whoever catches up has all ring that is overdue, the earliest first, though no timer has run", () => {
  const { clock, rung } = alarmed(300, 100, 5000);
  vi.setSystemTime(1_000_000 + 400);
  clock.catchUp();
  expect(rung).toEqual([100, 300]);
});

test("A clock that is set back stops nothing: the other one goes on", () => {
  const { rung } = alarmed(100);
  vi.setSystemTime(0);
  vi.advanceTimersByTime(150);
  expect(rung).toEqual([100]);
});

test("An alarm that was stopped does not ring, however late one catches up; nor does any of a clock that was", () => {
  const { clock, rung } = alarmed(100);
  const stop = clock.arm(50, () => rung.push(50));
  stop();
  vi.setSystemTime(1_000_000 + 400);
  clock.catchUp();
  expect(rung).toEqual([100]);
  clock.arm(50, () => rung.push(51));
  clock.stop();
  vi.advanceTimersByTime(1000);
  clock.catchUp();
  expect(rung).toEqual([100]);
});
