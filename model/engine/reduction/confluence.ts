import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { networks } from "../../network/index.ts";
import { beyondBound, moveHeader } from "../cells.ts";
import { budgetOf } from "../environment.ts";
import { moveKinds } from "../move-kinds.ts";
import { consumedBy } from "../moves.ts";
import { PairMap } from "../pair-map.ts";
import type { Space } from "../space.ts";
import { type Cores, type Issue, type Occurrence, tickBit } from "./cores.ts";
import type { Futures } from "./futures.ts";
import type { Visibility } from "./visibility.ts";

/** The bit of a situation in which a cut is in force, beside those of the budgets that are left. */
export const cutBit: number = 1 << 7;

/** How far a move is followed while others go before it, in cores with what is left in their inboxes; one that has further to go is not taken for silent. */
const mostFollowed = 500;

/** What must be used up for a move to be silent, by what it is a move of: whatever else can take its message, or the process, away. */
const fatal = 1 << budgetOf.crashes;
const fatalToMessages = (1 << budgetOf.losses) | (1 << budgetOf.duplicates) | (1 << budgetOf.partitions) | cutBit;
const fatalToTheGone = 1 << budgetOf.losses;

/** A core before a move, while others go before it. */
interface Before {
  readonly core: number;
  /** The envelopes that may arrive before the move, as often as may be. */
  readonly again: readonly number[];
  /** Those that may arrive once each, as an inbox has them. */
  readonly once: readonly number[];
  readonly situation: number;
}

/** A condition of the theorem that can be left out, to see that the tests miss it. */
export type Condition = "visibility" | "commutation" | "environment";

/**
 * Which moves of a process are silent: invisible, and confluent with all that can
 * happen until they are taken. The theorem is in `index.ts`.
 */
export class Confluence<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #cores: Cores<V>;
  readonly #futures: Futures<V>;
  readonly #visibility: Visibility<V>;
  readonly #without: Condition | null;
  /** By position and situation, for a cell and what may yet be sent to it: a number into {@link Confluence.#lists}. */
  readonly #known: Map<number, PairMap>[];
  readonly #lists: (readonly number[])[] = [[]];

  constructor(
    space: Space<V>,
    cores: Cores<V>,
    futures: Futures<V>,
    visibility: Visibility<V>,
    without: Condition | null,
  ) {
    this.#space = space;
    this.#cores = cores;
    this.#futures = futures;
    this.#visibility = visibility;
    this.#without = without;
    this.#known = Array.from({ length: space.size }, () => new Map());
  }

  /**
   * The silent moves of a cell, as indices into its free moves.
   *
   * @param coming - the set of what may yet be sent to it
   * @param situation - the budgets that are left, and {@link cutBit}
   */
  silent(position: number, cell: number, coming: number, situation: number): readonly number[] {
    const bySituation = this.#known[position]!;
    let known = bySituation.get(situation);
    if (known === undefined) bySituation.set(situation, (known = new PairMap()));
    const list = known.get(cell, coming);
    if (list >= 0) return this.#lists[list]!;
    const found = this.#find(position, cell, coming, situation);
    known.add(cell, coming, found.length === 0 ? 0 : this.#lists.length);
    if (found.length > 0) this.#lists.push(found);
    return found;
  }

  #find(position: number, cell: number, coming: number, situation: number): readonly number[] {
    const { cells } = this.#space;
    const start = cells.compiled(moveKinds.free, position, cell);
    const { code } = cells;
    const moves: { readonly label: number; readonly isBeyond: boolean }[] = [];
    for (let left = code[start]!, at = start + 1; left > 0; left--) {
      moves.push({ label: code[at + 3]!, isBeyond: (code[at + 1]! & beyondBound) !== 0 });
      at += moveHeader + 2 * code[at + 4]!;
    }
    return moves.flatMap(({ label, isBeyond }, i) => {
      const isOne = moves.every((other, j) => j === i || other.label !== label);
      return isOne && !isBeyond && this.#isSilent(position, cell, label, coming, situation) ? [i] : [];
    });
  }

  #isSilent(position: number, cell: number, label: number, coming: number, situation: number): boolean {
    const { cells, scenario } = this.#space;
    const { status } = cells.cell(position, cell);
    const envelope = consumedBy(label);
    // What is sent once more while it is in flight adds nothing, and adds something once it has arrived.
    if (scenario.network === "set" && envelope >= 0 && this.#futures.sets.in(coming).has(envelope)) return false;
    const isGone = status === "gone";
    const toFear = isGone ? fatalToTheGone : envelope < 0 ? fatal : fatal | fatalToMessages;
    if ((situation & toFear) !== 0 && this.#without !== "environment") return false;
    // A message to a process that is down for ever is dropped, whatever comes before; that changes nothing.
    if (isGone) return true;
    // That a process starts is always seen; and one that may return needs its messages then.
    if (status !== "up") return false;
    const core = this.#futures.coreOf(position, cell);
    const move =
      envelope >= 0
        ? this.#cores.arrival(core, envelope)
        : this.#cores.others(core).find((other) => other.need === 0 && other.label === label);
    return (
      move !== undefined && this.#isConfluent(position, move, this.#begin(position, cell, move, coming, situation))
    );
  }

  /** What can go before a move, at first. */
  #begin(position: number, cell: number, move: Occurrence, coming: number, situation: number): Before {
    const { scenario, cells } = this.#space;
    const network = networks[scenario.network];
    const { inbox } = cells.cell(position, cell);
    const { sets } = this.#futures;
    // What comes behind the message that arrives by the move waits for it.
    const sender = scenario.network === "fifo" && move.envelope >= 0 ? this.#cores.senderOf(move.envelope) : -1;
    const isFree = (envelope: number): boolean => this.#cores.senderOf(envelope) !== sender;
    // Where messages can be lost or doubled, or stay in flight, each may arrive at any time and again; as may what is sent again.
    const isCounted = !network.keeps && (situation & fatalToMessages) === 0;
    const again = isCounted ? sets.in(coming) : sets.in(sets.union(coming, this.#futures.inboxOf(position, cell)));
    const rest = move.envelope >= 0 && isCounted ? network.take(inbox, move.envelope) : inbox;
    return {
      core: this.#futures.coreOf(position, cell),
      again: [...again].filter(isFree),
      once: rest.filter((envelope) => isFree(envelope) && !again.has(envelope)),
      situation,
    };
  }

  /** Follows a move through all that others can lead to before it is taken. */
  #isConfluent(position: number, move: Occurrence, begin: Before): boolean {
    const followed = new Map<string, Before>();
    const follow = (before: Before): void => {
      followed.set(`${before.core}/${before.once.join()}`, before);
    };
    follow(begin);
    // The map grows while it is read, and what is in it keeps its place.
    for (const before of followed.values()) {
      const { core } = before;
      if (followed.size > mostFollowed) return false;
      const after = this.#only(this.#again(core, move));
      if (after === null || after.isBeyond) return false;
      const { face } = this.#cores.core(core);
      const faceAfter = this.#cores.core(after.core).face;
      if (this.#without !== "visibility" && !this.#visibility.isInvisible(position, face, faceAfter)) return false;
      if (this.#without === "commutation") continue;
      for (const [other, once] of this.#rivals(before)) {
        if (other.name === move.name) continue;
        const issues = this.#commuting(position, core, move, after, other);
        if (issues === null) return false;
        for (const issue of issues) follow({ ...before, core: issue.core, once });
      }
    }
    return true;
  }

  /** What can go before a move, each with the messages that are left then. */
  *#rivals({ core, again, once, situation }: Before): Generator<readonly [Occurrence, readonly number[]], void> {
    const network = networks[this.#space.scenario.network];
    for (const envelope of again) {
      const arrival = this.#cores.arrival(core, envelope);
      if (arrival !== undefined) yield [arrival, once];
    }
    for (const envelope of network.deliverable(once, (other) => this.#cores.senderOf(other))) {
      const arrival = this.#cores.arrival(core, envelope);
      if (arrival !== undefined) yield [arrival, network.take(once, envelope)];
    }
    for (const other of this.#cores.others(core)) {
      // A tick waits until the move is taken.
      if (other.need === 0 || (other.need !== tickBit && (other.need & situation) !== 0)) yield [other, once];
    }
  }

  /** What happens to a core in the way in which it happens to another. */
  #again(core: number, { name, envelope }: Occurrence): Occurrence | undefined {
    if (envelope >= 0) return this.#cores.arrival(core, envelope);
    return this.#cores.others(core).find((other) => other.name === name);
  }

  /** The only way in which something comes out; null where there is not exactly one. */
  #only(occurrence: Occurrence | undefined): Issue | null {
    const issues = occurrence?.issues ?? [];
    return issues.length === 1 ? issues[0]! : null;
  }

  /**
   * Sees whether a move and something else that can happen to its core lead to
   * the same by either order, with the same sent to the same.
   *
   * @returns how the other comes out before the move, beyond bounds excepted, or null
   */
  #commuting(
    position: number,
    core: number,
    move: Occurrence,
    after: Issue,
    other: Occurrence,
  ): readonly Issue[] | null {
    const first = other.issues;
    const second = this.#again(after.core, other)?.issues ?? null;
    if (first === null || second === null || first.length !== second.length) return null;
    const within: Issue[] = [];
    for (const [i, issue] of first.entries()) {
      const late = second[i]!;
      if (issue.isBeyond !== late.isBeyond) return null;
      if (issue.isBeyond) continue;
      const then = this.#only(this.#again(issue.core, move));
      if (then === null || then.isBeyond || then.core !== late.core) return null;
      if (!isSentAlike(after, then) || !isSentAlike(issue, late)) return null;
      if (!this.#isOrderFree(after, issue, move.envelope, other.envelope)) return null;
      if (!this.#isSeenAlike(position, core, after, issue, late)) return null;
      within.push(issue);
    }
    return within;
  }

  /** Whether the inboxes come out the same, in whichever order two steps of a process send to them. */
  #isOrderFree(a: Issue, b: Issue, envelopeA: number, envelopeB: number): boolean {
    const { network } = this.#space.scenario;
    if (network === "fifo") {
      const isFree = (one: readonly number[], other: readonly number[]): boolean =>
        [...one, ...other].join() === [...other, ...one].join();
      return isFree(a.toSelf, b.toSelf) && [...a.toOthers].every(([to, one]) => isFree(one, b.toOthers.get(to) ?? []));
    }
    if (network !== "set") return true;
    // What is sent twice is one message where both are in flight at once, and two where the first has arrived before.
    const isApart = (one: readonly number[], other: readonly number[]): boolean =>
      !one.some((envelope) => other.includes(envelope));
    return (
      isApart(a.toSelf, [...b.toSelf, envelopeB]) &&
      isApart(b.toSelf, [envelopeA]) &&
      [...a.toOthers].every(([to, one]) => isApart(one, b.toOthers.get(to) ?? []))
    );
  }

  /** Whether claims about steps, and histories, take a step for the same before a move and after it. */
  #isSeenAlike(position: number, core: number, after: Issue, issue: Issue, late: Issue): boolean {
    const faceOf = (number: number): number => this.#cores.core(number).face;
    if (faceOf(core) === faceOf(after.core) && faceOf(issue.core) === faceOf(late.core)) return true;
    if (this.#without === "visibility") return true;
    return (
      this.#visibility.isUnseen(position, faceOf(core), faceOf(issue.core)) &&
      this.#visibility.isUnseen(position, faceOf(after.core), faceOf(late.core))
    );
  }
}

function isSentAlike(a: Issue, b: Issue): boolean {
  if (a.toSelf.join() !== b.toSelf.join() || a.toOthers.size !== b.toOthers.size) return false;
  return [...a.toOthers].every(([to, envelopes]) => envelopes.join() === b.toOthers.get(to)?.join());
}
