/** Tabs of a real browser, each with an elector of the built package in it. */
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
  readonly #browser: Browser;
  readonly #script: string;
  #context: BrowserContext | null = null;
  /** Everything that any tab of this test told so far. */
  deeds: Deed[] = [];

  private constructor(browser: Browser, script: string) {
    this.#browser = browser;
    this.#script = script;
  }

  static async open(): Promise<Tabs> {
    const script = await bundled();
    const options = {
      executablePath: chromium,
      args: chromiumOptions.filter((option) => option !== "--headless"),
      // Drivers switch it off.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    };
    return new Tabs(await driver.launch(options), script);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** Forgets all tabs, and whatever they stored. */
  async afresh(): Promise<void> {
    await this.#context?.close();
    this.deeds = [];
    const context = await this.#browser.newContext();
    const body = `<!doctype html><meta charset="utf-8"><title>tab</title><script>${this.#script.replaceAll("</script", "<\\/script")}</script>`;
    await context.route("**/*", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: route.request().url().endsWith("/elsewhere") ? "<!doctype html>" : body,
      }),
    );
    await context.exposeFunction("tell", (deed: Deed) => void this.deeds.push(deed));
    this.#context = context;
  }

  /** Opens a tab that takes part. */
  async tab(setup: Setup): Promise<Page> {
    const page = await this.#context!.newPage();
    await page.goto(urlOf(setup));
    return page;
  }

  /** Opens a tab from within another, as a duplicate of it: what is stored for the tab alone is copied. */
  async duplicate(page: Page): Promise<Page> {
    const opened = page.waitForEvent("popup");
    await page.evaluate(() => void open(location.href));
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

  devtools(page: Page): Promise<CDPSession> {
    return this.#context!.newCDPSession(page);
  }
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

/** Freezes a tab, or lets it go on. */
export async function setFrozen(devtools: CDPSession, isFrozen: boolean): Promise<void> {
  await devtools.send("Page.setWebLifecycleState", { state: isFrozen ? "frozen" : "active" });
}

/** What must be true of everything that all tabs told: each epoch has one leader, and nobody acts in an epoch once there was an act in a later one. */
export function expectOrder(deeds: readonly Deed[]): void {
  const begun = deeds.filter(({ what }) => what === "leader").map(({ epoch }) => epoch);
  expect(new Set(begun).size).toBe(begun.length);
  const ordered = deeds.filter(({ what }) => what === "act").sort((a, b) => a.at - b.at || a.epoch - b.epoch);
  const late = ordered.filter(({ epoch }, index) => index > 0 && epoch < ordered[index - 1]!.epoch);
  expect(late).toEqual([]);
  expect(ordered.length).toBeGreaterThan(0);
}
