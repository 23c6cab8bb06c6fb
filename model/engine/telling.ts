import type { Vocabulary } from "../../spec/vocabulary.ts";
import { canonical } from "../plain.ts";
import type { Action, ProcessSnapshot, Snapshot, Trace, TraceStep } from "../result.ts";
import type { Hop } from "./interpreted.ts";
import type { Path } from "./path.ts";
import { jointMoves, type Space } from "./space.ts";

/** What was done in a step, in the words of its protocol. */
export interface Deed {
  readonly action: Action;
  readonly effects: readonly unknown[];
}

/** A path in the words of its protocol. */
export function traceOf<V extends Vocabulary>(space: Space<V>, path: Path): Trace {
  return traceOfDeeds(
    space,
    path.states,
    path.hops.map((hop, i) => actionOf(space, path.states[i]!, hop)),
  );
}

/** States, and what was done between each two of them, in the words of their protocol. */
export function traceOfDeeds<V extends Vocabulary>(
  space: Space<V>,
  states: readonly Int32Array[],
  deeds: readonly Deed[],
): Trace {
  const first = states[0]!;
  const { configuration } = space.environments.ground(first[space.size]!);
  return {
    initial: snapshotOf(space, first),
    parameters: space.actors.configurations[configuration]!.parameters,
    steps: deeds.map(
      ({ action, effects }, i): TraceStep => ({
        step: i + 1,
        action,
        effects,
        after: snapshotOf(space, states[i + 1]!),
      }),
    ),
  };
}

/** What a hop from a state is. */
export function actionOf<V extends Vocabulary>(
  space: Space<V>,
  state: Int32Array,
  { kind, position, index }: Hop,
): Deed {
  const { configuration } = space.environments.ground(state[space.size]!);
  switch (kind) {
    case jointMoves.tick:
      return { action: { type: "tick" }, effects: [] };
    case jointMoves.missedTick:
      return { action: { type: "missedTick", process: space.actors.process(configuration, index) }, effects: [] };
    case jointMoves.extraTick:
      return { action: { type: "extraTick", process: space.actors.process(configuration, index) }, effects: [] };
    case jointMoves.heal:
      return { action: { type: "heal" }, effects: [] };
    case jointMoves.cut:
      return { action: { type: "cut", sides: sidesOf(space, configuration, index) }, effects: [] };
    default: {
      const { action, effects } = space.cells.moves(kind, position, state[position]!)[index]!;
      return { action, effects };
    }
  }
}

/** A state in the words of its protocol. */
export function snapshotOf<V extends Vocabulary>(space: Space<V>, state: Int32Array): Snapshot {
  const environment = state[space.size]!;
  const { configuration, cut } = space.environments.ground(environment);
  return {
    processes: Array.from({ length: space.size }, (_, i) => processOf(space, i, state[i]!)),
    cut: cut < 0 ? null : sidesOf(space, configuration, cut),
    histories: space.watch.memories.valuesOf(space.environments.memory[environment]!),
  };
}

function processOf<V extends Vocabulary>(space: Space<V>, position: number, number: number): ProcessSnapshot {
  const cell = space.cells.cell(position, number);
  const { process, status, leadership, state } = space.faces.view(space.faces.of(cell, position));
  const isTimely = space.scenario.timing === "timely";
  return {
    process,
    status,
    ...(state === undefined ? {} : { state }),
    leadership,
    timers: Object.fromEntries(
      cell.timers.map(([timer, remainder]) => [space.actors.timerNames.value(timer), isTimely ? remainder : null]),
    ),
    inbox: inboxOf(space, position, number),
  };
}

function sidesOf<V extends Vocabulary>(
  space: Space<V>,
  configuration: number,
  cut: number,
): readonly [readonly number[], readonly number[]] {
  const [near, far] = space.environments.cuts[cut]!.sides;
  const named = (positions: readonly number[]): readonly number[] =>
    positions.map((position) => space.actors.process(configuration, position));
  return [named(near), named(far)];
}

/**
 * What is in flight to a process, by sender, and where the network has no order
 * by content: numbers are given in another order by another exploration, and
 * equal states must read alike.
 */
function inboxOf<V extends Vocabulary>(space: Space<V>, position: number, number: number): ProcessSnapshot["inbox"] {
  const inbox = space.cells.inbox(position, number).map(({ from, message }) => ({ from, message }));
  const isOrdered = space.scenario.network === "fifo";
  const keyed = inbox.map((envelope) => ({ envelope, key: isOrdered ? "" : canonical(envelope.message) }));
  keyed.sort((a, b) => a.envelope.from - b.envelope.from || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ envelope }) => envelope);
}
