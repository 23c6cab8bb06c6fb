/** Where a search stood: what it had counted, what it had decided, and its states. */
import type { Claim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Counts, Decision, Search, Standing } from "../engine/search.ts";
import type { Space } from "../engine/space.ts";
import { shown } from "../error.ts";
import type { Progress } from "../mission.ts";
import type { Decoder } from "./decoder.ts";
import type { Encoder } from "./encoder.ts";
import { damaged } from "./frames.ts";
import { another } from "./learned.ts";
import { within } from "./values.ts";

/** What is counted, in the order of the format. */
const counted: readonly (keyof Counts)[] = ["states", "initial", "transitions", "cut", "terminal", "depth", "frontier"];

/** Writes counts, decisions, and the states of all levels up to the one at which the search stands. */
export function* writeStanding<V extends Vocabulary>(
  out: Encoder,
  { visited }: Search<V>,
  { counts, decisions }: Standing,
): Generator<Uint8Array, void> {
  for (const name of counted) out.number(counts[name]);
  out.number(decisions.length);
  for (const { claim, depth, state, before } of decisions) {
    out.numbers([claim, depth]);
    out.numbers([...state]);
    out.numbers(before === null ? [] : [...before]);
  }
  const state = new Int32Array(visited.fields);
  for (let level = 0; level <= counts.depth; level++) {
    for (const place of visited.ofLevel(level)) {
      visited.read(place, state);
      // One more than each number, so that 0 can end the level.
      for (let i = 0; i < state.length; i++) out.number(state[i]! + 1);
      if (out.isFull) yield out.take();
    }
    out.number(0);
  }
}

/**
 * Brings a search to where it stood, and asks the claims about all of its states
 * again; yields its progress after `pace` states each.
 *
 * @throws InputError with the code `checkpoint-claims` where a claim is decided otherwise
 */
export function* readStanding<V extends Vocabulary>(
  from: Decoder,
  space: Space<V>,
  search: Search<V>,
  claims: readonly Claim<V>[],
  pace: number,
): Generator<Progress, void> {
  const counts = Object.fromEntries(counted.map((name) => [name, from.number()])) as unknown as Counts;
  const decisions = Array.from({ length: from.number() }, () => readDecision(from, space, claims));
  // They were decided, and need not be asked any more.
  for (const { claim } of decisions) space.watch.close(1 << claim);
  const state = new Int32Array(space.size + 1);
  let left = pace;
  for (let level = 0; level <= counts.depth; level++) {
    while (readState(from, space, state)) {
      search.restore(state);
      if (--left > 0) continue;
      left = pace;
      yield { states: search.visited.size, transitions: 0, depth: level, frontier: 0 };
    }
    search.endRestoredLevel();
  }
  const [otherwise] = search.decisions;
  if (otherwise !== undefined) {
    throw another(`claim ${shown(claims[otherwise.claim]!.name)}`, "it is decided by a state that did not decide it");
  }
  if (search.visited.size !== counts.states) throw damaged("there are not as many states as were counted");
  search.goesOn({ counts, decisions });
}

/** Reads the fields of a state; returns whether there was one more. */
function readState<V extends Vocabulary>(
  from: Decoder,
  { size, cells, environments }: Space<V>,
  state: Int32Array,
): boolean {
  for (let i = 0; i <= size; i++) {
    const field = from.number();
    if (i === 0 && field === 0) return false;
    state[i] = within(field - 1, i < size ? cells.tables[i]!.interner : environments);
  }
  return true;
}

function readDecision<V extends Vocabulary>(from: Decoder, space: Space<V>, claims: readonly Claim<V>[]): Decision {
  const [claim = 0, depth = 0] = from.numbers();
  const state = Int32Array.from(from.numbers());
  const fields = Int32Array.from(from.numbers());
  const before = fields.length === 0 ? null : fields;
  const decision = { claim: within(claim, { size: claims.length }), depth, state, before };
  if (!isDecidedBy(space, decision)) {
    throw another(`claim ${shown(claims[claim]!.name)}`, "what decided it does not decide it any more");
  }
  return decision;
}

function isDecidedBy<V extends Vocabulary>(space: Space<V>, { claim, state, before }: Decision): boolean {
  const { watch, size, cells } = space;
  const environment = state[size]!;
  if (before === null) return watch.decidedByState(1 << claim, state, environment) !== 0;
  // A step changes what can be seen of one process; whose disks are forgotten by the way, no claim looks at as a step.
  return cells.tables.some(({ face }, position) => {
    const change = watch.changeOf(position, face[before[position]!]!, face[state[position]!]!);
    return change !== 0 && watch.violatedByStep(1 << claim, change, before, state, environment) !== 0;
  });
}
