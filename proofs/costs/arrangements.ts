/** The orders in which processes can stand on a ring. */
import type { Choose } from "../../model/simulate.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** Every order of the processes 1 to `size`: of 3 there are 6. */
export function arrangements(size: number): readonly (readonly ProcessId[])[] {
  return ordersOf(Array.from({ length: size }, (_, index) => size - index));
}

/** Every order in which the highest comes first: those of a ring where it does not matter who is first. */
export function arrangementsUpToRotation(size: number): readonly (readonly ProcessId[])[] {
  return arrangements(size - 1).map((others) => [size, ...others]);
}

/** One of all orders, each equally likely (Fisher and Yates). */
export function drawnRing(size: number, choose: Choose): readonly ProcessId[] {
  const ring = Array.from({ length: size }, (_, index) => index + 1);
  for (let i = size - 1; i > 0; i--) {
    const j = choose(i + 1);
    [ring[i], ring[j]] = [ring[j]!, ring[i]!];
  }
  return ring;
}

function ordersOf(processes: readonly ProcessId[]): readonly (readonly ProcessId[])[] {
  if (processes.length <= 1) return [processes];
  return processes.flatMap((first) =>
    ordersOf(processes.filter((process) => process !== first)).map((rest) => [first, ...rest]),
  );
}
