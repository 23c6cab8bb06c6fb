/** Tabs of a real browser, each with an elector of the built package in it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type CDPSession, chromium as driver, type Page } from "playwright-core";
import { expect, vi } from "vitest";
import { bundler } from "../bundler.ts";
import { chromium, chromiumOptions } from "./runtimes.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** A name that no network is asked for: all pages are given by the test. */
const origin = "http://localhost";

/** How an elector in a tab is set up. */
export interface Setup {
  readonly name: string;
  readonly tickMs: number;
  readonly locks?: boolean;
}

/** Something that a tab heard or did. */
export interface Deed {
  readonly tab: number;
  readonly what: "leader" | "lost" | "act";
  readonly epoch: number;
  /** In milliseconds since 1970, by the clock that all tabs share. */
  readonly at: number;
}

/** What the pages keep in their global object. */
interface InPage {
  readonly elector: {
    readonly id: number | null;
    readonly leader: number | null;
    readonly reign: { readonly epoch?: number; readonly signal: AbortSignal } | null;
    resign(): void;
    close(): void;
  };
  readonly deeds: Deed[];
  readonly failures: string[];
}

/** What one can see of a tab. */
export interface Seen {
  readonly id: number | null;
  readonly leader: number | null;
  readonly epoch: number | null;
}

/**
 * What a page does: it takes part, writes down what it hears, and acts every few
 * milliseconds as long as it leads, as a program would that trusts the elector.
 */
const program = `
  import { createTabElector } from "interregnum/hosts/browser";
  const setup = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  const failures = [], deeds = [];
  addEventListener("error", ({ message }) => failures.push(message));
  addEventListener("unhandledrejection", ({ reason }) => failures.push(String(reason)));
  const elector = createTabElector(setup);
  const note = (what, epoch) => {
    const deed = { tab: elector.id ?? 0, what, epoch, at: Date.now() };
    deeds.push(deed);
    globalThis.tell?.(deed);
  };
  elector.on("leader", ({ epoch }) => note("leader", epoch));
  elector.on("lost", ({ epoch }) => note("lost", epoch));
  setInterval(() => {
    const { reign } = elector;
    if (reign !== null) note("act", reign.epoch);
  }, 20);
  addEventListener("pageshow", ({ persisted }) => { globalThis.persisted = persisted; });
  Object.assign(globalThis, { elector, deeds, failures });
`;

/** The script of a page, with the built package in it. */
async function bundled(): Promise<string> {
  const { outputFiles } = await bundler().build({
    absWorkingDir: root,
    stdin: { contents: program, resolveDir: root },
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

/** A browser for a test file. */
export class Tabs {
  readonly #stop: () => Promise<void>;
  readonly #context: BrowserContext;
  /** Everything that any tab told so far, since it was emptied. */
  deeds: Deed[] = [];

  private constructor(context: BrowserContext, stop: () => Promise<void>) {
    this.#context = context;
    this.#stop = stop;
  }

  static async open(): Promise<Tabs> {
    const script = await bundled();
    const { browser, stop } = await launched();
    const [context] = browser.contexts();
    const tabs = new Tabs(context!, stop);
    const body = `<!doctype html><meta charset="utf-8"><title>tab</title><script>${script.replaceAll("</script", "<\\/script")}</script>`;
    await context!.route(`${origin}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: route.request().url().includes("elsewhere") ? "<!doctype html>" : body,
      }),
    );
    await context!.exposeFunction("tell", (deed: Deed) => void tabs.deeds.push(deed));
    return tabs;
  }

  close(): Promise<void> {
    return this.#stop();
  }

  /** Closes all tabs, and forgets what they told. */
  async clear(): Promise<void> {
    await Promise.all(this.#context.pages().map((page) => page.close()));
    this.deeds = [];
  }

  /** Opens a tab that takes part. */
  async tab(setup: Setup): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(urlOf(setup));
    return page;
  }

  /** Opens a tab from within another, as a duplicate of it: what is stored for the tab alone is copied. */
  async duplicate(page: Page): Promise<Page> {
    const opened = page.waitForEvent("popup");
    await page.evaluate("void open(location.href)");
    return opened;
  }

  /** Waits until all of these tabs take one of them for the leader, and returns it. */
  async leaderAmong(pages: readonly Page[]): Promise<Page> {
    let leader: Page | undefined;
    await vi.waitFor(
      async () => {
        const seen = await Promise.all(pages.map(look));
        const leading = seen.filter(({ epoch }) => epoch !== null);
        expect(leading).toHaveLength(1);
        expect(new Set(seen.map(({ leader }) => leader))).toEqual(new Set([leading[0]!.id]));
        leader = pages[seen.indexOf(leading[0]!)];
      },
      { timeout: 60_000, interval: 100 },
    );
    return leader!;
  }

  /** Waits until one of these tabs leads, whatever the others think, and returns it. */
  async leadingOf(pages: readonly Page[]): Promise<Page> {
    let leader: Page | undefined;
    await vi.waitFor(
      async () => {
        const seen = await Promise.all(pages.map(look));
        leader = pages[seen.findIndex(({ epoch }) => epoch !== null)];
        expect(leader).toBeDefined();
      },
      { timeout: 60_000, interval: 100 },
    );
    return leader!;
  }

  /** Freezes a tab behind another one, which comes to the front: what is seen is not frozen. Returns what lets it go on. */
  async freeze(page: Page, front: Page): Promise<() => Promise<unknown>> {
    await front.bringToFront();
    const devtools = await this.#devtools(page);
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
    return () => devtools.send("Page.setWebLifecycleState", { state: "active" });
  }

  /** Has the process of a tab crash. */
  async crash(page: Page): Promise<void> {
    const devtools = await this.#devtools(page);
    // There is nobody left who could answer.
    devtools.send("Page.crash").catch(() => {});
    await page.waitForEvent("crash");
  }

  #devtools(page: Page): Promise<CDPSession> {
    return this.#context.newCDPSession(page);
  }
}

/**
 * A browser as a person has it: a driver that starts one itself would have every
 * tab believe that it is in front, and such a tab is never frozen.
 */
async function launched(): Promise<{ readonly browser: Browser; readonly stop: () => Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), "interregnum-tabs-"));
  const options = [
    ...chromiumOptions,
    "--disable-popup-blocking",
    `--user-data-dir=${profile}`,
    "--remote-debugging-port=0",
  ];
  const process = spawn(chromium, [...options, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(process, "exit");
  let told = "";
  const endpoint = await new Promise<string>((resolve, reject) => {
    process.stderr.on("data", (data) => {
      told += String(data);
      const found = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    });
    ended.then(() => reject(new Error(`${chromium} ended: ${told}`)), reject);
  });
  const browser = await driver.connectOverCDP(endpoint, { noDefaults: true });
  const stop = async (): Promise<void> => {
    // Asked, it waits for its own processes, which would go on writing into the profile.
    const devtools = await browser.newBrowserCDPSession();
    await devtools.send("Browser.close").catch(() => process.kill());
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  return { browser, stop };
}

function urlOf(setup: Setup): string {
  return `${origin}/#${encodeURIComponent(JSON.stringify(setup))}`;
}

/** What one sees of a tab now. */
export function look(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { elector } = globalThis as unknown as InPage;
    return { id: elector.id, leader: elector.leader, epoch: elector.reign?.epoch ?? null };
  });
}

/** What a tab heard and did, and what went wrong in it. */
export function deedsOf(
  page: Page,
): Promise<{ readonly deeds: readonly Deed[]; readonly failures: readonly string[] }> {
  return page.evaluate(() => {
    const { deeds, failures } = globalThis as unknown as InPage;
    return { deeds, failures };
  });
}

/** Has a tab do something with its elector. */
export function ask(page: Page, what: "resign" | "close"): Promise<void> {
  return page.evaluate((name) => (globalThis as unknown as InPage).elector[name](), what);
}

/** What must be true of everything that all tabs told: each epoch has one leader, and nobody acts in an epoch once there was an act in a later one. */
export function expectOrder(deeds: readonly Deed[]): void {
  const begun = deeds.filter(({ what }) => what === "leader").map(({ epoch }) => epoch);
  expect(new Set(begun).size).toBe(begun.length);
  const ordered = deeds.filter(({ what }) => what === "act").sort((a, b) => a.at - b.at || a.epoch - b.epoch);
  const late = ordered.filter(({ epoch }, index) => index > 0 && epoch < ordered[index - 1]!.epoch);
  expect(late).toEqual([]);
  expect(begun.length).toBeGreaterThan(0);
}
