/**
 * The tables from which generated code reads the cell after a batch, where they
 * have no room for all: what has no place in them must be missing, and nothing
 * else be read in its stead.
 */
import { expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { Interpreted } from "../model/engine/interpreted.ts";
import { listHeader, QuickMoves, quickHeader } from "../model/engine/quick.ts";
import { Space } from "../model/engine/space.ts";
import { calmScenario } from "../model/scenario.ts";
import type { Raft } from "../spec/raft/vocabulary.ts";

const scenario = { ...calmScenario, losses: 1, bounds: { term: 3 } };
const configuration = { processes: [1, 2, 3], parameters: { log: {} } };

test.each([
  { most: 1 << 24, isSmall: false },
  { most: 1 << 10, isSmall: true },
])("tables of at most $most entries say what cells become, or nothing", ({ most, isSmall }) => {
  const space = new Space(raftModel, [configuration], scenario, []);
  const quick = new QuickMoves(space, most);
  const states = someStates(space, 2_000);
  let [read, missing] = [0, 0];
  for (const state of states) {
    const cells = state.subarray(0, space.size);
    quick.prepare(cells);
    for (const { to, batch } of sendsFrom(quick, cells)) {
      const after = quick.rows[to]![2 * ((cells[to]! << quick.batchBits[to]!) + batch)] ?? 0;
      if (after === 0) missing++;
      // The batch that is read as 0 is the empty one.
      else if (batch > 0) {
        read++;
        expect(after - 1).toBe(space.cells.afterBatch(to, cells[to]!, batch - 1));
      }
    }
  }
  expect(read).toBeGreaterThan(1_000);
  expect(missing > 0).toBe(isSmall);
});

/** The first states that are found, breadth first. */
function someStates(space: Space<Raft>, most: number): readonly Int32Array[] {
  const states: Int32Array[] = [];
  const seen = new Set<string>();
  const take = (vector: Int32Array, environment: number): void => {
    const state = Int32Array.of(...vector, environment);
    if (seen.has(state.join())) return;
    seen.add(state.join());
    states.push(state);
  };
  for (const _ of space.initial(take)) if (states.length > most) break;
  const runs = new Interpreted(space, { take, beyond: () => {} });
  for (let i = 0; i < states.length && states.length < most; i++) {
    space.expand(states[i]!.subarray(0, space.size), states[i]![space.size]!, runs);
  }
  return states;
}

/** What the moves of a state send, as generated code reads it: to which position, and which batch. */
function* sendsFrom(quick: QuickMoves<Raft>, cells: Int32Array): Generator<{ to: number; batch: number }> {
  for (const [position, cell] of cells.entries()) {
    const start = quick.starts[position]![cell]! - 1;
    for (let move = 0; move < quick.code[start]!; move++) {
      const at = start + listHeader + move * quick.stride + quickHeader;
      const others = cells.length - 1;
      for (let j = 0; j < others; j++) yield { to: j < position ? j : j + 1, batch: quick.code[at + j]! };
    }
  }
}
