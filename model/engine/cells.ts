import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Envelope as SeenEnvelope } from "../../spec/world.ts";
import { said, shown } from "../error.ts";
import { forgotten } from "../fault/crash.ts";
import { InputError, type Scenario } from "../scenario.ts";
import { timings } from "../timing/index.ts";
import type { Timing } from "../timing/timing.ts";
import type { Actors } from "./actors.ts";
import { type Cell, cellOf, keyOf } from "./cell.ts";
import type { Faces } from "./face.ts";
import { Interner } from "./interner.ts";
import { type MoveKind, moveKinds } from "./move-kinds.ts";
import { type Happening, type Move, Moves } from "./moves.ts";
import { PairMap } from "./pair-map.ts";
import type { Register } from "./register.ts";

/** Flag of a compiled move: its target is beyond a bound. */
export const beyondBound: number = 1 << 16;
/** Mask of a compiled move's flags: the position of the arriving message's sender plus one, or 0. */
export const senderMask: number = 0xffff;
/** How many integers a compiled move has before its sends. */
export const moveHeader = 5;

/** What a compiled move says of the change that it is: see `Watch`. */
export type ChangeOf = (position: number, before: number, after: number) => number;

/** How many entries the rows of one position have at most, all together: 64 MB. */
const mostInRows = 1 << 24;

/** The cells of the process at one position, numbered, with what the hot loop reads of them. */
class CellTable {
  readonly interner: Interner<Cell> = new Interner(cellOf);
  readonly face: number[] = [];
  /** 1 where a bounded measure is exceeded. */
  readonly beyond: number[] = [];
  /** How many messages are in flight to it. */
  readonly inFlight: number[] = [];
  /** 1 where a tick may pass: nothing in flight, no timer at zero. */
  readonly quiet: number[] = [];
  /** 1 where a timer is armed. */
  readonly armed: number[] = [];
  /** Where the compiled moves of each kind begin, or -1. */
  readonly moves: number[][] = Object.values(moveKinds).map(() => []);
  readonly afterTick: number[] = [];
  readonly forgotten: number[] = [];
  readonly batches: Interner<readonly number[]> = new Interner();
  /** By batch and then by cell: the cell after the batch plus one, or 0. Rows end where the table is too large for them. */
  readonly rows: Int32Array[] = [];
  /** The same by pairs of cell and batch, for what is beyond the rows. */
  readonly afterBatch: PairMap = new PairMap();
}

/**
 * The cells and their moves: the transition relation of one process at a time,
 * computed once per distinct cell and kept as integers.
 */
export class Cells<V extends Vocabulary> {
  readonly tables: readonly CellTable[];
  /**
   * The compiled moves. A list is its length, and for each move: the target, the
   * flags, the change, the label, the number of sends, and per send the receiver's
   * position and the batch of envelopes.
   */
  code: Int32Array = new Int32Array(1 << 12);

  readonly #actors: Actors<V>;
  readonly #faces: Faces<V>;
  readonly #bounds: readonly (readonly [name: string, measure: (state: V["State"]) => number, most: number])[];
  readonly #timing: Timing;
  readonly #changeOf: ChangeOf;
  readonly #moves: Moves<V>;
  #end = 0;

  constructor(model: Model<V>, scenario: Scenario, actors: Actors<V>, faces: Faces<V>, changeOf: ChangeOf) {
    this.#actors = actors;
    this.#faces = faces;
    this.#timing = timings[scenario.timing];
    this.#changeOf = changeOf;
    this.#moves = new Moves(scenario, actors);
    this.#bounds = Object.entries(scenario.bounds).flatMap(([name, most]) => {
      const measure = model.bounds?.[name];
      return measure === undefined ? [] : [[name, measure, most] as const];
    });
    this.tables = Array.from({ length: scenario.nodes }, () => new CellTable());
  }

  /** How many distinct cells there are, all positions together. */
  get size(): number {
    return this.tables.reduce((sum, table) => sum + table.interner.size, 0);
  }

  /** What is numbered here, by position. */
  get registers(): readonly Register[] {
    return this.tables.map(({ interner }, position) => ({
      keys: () => interner.keys(),
      has: (key) => interner.has(key),
      learn: (key) => {
        interner.learn(key);
        this.#describe(position, interner.size - 1);
      },
      shareBy: (enter) => interner.shareBy(enter),
    }));
  }

  cell(position: number, number: number): Cell {
    return this.tables[position]!.interner.value(number);
  }

  /** The cell of a process that has not started. */
  waiting(configuration: number, position: number): number {
    const local = this.#actors.boot(configuration, position, -1);
    const overwritten = -1;
    return this.#number(position, { configuration, status: "waiting", local, overwritten, timers: [], inbox: [] });
  }

  /** The number of a cell, whose inbox may be given in any order that its network does not see. */
  number(position: number, cell: Cell): number {
    return this.#number(position, { ...cell, inbox: this.#moves.sent([], cell.inbox) });
  }

  /** Where the compiled moves of a kind begin in {@link code}. */
  compiled(kind: MoveKind, position: number, number: number): number {
    const starts = this.tables[position]!.moves[kind]!;
    const known = starts[number];
    if (known !== undefined && known >= 0) return known;
    while (starts.length <= number) starts.push(-1);
    const start = this.#compile(position, number, this.moves(kind, position, number));
    starts[number] = start;
    return start;
  }

  /** The moves of a kind, in the order in which they are compiled. */
  moves(kind: MoveKind, position: number, number: number): readonly Move[] {
    return this.#moves.of(kind, this.cell(position, number), position);
  }

  /** What can happen by a kind of moves: none of it is compiled, and none of its cells gets a number. */
  happenings(kind: MoveKind, position: number, number: number): readonly Happening[] {
    return this.#moves.happenings(kind, this.cell(position, number), position);
  }

  /** The number of a cell of the process at `position`. */
  numberOf(position: number, cell: Cell): number {
    return this.#number(position, cell);
  }

  /** The cell after some envelopes were sent to it: what {@link Cells.afterBatch} keeps in tables. */
  afterSends(position: number, number: number, envelopes: readonly number[]): number {
    const cell = this.cell(position, number);
    return this.#number(position, { ...cell, inbox: this.#moves.sent(cell.inbox, envelopes) });
  }

  /** The name of a bound that a cell exceeds, the first in the order of the scenario; undefined where there is none. */
  exceeded(cell: Cell): string | undefined {
    if (cell.status !== "up" && cell.status !== "waiting") return undefined;
    const state = this.#actors.locals.value(cell.local);
    return this.#bounds.find(([name, measure, most]) => measured(name, measure, state) > most)?.[0];
  }

  /** The cell after a batch of envelopes was sent to it. */
  afterBatch(position: number, number: number, batch: number): number {
    const table = this.tables[position]!;
    const row = table.rows[batch]!;
    const known = number < row.length ? row[number]! - 1 : table.afterBatch.get(number, batch);
    if (known >= 0) return known;
    const cell = this.cell(position, number);
    const after = this.#number(position, { ...cell, inbox: this.#moves.sent(cell.inbox, table.batches.value(batch)) });
    this.#remember(table, number, batch, after);
    return after;
  }

  /**
   * Notes the cell after a batch: in the batch's row, which takes one look-up to
   * read, as long as all rows together are small enough; a row that is doubled
   * over and over must not take more memory than the states.
   */
  #remember(table: CellTable, number: number, batch: number, after: number): void {
    let row = table.rows[batch]!;
    if (number >= row.length) {
      const length = 2 ** (32 - Math.clz32(number));
      if (length * table.rows.length > mostInRows) {
        table.afterBatch.add(number, batch, after);
        return;
      }
      const longer = new Int32Array(Math.max(64, length));
      longer.set(row);
      table.rows[batch] = longer;
      row = longer;
    }
    row[number] = after + 1;
  }

  #batch(position: number, envelopes: readonly number[]): number {
    const { batches, rows } = this.tables[position]!;
    const batch = batches.number(envelopes.join(), () => envelopes);
    if (batch === rows.length) rows.push(new Int32Array(64));
    return batch;
  }

  /** The cell after a tick passed. */
  afterTick(position: number, number: number): number {
    return this.#kept(this.tables[position]!.afterTick, position, number, (cell) => {
      return { ...cell, timers: cell.timers.map(([timer, remainder]) => [timer, remainder - 1] as const) };
    });
  }

  /** The cell once no process can return any more. */
  afterForgetting(position: number, number: number): number {
    return this.#kept(this.tables[position]!.forgotten, position, number, forgotten);
  }

  /** What becomes of a cell, computed once and kept in a table by cell. */
  #kept(table: number[], position: number, number: number, become: (cell: Cell) => Cell): number {
    const known = table[number];
    if (known !== undefined && known >= 0) return known;
    while (table.length <= number) table.push(-1);
    const after = this.#number(position, become(this.cell(position, number)));
    table[number] = after;
    return after;
  }

  /** The messages in flight to a cell, as an onlooker sees them. */
  inbox(position: number, number: number): readonly SeenEnvelope<V>[] {
    const { configuration, inbox } = this.cell(position, number);
    const to = this.#actors.process(configuration, position);
    return inbox.map((envelope) => {
      const { from, message } = this.#actors.envelopes.value(envelope);
      return { from: this.#actors.process(configuration, from), to, message: this.#actors.messages.value(message) };
    });
  }

  #compile(position: number, number: number, moves: readonly Move[]): number {
    const before = this.tables[position]!.face[number]!;
    const start = this.#end;
    this.#emit(moves.length);
    for (const { target, sends, from, label } of moves) {
      const after = this.#number(position, target);
      const table = this.tables[position]!;
      this.#emit(after);
      this.#emit((from + 1) | (table.beyond[after] === 1 ? beyondBound : 0));
      this.#emit(this.#changeOf(position, before, table.face[after]!));
      this.#emit(label);
      this.#emit(sends.size);
      for (const [to, envelopes] of sends) {
        this.#emit(to);
        this.#emit(this.#batch(to, envelopes));
      }
    }
    return start;
  }

  #emit(integer: number): void {
    if (this.#end === this.code.length) {
      const longer = new Int32Array(this.code.length * 2);
      longer.set(this.code);
      this.code = longer;
    }
    this.code[this.#end++] = integer;
  }

  #number(position: number, cell: Cell): number {
    const table = this.tables[position]!;
    const number = table.interner.number(keyOf(cell), () => cell);
    if (number === table.face.length) this.#describe(position, number);
    return number;
  }

  /** Fills in what the tables say of a cell that is new. */
  #describe(position: number, number: number): void {
    const table = this.tables[position]!;
    const cell = table.interner.value(number);
    const isDue = cell.timers.some(([, remainder]) => this.#timing.due(remainder));
    table.face.push(this.#faces.of(cell, position));
    table.beyond.push(this.exceeded(cell) === undefined ? 0 : 1);
    table.inFlight.push(cell.inbox.length);
    table.quiet.push(cell.inbox.length === 0 && !isDue ? 1 : 0);
    table.armed.push(cell.timers.length > 0 ? 1 : 0);
  }
}

/** What a bounded measure says of a state: a number, or else the bound would bound nothing. */
function measured<S>(name: string, measure: (state: S) => number, state: S): number {
  let value: unknown;
  try {
    value = measure(state);
  } catch (error) {
    throw new InputError(
      "bound-throws",
      `the bound ${shown(name)} threw ${said(error)}\n  in the state ${shown(state)}\n  Make it answer a number for every local state.`,
    );
  }
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new InputError(
    "bound-answer",
    `the bound ${shown(name)} answered ${shown(value)}\n  in the state ${shown(state)}\n  Make it answer a number for every local state.`,
  );
}
