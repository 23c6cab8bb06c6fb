import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { format } from "node:util";

/** Asserts that what a line of documentation evaluates to is the value that it promises. */
export function same(actual: unknown, promised: unknown): void {
  deepStrictEqual(actual, promised);
}

/** Asserts that what a line of documentation logs is the output that it promises. */
export function shows(logged: readonly unknown[], promised: string): void {
  strictEqual(format(...logged), promised);
}
