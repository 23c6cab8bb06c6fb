/**
 * Which links a protocol makes use of. Where no message is ever sent, it makes no
 * difference whether a link works.
 */
import type { Link } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";

/** Links on which something was sent, as `1-2` for the one from 1 to 2. */
export type Footprint = ReadonlySet<string>;

/** A model like another, and what is sent on while it is explored. */
export interface Watched {
  readonly model: Model;
  readonly footprint: Footprint;
}

/**
 * Watches on which links a protocol sends, whether they work or not.
 *
 * @remarks
 * Steps that are only tried out, or that lead beyond a bound, are watched as well: so
 * there may be links too many in a footprint, and none too few.
 */
export function watching(model: Model): Watched {
  const footprint = new Set<string>();
  const { protocol } = model;
  return {
    footprint,
    model: {
      ...model,
      protocol: {
        ...protocol,
        step: (cluster, state, event) => {
          const taken = protocol.step(cluster, state, event);
          for (const effect of taken.slice(1)) {
            if (isSend(effect)) footprint.add(keyOf([cluster.self, effect.to]));
          }
          return taken;
        },
      },
    },
  };
}

/**
 * Remembers what came out where, and finds it again for links that differ only where
 * nothing was sent.
 *
 * @remarks
 * An exploration takes the same steps on both, one after the other: as long as they
 * agree where something is sent, the same messages are in flight.
 */
export class Remembered<R> {
  readonly #known: { readonly footprint: Footprint; readonly working: Footprint; readonly result: R }[] = [];

  /** What came out on links that are no others as far as anybody can tell. */
  on(links: readonly Link[]): R | undefined {
    const all = new Set(links.map(keyOf));
    return this.#known.find(({ footprint, working }) =>
      [...footprint].every((link) => all.has(link) === working.has(link)),
    )?.result;
  }

  /** Keeps what came out on `links`, of which those of the footprint mattered. */
  keep(links: readonly Link[], footprint: Footprint, result: R): void {
    this.#known.push({ footprint, working: new Set(links.map(keyOf)), result });
  }
}

function isSend(effect: unknown): effect is { readonly type: "send"; readonly to: number } {
  return typeof effect === "object" && effect !== null && (effect as { type?: unknown }).type === "send";
}

function keyOf([from, to]: Link): string {
  return `${from}-${to}`;
}
