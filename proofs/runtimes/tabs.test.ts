/**
 * The complaints about electors of tabs, each as a test in a real browser with
 * real tabs, of the package as it was built. With INTERREGNUM_RUNTIMES=all a
 * missing browser fails; else the tests are passed over, and say why.
 */
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chromium } from "../testing/runtimes/runtimes.ts";
import { ask, deedsOf, expectOrder, look, type Setup, Tabs } from "../testing/runtimes/tabs.ts";

const isPassedOver = !existsSync(chromium) && process.env["INTERREGNUM_RUNTIMES"] !== "all";
const why = isPassedOver ? `: passed over, since there is no ${chromium}` : "";

/** With ticks of ten minutes nothing is left to time: whatever happens was told by somebody. */
const patient = { tickMs: 600_000 };
/** A leader that says nothing is succeeded after some seconds. */
const hasty = { tickMs: 500 };

describe.skipIf(isPassedOver)(`Tabs of a browser${why}`, () => {
  let tabs: Tabs;
  let open: Page[] = [];
  beforeAll(async () => {
    tabs = await Tabs.open();
  });
  afterAll(() => tabs?.close());
  beforeEach(() => tabs.clear());
  afterEach(async () => {
    for (const page of open) if (!page.isClosed()) expect((await deedsOf(page)).failures).toEqual([]);
    expectOrder(tabs.deeds);
    open = [];
  });
  /** Opens tabs that take part in an election of this test alone. */
  const opened = async (count: number, setup: Omit<Setup, "name">): Promise<Page[]> => {
    const name = expect.getState().currentTestName!;
    open = await Promise.all(Array.from({ length: count }, () => tabs.tab({ name, ...setup })));
    return open;
  };
  const others = (page: Page): Page[] => open.filter((other) => other !== page);

  test("that are opened at once have one leader, whom all know", async () => {
    const pages = await opened(8, patient);
    await tabs.leaderAmong(pages);
    expect(new Set((await Promise.all(pages.map(look))).map(({ id }) => id)).size).toBe(8);
    expect(tabs.deeds.filter(({ what }) => what === "leader")).toHaveLength(1);
  });

  test("have another leader at once when the leader is closed, or crashes", async () => {
    const pages = await opened(4, patient);
    const first = await tabs.leaderAmong(pages);
    await first.close();
    const second = await tabs.leaderAmong(others(first));
    await tabs.crash(second);
    open = others(first).filter((page) => page !== second);
    await tabs.leaderAmong(open);
    expect(tabs.deeds.filter(({ what }) => what === "leader").map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  test("without Web Locks have another leader at once when it is closed, and in time when it crashes", async () => {
    const pages = await opened(3, { ...hasty, locks: false });
    const first = await tabs.leaderAmong(pages);
    await first.close({ runBeforeUnload: true });
    open = others(first);
    const second = await tabs.leaderAmong(open);
    await tabs.crash(second);
    open = others(second);
    await tabs.leaderAmong(open);
  });

  test("have another leader when it resigns, or takes no part any more", async () => {
    const pages = await opened(3, hasty);
    const first = await tabs.leaderAmong(pages);
    await ask(first, "resign");
    expect((await look(first)).epoch).toBeNull();
    const second = await tabs.leaderAmong(pages);
    await ask(second, "close");
    expect(await look(second)).toEqual({ id: null, leader: null, epoch: null });
    await tabs.leaderAmong(others(second));
  });

  test("that are frozen give the lead up before, and join anew when they wake up", async () => {
    const pages = await opened(3, patient);
    const first = await tabs.leaderAmong(pages);
    const { id } = await look(first);
    const wake = await tabs.freeze(first, others(first)[0]!);
    await tabs.leaderAmong(others(first));
    await wake();
    await tabs.leaderAmong(pages);
    const { deeds } = await deedsOf(first);
    expect(deeds.filter(({ what }) => what !== "act").map(({ what, epoch }) => [what, epoch])).toEqual([
      ["leader", 1],
      ["lost", 1],
    ]);
    expect((await look(first)).id).toBeGreaterThan(id!);
  });

  test("that are frozen without a word are succeeded, and hear it before they do anything", async () => {
    const pages = await opened(3, hasty);
    const first = await tabs.leaderAmong(pages);
    await first.evaluate(`addEventListener("freeze", (event) => event.stopImmediatePropagation(), true)`);
    const wake = await tabs.freeze(first, others(first)[0]!);
    await tabs.leadingOf(others(first));
    await wake();
    await tabs.leaderAmong(pages);
    const { deeds } = await deedsOf(first);
    expect(
      deeds
        .filter(({ what }) => what !== "act")
        .map(({ what }) => what)
        .slice(0, 2),
    ).toEqual(["leader", "lost"]);
  });

  test("whose leader was stuck: in the very task in which it goes on, it leads no more", async () => {
    const pages = await opened(3, hasty);
    const first = await tabs.leaderAmong(pages);
    const stuck = first.evaluate(() => {
      const { elector, deeds } = globalThis as unknown as {
        elector: { reign: { signal: AbortSignal } | null };
        deeds: { what: string }[];
      };
      const { signal } = elector.reign!;
      const until = Date.now() + 7000;
      while (Date.now() < until);
      // Nobody could tell it anything in between: this is still the same task.
      const wasTold = signal.aborted;
      return [wasTold, elector.reign, signal.aborted, deeds.at(-1)!.what] as const;
    });
    await tabs.leadingOf(others(first));
    expect(await stuck).toEqual([false, null, true, "lost"]);
    await tabs.leaderAmong(pages);
  });

  test("that are duplicates are tabs of their own", async () => {
    const [first] = await opened(1, patient);
    await first!.evaluate(`sessionStorage.setItem("copied", "yes")`);
    await tabs.leaderAmong(open);
    const second = await tabs.duplicate(first!);
    await second.waitForFunction(() => "elector" in globalThis);
    open.push(second);
    expect(await second.evaluate(`sessionStorage.getItem("copied")`)).toBe("yes");
    expect(await tabs.leaderAmong(open)).toBe(first);
    expect((await look(second)).id).not.toBe((await look(first!)).id);
    await first!.close();
    open = [second];
    expect(await tabs.leaderAmong(open)).toBe(second);
  });

  test("that come back from the back-forward cache join anew", async () => {
    const pages = await opened(2, patient);
    const first = await tabs.leaderAmong(pages);
    const { id } = await look(first);
    await first.goto("http://localhost/elsewhere");
    await tabs.leaderAmong(others(first));
    await first.evaluate("history.back()");
    await first.waitForFunction(() => (globalThis as { persisted?: boolean }).persisted === true);
    expect(await tabs.leaderAmong(pages)).not.toBe(first);
    expect((await look(first)).id).toBeGreaterThan(id!);
  });

  test("of which there are a hundred have one leader, and another when it is closed, and so on", async () => {
    // Some of them open others while they join: then Chromium forgets to call them back.
    await opened(10, patient);
    await Promise.all(
      [...open].map(async (parent) => {
        for (let i = 0; i < 9; i++) open.push(await tabs.duplicate(parent));
      }),
    );
    expect(open).toHaveLength(100);
    await Promise.all(open.map((page) => page.waitForFunction(() => "elector" in globalThis)));
    for (let closed = 0; closed < 3; closed++) {
      const leader = await tabs.leaderAmong(open);
      open = others(leader);
      await leader.close();
    }
    await tabs.leaderAmong(open);
    expect(tabs.deeds.filter(({ what }) => what === "leader").map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  });
});
