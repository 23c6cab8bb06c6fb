import type { Configuration, ProcessId } from "../../spec/vocabulary.ts";
import { InputError, type Link } from "../scenario.ts";

/**
 * Partial connectivity: only some links work, from the beginning and for good.
 * A link runs one way, from a sender to a receiver; what is sent where no link
 * works is lost as it is sent, and never in flight. A process always reaches
 * itself. Unlike a partition, missing links need not fall into sides: two
 * processes may both reach a third one and not each other, or hear without
 * being heard.
 *
 * @remarks
 * To lose a message at once loses no behaviour: over a link that never works, it
 * could be lost at any later moment, and nobody would know the difference.
 */
export class Reach {
  /** By configuration and by the sender's position: the positions that it reaches, as bits; null where all links work. */
  readonly #reached: readonly (readonly number[])[] | null;

  /**
   * @param links - the links that work, or null where all do
   * @throws InputError where a link names a process that a configuration does not have
   */
  constructor(links: readonly Link[] | null, configurations: readonly Configuration[]) {
    this.#reached = links === null ? null : configurations.map(({ processes }) => reachedBy(links, processes));
  }

  /** Whether what `from` sends to `to` gets on its way: both as positions in a configuration. */
  has(configuration: number, from: number, to: number): boolean {
    return this.#reached === null || ((this.#reached[configuration]![from]! >> to) & 1) === 1;
  }

  /** What of a step's messages gets on its way, by the receiver's position. */
  of<T>(configuration: number, from: number, sends: ReadonlyMap<number, T>): ReadonlyMap<number, T> {
    if (this.#reached === null) return sends;
    return new Map([...sends].filter(([to]) => this.has(configuration, from, to)));
  }
}

function reachedBy(links: readonly Link[], processes: readonly ProcessId[]): readonly number[] {
  const stranger = links.flat().find((process) => !processes.includes(process));
  if (stranger !== undefined) {
    throw new InputError(
      "scenario-links",
      `links name the process ${stranger}, and there is none: the processes are ${processes.join(", ")}`,
    );
  }
  return processes.map((self, position) =>
    links.reduce((bits, [from, to]) => (from === self ? bits | (1 << processes.indexOf(to)) : bits), 1 << position),
  );
}

/** Whether some link between two of `size` processes is missing. */
export function isPartial(links: readonly Link[] | null, size: number): boolean {
  return links !== null && links.length < size * (size - 1);
}

/** Pairs of processes as links in both directions. */
export function bothWays(pairs: readonly Link[]): readonly Link[] {
  return pairs.flatMap(([one, other]): readonly Link[] => [
    [one, other],
    [other, one],
  ]);
}
