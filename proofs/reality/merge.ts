/** Puts what the processes of a cluster tell into one order that can have been: what was received was sent before. */
import { canonical } from "../../model/plain.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import type { Deviation, Item, Taken } from "./retrace.ts";

/** What happened, in an order that can have been. */
export interface Merged {
  readonly items: readonly Item[];
  /** Of each step that received a message: the step that sent it, both by their places in `items`. */
  readonly sentBy: ReadonlyMap<number, number>;
}

/**
 * Merges the items of all processes. Where nothing else decides, the clocks of the
 * hosts do, which need not agree: an order among steps that know nothing of each
 * other means nothing.
 */
export function merged(byProcess: ReadonlyMap<ProcessId, readonly Item[]>): Merged | Deviation {
  const items: Item[] = [];
  const sentBy = new Map<number, number>();
  const inFlight = new Map<string, number[]>();
  const places = new Map([...byProcess.keys()].map((process) => [process, 0]));
  for (;;) {
    const heads = [...byProcess].flatMap(([process, all]) => all[places.get(process)!] ?? []);
    if (heads.length === 0) return { items, sentBy };
    const ready = heads.filter((item) => isReady(item, inFlight));
    if (ready.length === 0) return unsent(earliest(heads) as Taken, byProcess);
    const next = earliest(ready);
    const place = items.push(next) - 1;
    places.set(next.process, places.get(next.process)! + 1);
    if (next.kind !== "taken") continue;
    const key = keyOf(next);
    if (key !== null) sentBy.set(place, inFlight.get(key)!.shift()!);
    if (next.isSent) post(next, place, inFlight);
  }
}

function isReady(item: Item, inFlight: ReadonlyMap<string, readonly number[]>): boolean {
  const key = item.kind === "taken" ? keyOf(item) : null;
  return key === null || (inFlight.get(key)?.length ?? 0) > 0;
}

/** Of a step that received a message: what the message is known by. */
function keyOf({ action, sender }: Taken): string | null {
  if (action.type !== "deliver") return null;
  return canonical([action.from, sender, action.process, action.message]);
}

function post({ process, incarnation, effects }: Taken, place: number, inFlight: Map<string, number[]>): void {
  for (const effect of effects) {
    if (effect.type !== "send") continue;
    const key = canonical([process, incarnation, effect.to, effect.message]);
    const known = inFlight.get(key);
    if (known === undefined) inFlight.set(key, [place]);
    else known.push(place);
  }
}

function earliest(items: readonly Item[]): Item {
  return items.reduce((first, item) => (item.at < first.at ? item : first));
}

/** A message was received that nobody is known to have sent. */
function unsent(item: Taken, byProcess: ReadonlyMap<ProcessId, readonly Item[]>): Deviation {
  const { process, line, journal, action, sender } = item;
  const from = action.type === "deliver" ? action.from : process;
  const has = byProcess.get(from)?.some((other) => other.kind === "taken" && other.incarnation === sender) === true;
  const why = has
    ? `it received ${canonical(action.type === "deliver" ? action.message : null)} from process ${from}, whose log does not say that it sent it: that log is cut off, or is of another run`
    : `it received a message from process ${from}, incarnation ${sender}, of which there is no log`;
  return { path: journal.path, line, process, why };
}
