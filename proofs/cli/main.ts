#!/usr/bin/env node
/** The program `interregnum`. */
import { Console } from "node:console";
import { registry } from "../registry.ts";
import { endedEarly, unexpected, unwritten } from "./last-resort.ts";
import { problemText, run } from "./run.ts";
import { currentStage } from "./stage.ts";
import { thisTerminal } from "./terminal.ts";

const terminal = thisTerminal();

// A reader that has seen enough, such as `head`, closes the pipe: there is nobody left to tell, and nothing went wrong.
// Anything else, such as a full disk, means that the result is lost, however late it is heard of.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    settleWith(unwritten(error));
    process.exit(2);
  });
}

// Standard output belongs to the result: what a user's file prints goes beside it.
const aside = new Console(process.stderr);
for (const name of ["log", "info", "debug", "dir", "dirxml", "table", "group", "groupCollapsed"] as const) {
  console[name] = aside[name];
}

// Once there is a result, nothing that an imported file left running changes what is said or how it ends.
let isSettled = false;
const settleWith = (problem: Parameters<typeof problemText>[0]): void => {
  isSettled = true;
  terminal.progress?.(null);
  terminal.err(problemText(problem, terminal));
};
const fail = (error: unknown): void => {
  if (isSettled) return;
  settleWith(unexpected(error, currentStage()));
  process.exit(2);
};
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

// A file whose top-level await never settles leaves nothing to wait for, and Node ends without a word.
let isIdle = false;
process.on("beforeExit", () => {
  isIdle = true;
});
process.on("exit", () => {
  if (isSettled) return;
  process.exitCode = 2;
  settleWith(endedEarly(currentStage(), isIdle));
});

const status = await run(process.argv.slice(2), { terminal, algorithms: registry });
isSettled = true;
process.exitCode = status;
// What an imported file left open, such as a timer, must not keep the program alive; what was written must get out first.
// An error in writing it is told a moment later, hence the last turn of the event loop.
process.stdout.write("", () => process.stderr.write("", () => setImmediate(() => process.exit(status))));
