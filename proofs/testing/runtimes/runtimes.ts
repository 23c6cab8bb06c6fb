/**
 * The runtimes that the reducers are run in: how each is found on a machine, and
 * how it is made to run a script. A script is one that prints nothing and leaves
 * its result, a text, in the global variable `result`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { getQuickJS } from "quickjs-emscripten";

/** One runtime. */
export interface Runtime {
  readonly name: string;
  /** What it calls itself, in `navigator.userAgent`; Node before 21 and QuickJS have none. */
  readonly userAgent: RegExp | null;
  /** Why it is not to be had on this machine; `null` where it is. */
  readonly missing: string | null;
  /** Runs a script, and returns its result. */
  run(script: string): Promise<string>;
}

const require = createRequire(import.meta.url);
/** Where a distribution puts the browser; another one is named by INTERREGNUM_CHROMIUM. */
export const chromium: string = process.env["INTERREGNUM_CHROMIUM"] ?? "/usr/bin/chromium";

/** What a browser is started with: as root, without a display, and without anything that it would ask of a network. */
export const chromiumOptions: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Every runtime, in the order in which the documentation names them. */
export const runtimes: readonly Runtime[] = [
  {
    name: "Node",
    userAgent: /^Node\.js\//,
    missing: null,
    run: (script) =>
      inFile(`${script}\nconsole.log(result);`, "script.mjs", (file) => printed(process.execPath, [file])),
  },
  packaged(
    "Bun",
    /^Bun\//,
    // Where npm runs scripts, that of Bun moves the binary out of the package of the platform.
    [`@oven/bun-${process.platform}-${process.arch}/bin/bun`, "bun/bin/bun.exe"],
    (bun, script) => inFile(`${script}\nconsole.log(result);`, "script.mjs", (file) => printed(bun, ["run", file])),
  ),
  packaged("Deno", /^Deno\//, [`@deno/${process.platform}-${process.arch}-glibc/deno`], (deno, script) =>
    inFile(`${script}\nconsole.log(result);`, "script.mjs", (file) =>
      printed(deno, ["run", "--quiet", "--no-remote", file]),
    ),
  ),
  packaged("workerd", /^Cloudflare-Workers$/, [`@cloudflare/workerd-${process.platform}-64/bin/workerd`], runInWorkerd),
  { name: "QuickJS", userAgent: null, missing: null, run: runInQuickJs },
  {
    name: "Chromium",
    userAgent: /HeadlessChrome\//,
    missing: existsSync(chromium) ? null : `there is no ${chromium}; INTERREGNUM_CHROMIUM names another`,
    run: runInChromium,
  },
];

/**
 * A runtime whose binary is in a package: no script of a package needs to run, and none may have to be kept from it.
 *
 * @param places - where the binary may be, each from the directory of all packages
 */
function packaged(
  name: string,
  userAgent: RegExp,
  places: readonly string[],
  run: (binary: string, script: string) => Promise<string>,
): Runtime {
  const binary = places.map(installed).find((path) => path !== null) ?? null;
  const missing = binary === null ? `there is no ${places.join(", nor a ")} among the packages` : null;
  return { name, userAgent, missing, run: (script) => run(binary!, script) };
}

/** A file of a package, looked for wherever packages are. */
function installed(file: string): string | null {
  return (require.resolve.paths(file) ?? []).map((path) => join(path, file)).find((path) => existsSync(path)) ?? null;
}

/** workerd runs a test of a worker without opening a port. */
function runInWorkerd(workerd: string, script: string): Promise<string> {
  const worker = `${script}\nexport default { test() { console.log(result); } };`;
  return inFile(worker, "worker.js", (_file, directory) => {
    const config = [
      'using Workerd = import "/workerd/workerd.capnp";',
      'const config :Workerd.Config = ( services = [ ( name = "main", worker = .worker ) ] );',
      'const worker :Workerd.Worker = ( modules = [ ( name = "worker.js", esModule = embed "worker.js" ) ],',
      '  compatibilityDate = "2025-01-01" );',
    ];
    writeFileSync(join(directory, "config.capnp"), config.join("\n"));
    return printed(workerd, ["test", join(directory, "config.capnp")]);
  });
}

async function runInQuickJs(script: string): Promise<string> {
  const context = (await getQuickJS()).newContext();
  try {
    const outcome = context.evalCode(`${script}\nresult`);
    const value = context.unwrapResult(outcome);
    const result = context.getString(value);
    value.dispose();
    return result;
  } finally {
    context.dispose();
  }
}

/** A page writes the result down, and the browser prints the page. */
async function runInChromium(script: string): Promise<string> {
  const page = `<!doctype html><meta charset="utf-8"><pre></pre><script src="script.js"></script>`;
  const html = await inFile(
    `${script}\ndocument.querySelector("pre").textContent = result;`,
    "script.js",
    (_file, directory) => {
      writeFileSync(join(directory, "page.html"), page);
      const profile = join(directory, "profile");
      mkdirSync(profile);
      const url = pathToFileURL(join(directory, "page.html")).href;
      return printed(chromium, [...chromiumOptions, `--user-data-dir=${profile}`, "--dump-dom", url]);
    },
  );
  const text = /<pre>([\s\S]*)<\/pre>/.exec(html)?.[1] ?? html;
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Writes a script into a directory of its own, which is gone afterwards. */
async function inFile(
  script: string,
  name: string,
  run: (file: string, directory: string) => Promise<string>,
): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "interregnum-runtime-"));
  try {
    writeFileSync(join(directory, name), script);
    return await run(join(directory, name), directory);
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a command prints. It gets a minute. */
function printed(command: string, options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, options, { stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
    let [out, err] = ["", ""];
    child.stdout.on("data", (data) => (out += String(data)));
    child.stderr.on("data", (data) => (err += String(data)));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(out.trim());
      else reject(new Error(`${command} ended with ${signal ?? code}: ${err.slice(-2000)}${out.slice(-2000)}`));
    });
  });
}
