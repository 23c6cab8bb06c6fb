/** What an exploration may take of the machine, as a person says it. */
import type { Limits } from "../../model/limits.ts";
import { InputError } from "../../model/scenario.ts";
import { leastMemory, memoryTaken } from "./memory.ts";
import type { Given } from "./options.ts";

/** The options that end an exploration before its end. */
export const limitOptions = {
  "max-states": {
    takes: "number",
    least: 1,
    words: "give up, not finished, at about this many states; 50 million by default",
  },
  "max-cells": {
    takes: "number",
    least: 1,
    words:
      "give up, not finished, at about this many cells: different states, timers and inboxes of one process; 4 million by default",
  },
  memory: {
    takes: "word",
    value: "SIZE",
    words:
      "give up, not finished, before the program takes more memory than this, such as 8g or 512m; nine tenths of the machine's by default",
  },
} as const;

/**
 * The limits that were asked for.
 *
 * @throws InputError where a size is no size, or too small to begin
 */
export function limitsFrom(given: Given<typeof limitOptions>): Limits {
  const { "max-states": maxStates, "max-cells": maxCells } = given;
  const most = mostMemory(given);
  return {
    memory: () => memoryTaken(most),
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxCells === undefined ? {} : { maxCells }),
  };
}

/** What the program may take, in bytes; undefined where nobody has said. */
export function mostMemory({ memory }: Pick<Given<typeof limitOptions>, "memory">): number | undefined {
  return memory === undefined ? undefined : bytesOf(memory);
}

const units: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** A size such as `8g`, `1.5g`, `512m`, `512MiB` or plain bytes, in bytes. */
export function bytesOf(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text) ?? [];
  const bytes = amount === undefined ? Number.NaN : Math.floor(Number(amount) * units[unit!.toLowerCase()]!);
  if (Number.isSafeInteger(bytes) && bytes >= leastMemory) return bytes;
  const why = Number.isNaN(bytes)
    ? "is no size"
    : bytes < leastMemory
      ? "is less than the program itself takes"
      : "is more than there is anywhere";
  throw new InputError(
    "option-memory",
    `check: --memory “${text}” ${why}\nGive a size of at least ${leastMemory / 2 ** 20}m, such as 8g or 512m.`,
  );
}
