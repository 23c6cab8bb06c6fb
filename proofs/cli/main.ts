#!/usr/bin/env node
/** The program `interregnum`. */
import { registry } from "../registry.ts";
import { run } from "./run.ts";
import { thisTerminal } from "./terminal.ts";

// A reader that has seen enough, such as `head`, closes the pipe: there is nobody left to tell, and nothing went wrong.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// A file whose top-level await never settles leaves nothing to wait for, and Node ends without a word.
let isSettled = false;
process.on("exit", () => {
  if (isSettled) return;
  process.exitCode = 2;
  process.stderr.write(
    "interregnum: the file ended the program, or waits for ever, while it was imported [file-endless]\n",
  );
});

const status = await run(process.argv.slice(2), { terminal: thisTerminal(), algorithms: registry });
isSettled = true;
process.exitCode = status;
// What an imported file left open, such as a timer, must not keep the program alive; what was written must get out first.
process.stdout.write("", () => process.stderr.write("", () => process.exit(status)));
