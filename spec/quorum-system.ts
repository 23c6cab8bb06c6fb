import { isQuorum, majority } from "./quorum.ts";
import type { ProcessId } from "./vocabulary.ts";

/** Which sets of processes are enough: every majority, or the sets that are listed and whatever includes one. */
export type Quorums = "majorities" | readonly (readonly ProcessId[])[];

/**
 * The quorums of an algorithm of two phases: one that asks what was accepted,
 * and one that has something accepted.
 *
 * @remarks
 * Plain JSON, so that it can be a parameter. Every quorum of the first phase
 * must meet every one of the second; two of the same phase need not meet.
 * (H. Howard, D. Malkhi and A. Spiegelman, "Flexible Paxos: Quorum Intersection
 * Revisited", OPODIS 2016.)
 */
export interface QuorumSystem {
  readonly phase1: Quorums;
  readonly phase2: Quorums;
}

/** Majorities in both phases: the quorums of Paxos as it was published. */
export const majorities: QuorumSystem = { phase1: "majorities", phase2: "majorities" };

/**
 * Whether `processes` include a quorum.
 *
 * @param all - the processes of the cluster, each once
 *
 * @example
 * ```ts
 * includesQuorum([1, 2, 3], "majorities", [1, 3]); // true
 * includesQuorum([1, 2, 3], [[1], [2, 3]], [3, 1]); // true
 * includesQuorum([1, 2, 3], [[1], [2, 3]], [3]); // false
 * ```
 */
export function includesQuorum(all: readonly ProcessId[], quorums: Quorums, processes: readonly ProcessId[]): boolean {
  if (quorums === "majorities") return isQuorum(all, processes);
  return quorums.some((quorum) => quorum.every((process) => processes.includes(process)));
}

/**
 * A quorum of the first phase and one of the second that have no process in
 * common, or `null` where there are no two such.
 *
 * @param all - the processes of the cluster, each once: at least one
 *
 * @example
 * ```ts
 * disjointQuorums([1, 2, 3], { phase1: [[1, 2], [1, 3]], phase2: [[1], [2, 3]] }); // null
 * disjointQuorums([1, 2, 3], { phase1: "majorities", phase2: [[2]] }); // [[1, 3], [2]]
 * ```
 */
export function disjointQuorums(
  all: readonly ProcessId[],
  { phase1, phase2 }: QuorumSystem,
): readonly [phase1: readonly ProcessId[], phase2: readonly ProcessId[]] | null {
  if (phase1 === "majorities" && phase2 === "majorities") return null;
  if (phase1 === "majorities") {
    const [second, first] = disjointQuorums(all, { phase1: phase2, phase2: phase1 }) ?? [];
    return first === undefined || second === undefined ? null : [first, second];
  }
  for (const first of phase1) {
    const rest = all.filter((process) => !first.includes(process));
    const second = smallestQuorumWithin(all, phase2, rest);
    if (second !== null) return [first, second];
  }
  return null;
}

/**
 * Refuses a quorum system under which two values could be chosen, or that names
 * a process which there is not.
 *
 * @param all - the processes of the cluster, each once: at least one
 * @throws RangeError with the two quorums that do not meet; or with the unknown process; or where a phase has no
 * quorum at all, so that nothing could ever be chosen
 */
export function checkQuorumSystem(all: readonly ProcessId[], system: QuorumSystem): void {
  for (const phase of ["phase1", "phase2"] as const) checkQuorums(all, phase, system[phase]);
  const disjoint = disjointQuorums(all, system);
  if (disjoint === null) return;
  const [first, second] = disjoint.map((quorum) => `[${quorum.join(", ")}]`);
  throw new RangeError(
    `quorums: ${first} of phase1 and ${second} of phase2 have no process in common, so that two values could be chosen; every quorum of phase1 must meet every quorum of phase2`,
  );
}

function checkQuorums(all: readonly ProcessId[], phase: string, quorums: Quorums): void {
  if (quorums === "majorities") return;
  if (!Array.isArray(quorums) || quorums.length === 0 || !quorums.every(Array.isArray)) {
    throw new RangeError(
      `quorums: ${phase} is ${JSON.stringify(quorums)}; give "majorities", or a list with at least one quorum, such as [[1, 2], [1, 3]]`,
    );
  }
  const unknown = quorums.flat().find((process) => !all.includes(process));
  if (unknown === undefined) return;
  throw new RangeError(
    `quorums: ${phase} names ${JSON.stringify(unknown)}, which is no process; the processes are ${all.join(", ")}`,
  );
}

/** A quorum of which all processes are in `within`, or `null`. */
function smallestQuorumWithin(
  all: readonly ProcessId[],
  quorums: Quorums,
  within: readonly ProcessId[],
): readonly ProcessId[] | null {
  if (quorums !== "majorities") {
    return quorums.find((quorum) => quorum.every((process) => within.includes(process))) ?? null;
  }
  const needed = majority(all.length);
  return within.length < needed ? null : within.slice(0, needed);
}

/**
 * The quorum system in which any `phase1` processes are a quorum of the first
 * phase, and any `phase2` one of the second.
 *
 * @remarks
 * They meet where `phase1` + `phase2` is more than the number of processes: a
 * cheaper second phase is paid for with a dearer first. (Howard, Malkhi and
 * Spiegelman 2016.)
 *
 * @param all - the processes of the cluster, each once
 * @param phase1 - an integer from 1 to the number of processes
 * @param phase2 - an integer from 1 to the number of processes
 * @throws RangeError where a size is no such integer, or where two quorums would not meet
 *
 * @example
 * ```ts
 * quorumsOfSizes([1, 2, 3], 3, 1).phase2; // [[1], [2], [3]]
 * ```
 */
export function quorumsOfSizes(all: readonly ProcessId[], phase1: number, phase2: number): QuorumSystem {
  for (const [name, size] of Object.entries({ phase1, phase2 })) {
    if (Number.isInteger(size) && size >= 1 && size <= all.length) continue;
    throw new RangeError(`quorums: ${name} has the size ${size}; give an integer from 1 to ${all.length}`);
  }
  const system = { phase1: subsetsOfSize(all, phase1), phase2: subsetsOfSize(all, phase2) };
  checkQuorumSystem(all, system);
  return system;
}

function subsetsOfSize(all: readonly ProcessId[], size: number): readonly (readonly ProcessId[])[] {
  if (size === 0) return [[]];
  return all.flatMap((first, i) => subsetsOfSize(all.slice(i + 1), size - 1).map((rest) => [first, ...rest]));
}
