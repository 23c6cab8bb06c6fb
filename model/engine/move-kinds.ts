import { budgetOf } from "./environment.ts";

/** The kinds of moves: each a list of its own per cell, computed once the cell needs it. */
export const moveKinds = {
  /** What needs no budget: start, delivery over a whole link, time-outs; arrival at a process that is down. */
  free: 0,
  /** Arrival over a cut link. */
  cutOff: 1,
  lose: 2,
  duplicate: 3,
  /** Crash of a process that may return. */
  crash: 4,
  /** Crash of a process that cannot. */
  crashForEver: 5,
  restart: 6,
  amnesia: 7,
  request: 8,
  /** Crash in the middle of a step that needs no budget, of a process that may return. */
  tear: 9,
  /** The same of a process that cannot. */
  tearForEver: 10,
  /** Crash of a process that may return, with its last write lost. */
  crashLosing: 11,
  /** Crashes in the middle of the steps that have budgets of their own, of processes that may return and that cannot. */
  tearDuplicate: 12,
  tearDuplicateForEver: 13,
  tearRequest: 14,
  tearRequestForEver: 15,
  tearRestart: 16,
  tearRestartForEver: 17,
  tearAmnesia: 18,
  tearAmnesiaForEver: 19,
} as const;

/** One of {@link moveKinds}. */
export type MoveKind = (typeof moveKinds)[keyof typeof moveKinds];

/** The kinds of moves in which a message arrives and stays in flight, too. */
export const duplicating: ReadonlySet<MoveKind> = new Set([
  moveKinds.duplicate,
  moveKinds.tearDuplicate,
  moveKinds.tearDuplicateForEver,
]);

/** The kinds of moves by which a process returns, if only to crash again at once. */
export const returning: ReadonlySet<MoveKind> = new Set([
  moveKinds.restart,
  moveKinds.amnesia,
  moveKinds.tearRestart,
  moveKinds.tearRestartForEver,
  moveKinds.tearAmnesia,
  moveKinds.tearAmnesiaForEver,
]);

/** A kind of steps in whose middle a process may crash. */
export interface Tearing {
  /** The budget of the step itself, or null where it needs none. */
  readonly budget: number | null;
  /** Whether the step is that of a process which returns. */
  readonly isReturn: boolean;
  /** The kinds of moves, of a process that may return from the crash and of one that cannot. */
  readonly mayReturn: MoveKind;
  readonly forEver: MoveKind;
}

/** The steps in whose middle a process may crash. */
export const tearings: readonly Tearing[] = [
  { budget: null, isReturn: false, mayReturn: moveKinds.tear, forEver: moveKinds.tearForEver },
  {
    ...{ budget: budgetOf.duplicates, isReturn: false },
    ...{ mayReturn: moveKinds.tearDuplicate, forEver: moveKinds.tearDuplicateForEver },
  },
  {
    ...{ budget: budgetOf.requests, isReturn: false },
    ...{ mayReturn: moveKinds.tearRequest, forEver: moveKinds.tearRequestForEver },
  },
  {
    ...{ budget: budgetOf.restarts, isReturn: true },
    ...{ mayReturn: moveKinds.tearRestart, forEver: moveKinds.tearRestartForEver },
  },
  {
    ...{ budget: budgetOf.amnesia, isReturn: true },
    ...{ mayReturn: moveKinds.tearAmnesia, forEver: moveKinds.tearAmnesiaForEver },
  },
];
