import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Hop } from "../engine/interpreted.ts";
import { type MoveKind, moveKinds } from "../engine/move-kinds.ts";
import type { Move } from "../engine/moves.ts";
import { jointMoves, type Space } from "../engine/space.ts";

/** What a transition is, for fairness. Faults and requests are all one: nobody owes them. */
export interface Event {
  readonly type: "arrival" | "timeout" | "start" | "tick" | "heal" | "fault";
  /** The same for the same thing wherever it can happen: which message at whom, which timer of whom. */
  readonly key: string;
  /** The position of the process whose step it is, or -1 where it is nobody's. */
  readonly process: number;
  /** Of an arrival where epochs are relative: whether the message has epochs, so that its key holds until they are lowered. */
  readonly hasEpochs: boolean;
  /** Whether the transition leads to a state whose epochs were lowered. */
  readonly lowers: boolean;
}

/** The number of the event that stands for all faults. */
export const faultEvent = 0;

/** What all events have that are no arrivals of messages with epochs. */
const plain = { hasEpochs: false, lowers: false } as const;
const faulty: Event = { type: "fault", key: "fault", process: -1, ...plain };

/**
 * The events of transitions, by number.
 *
 * @remarks
 * A transition is told as a code: its event times two, plus one where it is
 * another outcome of the same step as the transition before it, with another
 * duration of a timer. The outcomes of a step stand next to each other.
 */
export class Events<V extends Vocabulary> {
  readonly all: Event[] = [faulty];

  readonly #space: Space<V>;
  readonly #numbers = new Map<string, number>();
  /** By kind of moves, position and cell: the codes of the moves. */
  readonly #codes = new Map<MoveKind, Int32Array[][]>();

  constructor(space: Space<V>) {
    this.#space = space;
  }

  /** The code of a hop from a state. */
  codeOf(state: Int32Array, { kind, position, index }: Hop): number {
    if (kind === jointMoves.tick) return this.#number({ type: "tick", key: "tick", process: -1, ...plain }) * 2;
    if (kind === jointMoves.heal) return this.#number({ type: "heal", key: "heal", process: -1, ...plain }) * 2;
    // Cuts, and clocks that go wrong.
    if (kind < 0) return faultEvent * 2;
    return this.#codeOfMove(state, kind as MoveKind, position, index);
  }

  /** The code of the same transition where it leads to a state whose epochs were lowered. */
  lowering(code: number): number {
    return this.#number({ ...this.all[code >> 1]!, lowers: true }) * 2 + (code & 1);
  }

  #codeOfMove(state: Int32Array, kind: MoveKind, position: number, index: number): number {
    let ofKind = this.#codes.get(kind);
    if (ofKind === undefined) this.#codes.set(kind, (ofKind = Array.from({ length: this.#space.size }, () => [])));
    const cell = state[position]!;
    return (ofKind[position]![cell] ??= this.#codesOf(kind, position, cell))[index]!;
  }

  #codesOf(kind: MoveKind, position: number, cell: number): Int32Array {
    const moves = this.#space.cells.moves(kind, position, cell);
    return Int32Array.from(moves, (move, i) => {
      // The ways in which one step comes out share its action.
      const isSameStep = i > 0 && moves[i - 1]!.action === move.action;
      return this.#number(this.#eventOf(kind, position, move)) * 2 + (isSameStep ? 1 : 0);
    });
  }

  #eventOf(kind: MoveKind, position: number, { action, label }: Move): Event {
    if (kind !== moveKinds.free && kind !== moveKinds.cutOff) return faulty;
    switch (action.type) {
      case "deliver":
      case "drop": {
        const process = action.type === "deliver" ? position : -1;
        return { type: "arrival", key: arrivalKey(position, label), process, ...this.#ofArrival(label) };
      }
      case "timeout":
        return { type: "timeout", key: `timeout/${position}/${label}`, process: position, ...plain };
      case "start":
        return { type: "start", key: `start/${position}`, process: position, ...plain };
      default:
        throw new Error(`a free move is no ${action.type}: the engine contradicts itself`);
    }
  }

  #ofArrival(label: number): Pick<Event, "hasEpochs" | "lowers"> {
    const { lowering, shifting, actors } = this.#space;
    if (lowering === null || shifting === null) return plain;
    const { message } = actors.envelopes.value(label >> 2);
    return { hasEpochs: shifting.ofMessage(message).least !== Number.POSITIVE_INFINITY, lowers: false };
  }

  #number(event: Event): number {
    if (event.type === "fault" && !event.lowers) return faultEvent;
    const key = `${event.key}/${event.process}${event.lowers ? "/lowers" : ""}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.length);
    return this.all.push(event) - 1;
  }
}

/** A message that arrives, whether it is taken or dropped: the labels of the two differ, the envelope does not. */
function arrivalKey(position: number, label: number): string {
  return `arrival/${position}/${label >> 2}`;
}
