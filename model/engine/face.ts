import type { Leadership } from "../../spec/protocol.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Envelope, View } from "../../spec/world.ts";
import { canonical } from "../plain.ts";
import type { Actors } from "./actors.ts";
import type { Cell } from "./cell.ts";
import { Interner } from "./interner.ts";
import { ProcessView } from "./view.ts";

/**
 * What a predicate looked at, so that the engine knows what its answer depends
 * on and need not ask again.
 */
export interface Glance {
  /** It looked at a state or a durable value, not only at statuses and leaderships. */
  state: boolean;
  /** It looked at messages in flight. */
  inbox: boolean;
  /** It looked at the faults or the partition. */
  environment: boolean;
  /** It looked at the history. */
  history: boolean;
  /** It looked at anything else of the world. */
  world: boolean;
  /** The messages in flight to the process at a position, as things stand, or as they stood before the step. */
  inboxAt(position: number, time: Time): readonly Envelope[];
}

/** Whether a view is of the state that is looked at, or of the one before the step that led to it. */
export type Time = "now" | "before";

interface Face {
  readonly position: number;
  readonly cell: Cell;
  readonly leadership: Leadership;
}

const nobody: Leadership = Object.freeze({ leader: null });

/**
 * What can be seen of one process: its status and its local state, but neither
 * its timers nor its inbox. Many cells share a face. Faces are small integers,
 * and so are their *profiles*: what is left of them when only status and
 * leadership are looked at.
 */
export class Faces<V extends Vocabulary> {
  /** The number of the profile, by face. */
  readonly profile: number[] = [];

  readonly #actors: Actors<V>;
  readonly #glance: Glance;
  readonly #faces = new Interner<Face>();
  readonly #profiles = new Interner<null>();

  constructor(actors: Actors<V>, glance: Glance) {
    this.#actors = actors;
    this.#glance = glance;
  }

  /** The position and a cell of a face. */
  origin(face: number): { readonly position: number; readonly cell: Cell } {
    return this.#faces.value(face);
  }

  /** The face of a cell. */
  of(cell: Cell, position: number): number {
    const { configuration, status, local } = cell;
    const face = this.#faces.number(`${configuration}/${position}/${status}/${local}`, () => {
      const leadership = status === "up" ? this.#actors.leadershipOf(configuration, position, local) : nobody;
      return { position, cell, leadership };
    });
    if (face === this.profile.length) {
      const { leadership } = this.#faces.value(face);
      const key = `${configuration}/${position}/${status}/${canonical(leadership)}`;
      this.profile.push(this.#profiles.number(key, () => null));
    }
    return face;
  }

  /**
   * A view of a face, which notes what is looked at.
   *
   * @remarks
   * It is made anew for every question: a predicate that remembered something
   * by the view, and so did not look at it again, would deceive the glance.
   */
  view(face: number, time: Time = "now"): View<V> {
    const { position, cell, leadership } = this.#faces.value(face);
    return new ProcessView(this.#actors, this.#glance, position, cell, leadership, time) as unknown as View<V>;
  }
}
