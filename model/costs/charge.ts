import type { Effect } from "../../spec/effect.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Hop } from "../engine/interpreted.ts";

import { type MoveKind, moveKinds, tearings } from "../engine/move-kinds.ts";
import { jointMoves, type Space } from "../engine/space.ts";
import type { LabelOf } from "../liveness/graph.ts";

/** What is counted: messages as they are sent, or ticks as they pass. */
export type Currency = "messages" | "ticks";

/** Whether a message is counted; all are where nothing else is said. */
export type Counts<V extends Vocabulary> = (message: V["Message"]) => boolean;

/** How many messages that are counted are among the effects of a step. */
export function sentBy<V extends Vocabulary>(effects: readonly unknown[], counts: Counts<V>): number {
  return (effects as readonly Effect<V>[]).filter((effect) => effect.type === "send" && counts(effect.message)).length;
}

/** The label that says that some messages are sent. */
export function labelOfMessages(messages: number): number {
  return messages * 4;
}

/** How much of a currency a label says; and whether the transition is a crash. */
export const charged = {
  messages: (label: number): number => label >> 2,
  ticks: (label: number): number => (label >> 1) & 1,
  isCrash: (label: number): boolean => (label & 1) === 1,
} as const;

/** The kinds of moves by which a process crashes. */
export const crashes: readonly number[] = [
  moveKinds.crash,
  moveKinds.crashForEver,
  moveKinds.crashLosing,
  ...tearings.flatMap(({ mayReturn, forEver }) => [mayReturn, forEver]),
];

/**
 * What each transition costs, as one integer: see {@link charged}.
 *
 * @remarks
 * A message is charged when its step sends it, whatever becomes of it: lost,
 * merged with an equal one, or sent where there is no link. A torn step is
 * charged what it has sent. A tick that one process misses passes for the
 * others, and counts; one that a clock makes alone does not.
 */
export function chargesOf<V extends Vocabulary>({ cells, size }: Space<V>, counts: Counts<V>): LabelOf {
  /** By kind of moves, position and cell: the labels of the moves. */
  const known = new Map<MoveKind, Int32Array[][]>();
  const labelsOf = (kind: MoveKind, position: number, cell: number): Int32Array =>
    Int32Array.from(cells.moves(kind, position, cell), ({ effects }) => {
      return labelOfMessages(sentBy(effects, counts)) + (crashes.includes(kind) ? 1 : 0);
    });
  return (state, { kind, position, index }: Hop) => {
    if (kind === jointMoves.tick || kind === jointMoves.missedTick) return 2;
    if (kind < 0) return 0;
    const move = kind as MoveKind;
    let ofKind = known.get(move);
    if (ofKind === undefined) known.set(move, (ofKind = Array.from({ length: size }, () => [])));
    const cell = state[position]!;
    return (ofKind[position]![cell] ??= labelsOf(move, position, cell))[index]!;
  };
}

/** How many messages a configuration's processes send in the start steps before its initial states; none where starts are steps to come. */
export function sentAtTheStart<V extends Vocabulary>(
  { actors, size, scenario }: Space<V>,
  configuration: number,
  counts: Counts<V>,
): number {
  if (scenario.start === "staggered") return 0;
  let sent = 0;
  for (let position = 0; position < size; position++) {
    const { effects } = actors.step(configuration, position, actors.boot(configuration, position, -1), {
      type: "start",
    });
    sent += sentBy(effects, counts);
  }
  return sent;
}
