import type { Register } from "../engine/register.ts";
import type { Counts } from "../engine/search.ts";
import type { Post, Visited } from "../engine/visited.ts";
import { Ledger } from "./ledger.ts";
import { Mail } from "./mail.ts";
import { claimsPerMember, decisionsOf, type TeamMemory, words } from "./memory.ts";
import { problemIn, writeProblem } from "./problem.ts";

/** What each member tells of its counts, in this order; the frontier comes last, once for each level. */
const told = ["states", "initial", "transitions", "cut", "terminal", "depth"] as const;
const frontierAt = told.length;
const countsPerMember = 8;

/**
 * One member of a team of searches that explore together, each in a thread of
 * its own, as the others see it.
 *
 * @remarks
 * Each state belongs to one member, by its hash. All members expand their states
 * of a level, send what they find to those to which it belongs, and begin the
 * next level together. Nothing here waits: who has nothing to do until others
 * have done something says so by {@link Team.isWaiting}, and its thread may
 * {@link Team.rest}.
 */
export class Team implements Post {
  readonly me: number;
  /** Whether there is nothing to do here until another member has done something. */
  isWaiting = false;

  readonly #memory: TeamMemory;
  readonly #control: Int32Array;
  readonly #counts: Float64Array;
  readonly #ledger: Ledger;
  readonly #mail: Mail;
  /** How many levels were closed since the team began. */
  #closed = 0;
  /** How often the bell had rung when this member looked for work the last time. */
  #heard = 0;

  /** @param registers - those of the member's space, which has numbered nothing yet unless it is member 0 */
  constructor(memory: TeamMemory, me: number, registers: readonly Register[]) {
    this.me = me;
    this.#memory = memory;
    this.#control = new Int32Array(memory.control);
    this.#counts = new Float64Array(memory.counts);
    this.#ledger = new Ledger(memory, registers);
    this.#mail = new Mail(memory, me);
  }

  get members(): number {
    return this.#memory.members;
  }

  /** How many levels there were when the team began; 0 before. */
  get levels(): number {
    return Atomics.load(this.#control, words.levels);
  }

  /** Whether the exploration is to end. */
  get isEnding(): boolean {
    return Atomics.load(this.#control, words.end) === 1;
  }

  /** Whether a member has no memory left. */
  get isExhausted(): boolean {
    return Atomics.load(this.#control, words.exhausted) === 1;
  }

  /** Yields until all other members are there. */
  *complete(): Generator<void, void> {
    yield* this.#until(() => this.isComplete);
  }

  /** Whether all other members are there. */
  get isComplete(): boolean {
    return Atomics.load(this.#control, words.present) === this.members - 1;
  }

  /** Says that this member is ready to begin. */
  arrive(): void {
    this.#say(words.present);
  }

  /** Begins, with so many levels that member 0 has searched alone. */
  begin(levels: number): void {
    this.#ledger.open();
    this.#ledger.share();
    Atomics.store(this.#control, words.levels, levels);
    this.#wakeAll();
  }

  /** Waits for member 0 to begin, or to end before that. */
  *join(): Generator<void, void> {
    yield* this.#until(() => this.levels > 0 || this.isEnding);
    this.#ledger.share();
  }

  /** Yields until the exploration is to end. */
  *ended(): Generator<void, void> {
    yield* this.#until(() => this.isEnding);
  }

  send(...letter: Parameters<Post["send"]>): void {
    this.#mail.send(...letter);
  }

  /** Sends what waits and takes in what came; returns whether everything is sent. */
  exchange(visited: Visited): boolean {
    this.check();
    this.#heard = Atomics.load(this.#control, words.bells + this.me);
    return this.#mail.exchange(visited, () => this.#ledger.catchUp());
  }

  /** Ends a level of `visited` once everybody is through with it; yields while that is not so. */
  *endLevel(visited: Visited): Generator<void, void> {
    visited.flush();
    yield* this.#until(() => this.exchange(visited));
    this.#closed++;
    this.#say(words.through);
    yield* this.#until(() => {
      // In this order: who is through has sent everything before.
      const isThrough = Atomics.load(this.#control, words.through) === this.members * this.#closed;
      this.exchange(visited);
      return isThrough;
    });
    visited.endLevel();
  }

  /** Tells the others how many states the next level has here, and yields until they have told. */
  *close(frontier: number): Generator<void, void> {
    this.#counts[this.me * countsPerMember + frontierAt] = frontier;
    this.#say(words.closed);
    yield* this.#until(() => Atomics.load(this.#control, words.closed) === this.members * this.#closed);
  }

  /** Lets all go on to the next level: to be called by member 0, once the level is closed. */
  release(): void {
    Atomics.store(this.#control, words.released, this.#closed);
    this.#wakeAll();
  }

  /** Yields until member 0 has released the level. */
  *released(): Generator<void, void> {
    yield* this.#until(() => Atomics.load(this.#control, words.released) >= this.#closed);
  }

  /** How many states the next level has, all together. */
  get frontier(): number {
    return this.#sum(frontierAt);
  }

  /** Tells what this member has counted. */
  tell(counts: Counts): void {
    for (const [i, name] of told.entries()) this.#counts[this.me * countsPerMember + i] = counts[name];
  }

  /** What all members have told of their counts. */
  get total(): Counts {
    const [states, initial, transitions, cut, terminal] = told.map((_, i) => this.#sum(i));
    const depth = Math.max(...this.#each(told.indexOf("depth")));
    return {
      states: states!,
      initial: initial!,
      transitions: transitions!,
      cut: cut!,
      terminal: terminal!,
      depth,
      frontier: this.frontier,
    };
  }

  /** Tells at which depth this member has decided a claim. */
  tellDecision(claim: number, depth: number): void {
    const at = decisionsOf(this.#memory, this.me) + claim;
    if (this.#control[at] === 0) this.#control[at] = depth + 1;
  }

  /** The claims that somebody has decided, each with the least depth at which anybody did. */
  get decisions(): readonly { readonly claim: number; readonly depth: number }[] {
    const found: { claim: number; depth: number }[] = [];
    for (let claim = 0; claim < claimsPerMember; claim++) {
      const depths = Array.from(
        { length: this.members },
        (_, member) => this.#control[decisionsOf(this.#memory, member) + claim]!,
      ).filter((depth) => depth > 0);
      if (depths.length > 0) found.push({ claim, depth: Math.min(...depths) - 1 });
    }
    return found;
  }

  /** Ends the exploration, and yields until all others have told all that they know. */
  *end(): Generator<void, void> {
    Atomics.store(this.#control, words.end, 1);
    this.#wakeAll();
    yield* this.#until(() => Atomics.load(this.#control, words.ended) === this.members - 1);
    this.#ledger.catchUp();
  }

  /** Says that this member has ended. */
  leave(): void {
    this.#say(words.ended);
  }

  /** Says that this member has no memory left. */
  giveUp(): void {
    Atomics.store(this.#control, words.exhausted, 1);
    this.#wakeAll();
  }

  /** Tells the others that this member has failed. */
  fail(error: unknown): void {
    writeProblem(this.#memory, error);
    this.#wakeAll();
  }

  /**
   * Sees that nobody has failed.
   *
   * @throws InputError what another member has thrown
   */
  check(): void {
    const problem = problemIn(this.#memory);
    if (problem !== null) throw problem;
  }

  /** Waits until another member has done something, for so many milliseconds at most. */
  rest(milliseconds: number): void {
    Atomics.wait(this.#control, words.bells + this.me, this.#heard, milliseconds);
  }

  *#until(isSo: () => boolean): Generator<void, void> {
    for (;;) {
      this.check();
      this.#heard = Atomics.load(this.#control, words.bells + this.me);
      if (isSo()) return;
      this.isWaiting = true;
      yield;
      this.isWaiting = false;
    }
  }

  #say(word: number): void {
    Atomics.add(this.#control, word, 1);
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (let member = 0; member < this.members; member++) {
      Atomics.add(this.#control, words.bells + member, 1);
      Atomics.notify(this.#control, words.bells + member);
    }
  }

  #each(at: number): readonly number[] {
    return Array.from({ length: this.members }, (_, member) => this.#counts[member * countsPerMember + at]!);
  }

  #sum(at: number): number {
    return this.#each(at).reduce((sum, count) => sum + count, 0);
  }
}
