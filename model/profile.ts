import type { Vocabulary } from "../spec/vocabulary.ts";
import { Interpreted } from "./engine/interpreted.ts";

import type { MoveKind } from "./engine/move-kinds.ts";
import type { Search } from "./engine/search.ts";
import { jointMoves, type Space } from "./engine/space.ts";
import type { Profile } from "./profile-result.ts";
import { boundOf, Tally } from "./tally.ts";

/** Stands for the bound that the process that moves exceeds by itself: which one, its move tells in the end. */
const its = "";

/** How often each move of a cell was taken, and how often it led beyond which bound: by its index. */
interface Often {
  readonly taken: number[];
  readonly beyond: Map<string, number>[];
}

const jointNames: Readonly<Record<number, string>> = {
  [jointMoves.tick]: "tick",
  [jointMoves.cut]: "cut",
  [jointMoves.heal]: "heal",
  [jointMoves.missedTick]: "missed tick",
  [jointMoves.extraTick]: "extra tick",
};

/**
 * What was done how often, by going over states that were explored once more.
 *
 * @remarks
 * An exploration itself counts none of this. The pass only looks up what is in
 * the tables already: nothing is stored, so that it takes less than the
 * exploration did where that interpreted its moves.
 *
 * @param tooDeep - how many states were not expanded for the bound on depth
 */
export function profileOf<V extends Vocabulary>(space: Space<V>, states: Iterable<Int32Array>, tooDeep = 0): Profile {
  const tally = new Tally(space);
  const often = new Map<MoveKind, Often[][]>();
  const oftenOf = (kind: MoveKind, position: number, cell: number): Often => {
    let ofKind = often.get(kind);
    if (ofKind === undefined) often.set(kind, (ofKind = Array.from({ length: space.size }, () => [])));
    return (ofKind[position]![cell] ??= { taken: [], beyond: [] });
  };
  let state: Int32Array = new Int32Array(space.size + 1);
  const runs = new Interpreted(space, {
    take: (_next, _environment, _change, { kind, position, index }) => {
      if (kind < 0) tally.other(jointNames[kind]!, 1);
      else {
        const { taken } = oftenOf(kind as MoveKind, position, state[position]!);
        taken[index] = (taken[index] ?? 0) + 1;
      }
    },
    beyond: (hop, next) => {
      const bound = next === null ? its : boundOf(space, next);
      if (hop.kind < 0) tally.beyond(bound, 1);
      else {
        const { beyond } = oftenOf(hop.kind as MoveKind, hop.position, state[hop.position]!);
        const byBound = (beyond[hop.index] ??= new Map());
        byBound.set(bound, (byBound.get(bound) ?? 0) + 1);
      }
    },
  });
  let count = 0;
  for (state of states) {
    count++;
    tally.meet(state);
    space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  }
  tally.beyond("depth", tooDeep);
  for (const [kind, positions] of often) {
    positions.forEach((cells, position) => {
      cells.forEach((counts, cell) => {
        const moves = space.cells.moves(kind, position, cell);
        counts.taken.forEach((times, index) => {
          tally.move(position, cell, moves[index]!, times, null);
        });
        counts.beyond.forEach((byBound, index) => {
          const move = moves[index]!;
          for (const [bound, times] of byBound) {
            tally.move(position, cell, move, times, bound === its ? space.cells.exceeded(move.target)! : bound);
          }
        });
      });
    });
  }
  return tally.profile(count);
}

/** What a search breadth first did how often, as far as it expanded whole levels. */
export function profileOfSearch<V extends Vocabulary>(space: Space<V>, search: Search<V>): Profile {
  const { depth, frontier } = search.counts;
  const levels = frontier === 0 ? depth + 1 : depth;
  const deepest = space.scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY;
  let tooDeep = 0;
  for (let level = deepest; level < levels; level++) for (const _ of search.visited.ofLevel(level)) tooDeep++;
  return profileOf(space, statesOf(search, Math.min(levels, deepest), space.size + 1), tooDeep);
}

function* statesOf<V extends Vocabulary>(search: Search<V>, levels: number, length: number): Generator<Int32Array> {
  const state = new Int32Array(length);
  for (let level = 0; level < levels; level++) {
    for (const place of search.visited.ofLevel(level)) {
      search.visited.read(place, state);
      yield state;
    }
  }
}
