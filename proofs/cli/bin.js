#!/usr/bin/env node
// What `npx interregnum` runs: the compiled command line. This file is there
// before anything is compiled, because npm links only a file that exists, and
// remembers for ever that one did not.
import { existsSync } from "node:fs";

const main = new URL("../../dist/proofs/cli/main.js", import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  console.error("interregnum: not built yet. Run `npm ci` in this directory: it installs and builds.");
  process.exitCode = 2;
}
