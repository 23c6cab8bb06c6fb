/**
 * The theorem on which reduction rests, tried on every state there is: each
 * silent move against each other transition, as the engine takes them one by one.
 */
import { configurationsOf } from "../../model/check-model.ts";
import { moveHeader } from "../../model/engine/cells.ts";
import { type Hop, Interpreted } from "../../model/engine/interpreted.ts";

import type { moveKinds } from "../../model/engine/move-kinds.ts";
import { type Condition, type Depth, reductionOf } from "../../model/engine/reduction/index.ts";
import { Search } from "../../model/engine/search.ts";
import { Space } from "../../model/engine/space.ts";
import type { Scenario } from "../../model/scenario.ts";
import { selectedClaims } from "../../model/select-claims.ts";
import type { Claim } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

/** What came of trying all diamonds. */
export interface Diamonds {
  readonly states: number;
  /** Pairs of a silent move and another transition of the same state. */
  readonly tried: number;
  /** What is wrong, in words: each condition that fails somewhere. */
  readonly flaws: ReadonlySet<string>;
}

/** A transition: what it is, and where it leads; `null` where that is beyond a bound. */
interface Transition {
  readonly name: string;
  readonly after: Int32Array | null;
}

/** Tries every diamond of the states that are reached; `null` where there are more than `limit` of them. */
export function diamondsOf<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  claims: readonly string[],
  depth: Depth,
  limit: number,
  without: Condition | null = null,
): Diamonds | null {
  const selected = selectedClaims(model, claims);
  const space = spaceOf(model, scenario, selected);
  const reduction = reductionOf(space, selected, depth, without);
  const states = everyState(space, limit);
  if (states === null) return null;
  let tried = 0;
  const flaws = new Set<string>();
  for (const state of states) {
    if (space.isBeyond(state.subarray(0, space.size))) continue;
    const transitions = transitionsOf(space, state);
    for (const hop of reduction.silent(state)) {
      const silent = nameOf(space, state, hop);
      const after = transitions.find(({ name }) => name === silent)?.after ?? null;
      if (after === null) {
        flaws.add("a silent move is none at all");
        continue;
      }
      if (isVisible(space, depth, state, after)) flaws.add("a silent move is visible");
      const then = transitionsOf(space, after);
      for (const other of transitions) {
        if (other.name === silent) continue;
        tried++;
        const late = then.find(({ name }) => name === other.name);
        if (late === undefined) flaws.add("a silent move takes something away");
        else if (late.after === null || other.after === null) {
          if (late.after !== other.after) flaws.add("a silent move leads across a bound");
        } else if (!isJoined(space, reduction.silent(other.after), silent, other.after, late.after))
          flaws.add("a silent move does not commute");
      }
    }
  }
  return { states: states.length, tried, flaws };
}

/** The claims that a search decides by a state or a step, where a condition of the theorem is left out. */
export function decidedWithout<V extends Vocabulary>(
  without: Condition,
  model: Model<V>,
  scenario: Scenario,
  claims: readonly string[],
): ReadonlySet<string> {
  const selected = selectedClaims(model, claims);
  const space = spaceOf(model, scenario, selected);
  const search = new Search(space, false, { settling: reductionOf(space, selected, "faces", without) });
  for (const _ of search.run(1_000));
  return new Set(search.decisions.map(({ claim }) => selected[claim]!.name));
}

function spaceOf<V extends Vocabulary>(model: Model<V>, scenario: Scenario, claims: readonly Claim<V>[]): Space<V> {
  const parameters = (model.parameters ?? null) as V["Parameters"];
  return new Space(model, configurationsOf(model, scenario.nodes, parameters), scenario, claims);
}

/** Whether a silent move of this name leads from one state to another, or they are one. */
function isJoined<V extends Vocabulary>(
  space: Space<V>,
  hops: Iterable<Hop>,
  name: string,
  from: Int32Array,
  to: Int32Array,
): boolean {
  if (from.join() === to.join()) return true;
  const moves = [...hops].filter((hop) => nameOf(space, from, hop) === name);
  return (
    moves.length === 1 && transitionsOf(space, from).some((one) => one.name === name && one.after?.join() === to.join())
  );
}

function isVisible<V extends Vocabulary>(space: Space<V>, depth: Depth, a: Int32Array, b: Int32Array): boolean {
  const { faces, cells } = space;
  const looks = (state: Int32Array): unknown =>
    Array.from(state, (number, i) => {
      if (i === space.size) return number;
      const face = cells.tables[i]!.face[number]!;
      return depth === "faces" ? face : faces.profile[face];
    }).join();
  return looks(a) !== looks(b);
}

function everyState<V extends Vocabulary>(space: Space<V>, limit: number): readonly Int32Array[] | null {
  const found = new Map<string, Int32Array>();
  const add = (state: Int32Array): void => {
    if (!found.has(state.join())) found.set(state.join(), state);
  };
  for (const _ of space.initial((vector, environment) => add(Int32Array.of(...vector, environment))));
  // The map grows while it is read.
  for (const state of found.values()) {
    if (found.size > limit) return null;
    for (const { after } of transitionsOf(space, state)) if (after !== null) add(after);
  }
  return [...found.values()];
}

function transitionsOf<V extends Vocabulary>(space: Space<V>, state: Int32Array): readonly Transition[] {
  const found: Transition[] = [];
  const runs = new Interpreted(space, {
    take: (next, environment, _change, hop) => {
      found.push({ name: nameOf(space, state, hop), after: Int32Array.of(...next, environment) });
    },
    beyond: (hop) => found.push({ name: nameOf(space, state, hop), after: null }),
  });
  space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  return found;
}

/** What is done by a hop, whatever else the state is: a kind of moves and a process with a label, and which way it comes out. */
function nameOf<V extends Vocabulary>(space: Space<V>, state: Int32Array, { kind, position, index }: Hop): string {
  if (position < 0) return `${kind} ${index}`;
  const start = space.cells.compiled(kind as (typeof moveKinds)["free"], position, state[position]!);
  const { code } = space.cells;
  const labels: number[] = [];
  for (let at = start + 1; labels.length <= index; at += moveHeader + 2 * code[at + 4]!) labels.push(code[at + 3]!);
  const label = labels[index]!;
  return `${kind} ${position} ${label} ${labels.filter((other) => other === label).length}`;
}
