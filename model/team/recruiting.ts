import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Search } from "../engine/search.ts";
import type { Space } from "../engine/space.ts";
import type { Assignment, Crew } from "./crew.ts";
import { teamMemory } from "./memory.ts";
import { Team } from "./team.ts";

/** How a search comes by helpers: it calls them once it is large enough, and shares its states with them when they are there. */
export class Recruiting<V extends Vocabulary> {
  readonly #crew: Crew;
  readonly #space: Space<V>;
  readonly #search: Search<V>;
  readonly #assignment: Assignment;
  #team: Team | null = null;
  #isShared = false;

  constructor(crew: Crew, space: Space<V>, search: Search<V>, assignment: Assignment) {
    this.#crew = crew;
    this.#space = space;
    this.#search = search;
    this.#assignment = assignment;
  }

  /** How many search together. */
  get workers(): number {
    return this.#isShared ? this.#crew.members : 1;
  }

  /** Whether a member of the team has no memory left. */
  get isExhausted(): boolean {
    return this.#isShared && this.#team!.isExhausted;
  }

  /** To be called whenever the search has yielded; yields while there is nothing to do. */
  *goOn(isLevelComplete: boolean): Generator<void, void> {
    if (this.#isShared) {
      if (this.#team!.isWaiting) this.#team!.rest(this.#crew.longestRest);
      return;
    }
    if (this.#team === null && this.#isLargeEnough) this.#team = this.#call();
    if (this.#team === null || !isLevelComplete) return;
    if (this.#crew.isAwaited) yield* this.#resting(this.#team, this.#team.complete());
    this.#team.check();
    if (!this.#team.isComplete) return;
    this.#isShared = true;
    this.#search.shareWith(this.#team);
  }

  /**
   * Ends what the others do, and learns what they have counted; yields until they have told.
   *
   * @param isRefused - whether it ends since there is no memory left
   */
  *end(isRefused: boolean): Generator<void, void> {
    if (!this.#isShared) return;
    yield* this.#resting(this.#team!, this.#team!.end());
    if (!this.#team!.isExhausted && !isRefused) this.#space.actors.tellSteps();
  }

  #call(): Team {
    const memory = teamMemory(this.#crew.members, this.#space.size + 1);
    const team = new Team(memory, 0, this.#space.registers);
    this.#crew.call(memory, this.#assignment);
    return team;
  }

  /** A level that is narrow for its model has little to share: whoever shares must wait for all others at its end. */
  get #isLargeEnough(): boolean {
    const { states, frontier } = this.#search.counts;
    return states >= this.#crew.from && frontier >= this.#crew.from / 32;
  }

  *#resting(team: Team, waiting: Generator<void, void>): Generator<void, void> {
    for (const _ of waiting) {
      yield;
      team.rest(this.#crew.longestRest);
    }
  }
}
