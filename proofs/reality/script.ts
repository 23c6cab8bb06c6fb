/** Scripts of crises: what is done to a cluster, line by line. */
import { InputError } from "../../model/scenario.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { insteadOf } from "../cli/words.ts";

/** Whom something is done to: a process, whoever leads, the lowest of those that follow, or all. */
export type Who = ProcessId | (typeof groups)[number];

const groups = ["leader", "follower", "all"] as const;

/** What is done. */
export type Deed =
  | { readonly verb: "kill" | "pause" | "resume" | "restart" | "wipe" | "resign"; readonly who: Who }
  | { readonly verb: "cut"; readonly sides: readonly (readonly ProcessId[])[] }
  | { readonly verb: "heal" }
  | { readonly verb: "wait"; readonly ms: number }
  /** Waits until somebody leads, for so long at most. */
  | { readonly verb: "elect"; readonly ms: number };

const verbs = ["kill", "pause", "resume", "restart", "wipe", "resign", "cut", "heal", "wait", "elect"] as const;

/** How the lines of a script read, for help and messages. */
export const scriptHelp: readonly (readonly [line: string, what: string])[] = [
  ["kill WHO", "kill -9 a process: a number, `leader`, `follower` (the lowest of those that follow), or `all`"],
  ["restart WHO", "start one that is down, with what its disk holds"],
  ["wipe WHO", "kill it where it runs, and empty its disk"],
  ["pause WHO", "stop it with SIGSTOP: it stands still and does not know it"],
  ["resume WHO", "let it go on"],
  ["resign WHO", "have it give up the lead"],
  ["cut 1 2 / 3 4 5", "let nothing pass between these sides"],
  ["heal", "let everything pass again"],
  ["wait 500", "wait so many milliseconds"],
  ["elect 5000", "wait until somebody leads, so many milliseconds at most"],
];

/**
 * Reads a script. Empty lines, and what stands behind a #, say nothing.
 *
 * @throws InputError `script` with the line that is wrong
 */
export function scriptOf(text: string, path: string, ids: readonly ProcessId[]): readonly Deed[] {
  return text.split("\n").flatMap((line, index) => {
    const words = line
      .replace(/#.*/, "")
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length === 0) return [];
    const fail = (why: string): InputError =>
      new InputError("script", `${path}, line ${index + 1}: ${why}\nThe line is: ${line.trim()}`);
    return [deedOf(words, ids, fail)];
  });
}

function deedOf(
  [name = "", ...rest]: readonly string[],
  ids: readonly ProcessId[],
  fail: (why: string) => InputError,
): Deed {
  const verb = verbs.find((known) => known === name);
  if (verb === undefined)
    throw fail(`there is nothing called “${name}” that could be done; ${insteadOf(name, verbs, "verbs")}`);
  switch (verb) {
    case "heal":
      if (rest.length > 0) throw fail("heal takes nothing behind it");
      return { verb };
    case "wait":
    case "elect": {
      const ms = /^\d{1,7}$/.test(rest[0] ?? "") ? Number(rest[0]) : null;
      if (ms === null || rest.length > 1) throw fail(`${verb} takes a whole number of milliseconds, at most 9999999`);
      return { verb, ms };
    }
    case "cut":
      return { verb, sides: sidesOf(rest, ids, fail) };
    default: {
      const [who, ...more] = rest;
      if (who === undefined || more.length > 0) throw fail(`${verb} takes one process`);
      return { verb, who: groups.find((group) => group === who) ?? processOf(who, ids, fail) };
    }
  }
}

function sidesOf(
  words: readonly string[],
  ids: readonly ProcessId[],
  fail: (why: string) => InputError,
): readonly (readonly ProcessId[])[] {
  const sides = words
    .join(" ")
    .split("/")
    .map((side) =>
      side
        .trim()
        .split(/\s+/)
        .filter((word) => word !== "")
        .map((word) => processOf(word, ids, fail)),
    );
  const all = sides.flat();
  if (sides.length < 2 || sides.some((side) => side.length === 0))
    throw fail("cut takes at least two sides with a / between");
  if (new Set(all).size < all.length) throw fail("a process stands on two sides");
  return sides;
}

function processOf(word: string, ids: readonly ProcessId[], fail: (why: string) => InputError): ProcessId {
  const id = ids.find((known) => String(known) === word);
  if (id === undefined) throw fail(`there is no process “${word}”: there are ${ids[0]} to ${ids.at(-1)}`);
  return id;
}
