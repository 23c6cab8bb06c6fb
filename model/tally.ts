import type { Vocabulary } from "../spec/vocabulary.ts";
import { moveKinds } from "./engine/move-kinds.ts";
import type { Move } from "./engine/moves.ts";
import type { Space } from "./engine/space.ts";
import type { Stride } from "./engine/walker.ts";
import { shown } from "./error.ts";
import type { EventKind, LargestCell, Profile, ProfileRow } from "./profile-result.ts";
import type { Action } from "./result.ts";

/** Fields that tell states or messages apart, the most telling first. */
const roleFields = ["role", "status", "type", "kind", "phase", "mode"] as const;
const messageFields = ["type", "kind"] as const;

interface Row {
  taken: number;
  ignored: number;
  cut: number;
}

/** Counts what is done, by role and event. */
export class Tally<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #rows = new Map<string, Row>();
  readonly #others = new Map<string, number>();
  readonly #cut = new Map<string, number>();
  /** By position and cell: whether it was met. */
  readonly #met: boolean[][];
  #longestInbox: LargestCell | null = null;
  #mostChoices: LargestCell | null = null;

  constructor(space: Space<V>) {
    this.#space = space;
    this.#met = Array.from({ length: space.size }, () => []);
  }

  /** Takes note of a state: how large its cells are. */
  meet(state: Int32Array): void {
    const { cells, size } = this.#space;
    for (let position = 0; position < size; position++) {
      const met = this.#met[position]!;
      const number = state[position]!;
      if (met[number] === true) continue;
      met[number] = true;
      const inbox = cells.tables[position]!.inFlight[number]!;
      if (inbox > (this.#longestInbox?.count ?? 0)) this.#longestInbox = this.#largest(position, number, inbox);
      const choices = cells.happenings(moveKinds.free, position, number).length;
      if (choices > (this.#mostChoices?.count ?? 0)) this.#mostChoices = this.#largest(position, number, choices);
    }
  }

  /** Counts a step of a walk. */
  stride(before: Int32Array, { state, by, action }: Stride): void {
    this.meet(state);
    if (by === undefined) this.other(action.type, 1);
    else this.move(by.position, before[by.position]!, by.move, 1, null);
  }

  /** Counts a step that a walk did not take, since it leads beyond a bound. */
  beyondOf(next: Int32Array, before: Int32Array, by: Stride["by"]): void {
    const bound = boundOf(this.#space, next);
    if (by === undefined) this.beyond(bound, 1);
    else this.move(by.position, before[by.position]!, by.move, 1, bound);
  }

  /** Counts a move that was taken so many times, or that led so many times beyond the bound `cutBy`. */
  move(position: number, number: number, move: Move, times: number, cutBy: string | null): void {
    if (cutBy !== null) this.#cut.set(cutBy, (this.#cut.get(cutBy) ?? 0) + times);
    const asked = askedBy(move.action);
    if (asked === null) {
      if (cutBy === null) this.other(nameOf(move.action), times);
      return;
    }
    const before = this.#space.cells.cell(position, number);
    const row = this.#row(this.#roleOf(position, number), ...asked);
    if (cutBy !== null) {
      row.cut += times;
      return;
    }
    row.taken += times;
    const isSame = before.status !== "down" && move.target.local === before.local && move.effects.length === 0;
    if (isSame) row.ignored += times;
  }

  /** Counts a transition that asks no reducer. */
  other(name: string, times: number): void {
    this.#others.set(name, (this.#others.get(name) ?? 0) + times);
  }

  /** Counts successors beyond a bound that come from no move of one process. */
  beyond(bound: string, times: number): void {
    if (times > 0) this.#cut.set(bound, (this.#cut.get(bound) ?? 0) + times);
  }

  /** What was counted, of so many states. */
  profile(states: number): Profile {
    this.#addWhatNeverCame();
    const rows = [...this.#rows].map(([key, row]): ProfileRow => {
      const [role, kind, event] = JSON.parse(key) as [string, EventKind, string];
      return { role, kind, event, ...row };
    });
    const place = ({ role, kind, event }: ProfileRow): string => [kinds.indexOf(kind), event, role].join("\n");
    return {
      states,
      rows: rows.sort((a, b) => (place(a) < place(b) ? -1 : 1)),
      others: Object.fromEntries([...this.#others].sort(([, a], [, b]) => b - a)),
      cut: Object.fromEntries(this.#cut),
      longestInbox: this.#longestInbox,
      mostChoices: this.#mostChoices,
    };
  }

  /** A row of zeros for every role and event that were seen, but never together; timers and messages may be from elsewhere. */
  #addWhatNeverCame(): void {
    const { messages, timerNames } = this.#space.actors;
    const keys = [...this.#rows.keys()].map((key) => JSON.parse(key) as [string, EventKind, string]);
    const events = new Set(keys.filter(([, kind]) => kind === "request").map(([, ...event]) => JSON.stringify(event)));
    for (let i = 0; i < messages.size; i++) events.add(JSON.stringify(["receive", labelOf(messages.value(i))]));
    for (let i = 0; i < timerNames.size; i++) events.add(JSON.stringify(["timeout", timerNames.value(i)]));
    const roles = new Set<string>();
    for (const [position, met] of this.#met.entries()) {
      met.forEach((_, number) => {
        if (this.#space.cells.cell(position, number).status === "up") roles.add(this.#roleOf(position, number));
      });
    }
    for (const role of roles) {
      for (const event of events) this.#row(role, ...(JSON.parse(event) as [EventKind, string]));
    }
  }

  #row(role: string, kind: EventKind, event: string): Row {
    const key = JSON.stringify([role, kind, event]);
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { taken: 0, ignored: 0, cut: 0 };
      this.#rows.set(key, row);
    }
    return row;
  }

  #largest(position: number, number: number, count: number): LargestCell {
    const { configuration } = this.#space.cells.cell(position, number);
    const process = this.#space.actors.process(configuration, position);
    return { process, role: this.#roleOf(position, number), count };
  }

  #roleOf(position: number, number: number): string {
    const { status, local } = this.#space.cells.cell(position, number);
    if (status !== "up") return status === "gone" ? "down" : status;
    const state: unknown = this.#space.actors.locals.value(local);
    return typeof state === "string" ? state : (fieldOf(state, roleFields) ?? "any");
  }
}

/** The bound that a successor is beyond, all its processes together. */
export function boundOf<V extends Vocabulary>(space: Space<V>, next: Int32Array): string {
  const { cells, size } = space;
  for (let i = 0; i < size; i++) {
    const exceeded = cells.tables[i]!.beyond[next[i]!] === 1 ? cells.exceeded(cells.cell(i, next[i]!)) : undefined;
    if (exceeded !== undefined) return exceeded;
  }
  return space.exceededTogether(next) ?? "inflight";
}

const kinds: readonly EventKind[] = ["start", "receive", "timeout", "request"];

/** About what an action asks the reducer, or null where it does not. */
function askedBy(action: Action): readonly [EventKind, string] | null {
  switch (action.type) {
    case "start":
    case "restart":
    case "amnesia":
      return ["start", action.type];
    case "deliver":
    case "duplicate":
      return ["receive", labelOf(action.message)];
    case "timeout":
      return ["timeout", action.timer];
    case "request":
      return ["request", labelOf(action.request)];
    default:
      return null;
  }
}

/** What a transition is that asks no reducer. */
function nameOf(action: Action): string {
  if (action.type === "tornStep") return "torn step";
  if (action.type === "lostWrite") return "crash with a lost write";
  if (action.type === "missedTick") return "missed tick";
  if (action.type === "extraTick") return "extra tick";
  if (action.type !== "drop") return action.type;
  if (action.cause === "lost") return "message lost";
  return action.cause === "cut" ? "message over a cut link" : "message to a process that is down";
}

function labelOf(value: unknown): string {
  if (typeof value === "string") return value;
  const label = fieldOf(value, messageFields) ?? shown(value);
  return label.length > 60 ? `${label.slice(0, 59)}…` : label;
}

/** The first of these fields that a value has as a string. */
function fieldOf(value: unknown, names: readonly string[]): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of names) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof field === "string") return field;
  }
  return undefined;
}
