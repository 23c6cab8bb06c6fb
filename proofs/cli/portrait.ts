/** Global states in words: who leads, and what every process is. */
import type { ProcessSnapshot, Snapshot } from "../../model/result.ts";
import type { Leadership } from "../../spec/protocol.ts";
import { hanging, padded } from "./layout.ts";
import { inWords } from "./value.ts";
import { counted, listed, printable } from "./words.ts";

/** Who leads: `leads: 1 (epoch 1), 3 (epoch 2)`. */
export function leadersInWords(snapshot: Snapshot): string {
  const leaders = snapshot.processes
    .filter(({ process, leadership }) => leadership.leader === process)
    .map(({ process, leadership: { epoch } }) => (epoch === undefined ? `${process}` : `${process} (epoch ${epoch})`));
  return `leads: ${leaders.length === 0 ? "nobody" : leaders.join(", ")}`;
}

/** Whom a process takes for the leader: `follows 3 in epoch 2`. */
export function leadershipInWords(process: number, { leader, epoch }: Leadership): string {
  const within = epoch === undefined ? "" : ` in epoch ${epoch}`;
  if (leader === null) return `knows no leader${within}`;
  return `${leader === process ? "leads" : `follows ${leader}`}${within}`;
}

/**
 * A global state, process by process; processes that look alike share a paragraph.
 *
 * @param width - columns to the right edge
 */
export function portraitOf(snapshot: Snapshot, width: number): readonly string[] {
  const alike = new Map<string, { ids: number[]; facts: readonly (readonly [label: string, text: string])[] }>();
  for (const process of snapshot.processes) {
    const facts = factsOf(process);
    const key = JSON.stringify(facts);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { ids: [process.process], facts });
    else group.ids.push(process.process);
  }
  const groups = [...alike.values()].map(({ ids, facts }) => ({
    name: `${ids.length === 1 ? "process" : "processes"} ${listed(ids)}`,
    facts,
  }));
  const nameWidth = Math.max(...groups.map(({ name }) => name.length)) + 2;
  const lines = groups.flatMap(({ name, facts }) =>
    facts.flatMap(([label, text], i) =>
      hanging(padded(i === 0 ? name : "", nameWidth) + padded(label, 8), text, width),
    ),
  );
  const rest: string[] = [];
  if (snapshot.cut !== null)
    rest.push(...hanging(padded("partition", nameWidth), snapshot.cut.map((side) => listed(side)).join(" | "), width));
  for (const [name, value] of Object.entries(snapshot.histories)) {
    if (Array.isArray(value) && value.length === 0) continue;
    rest.push(...hanging(`history “${printable(name)}”  `, inWords(value), width));
  }
  return [...lines, ...rest];
}

function factsOf({
  process,
  status,
  state,
  leadership,
  timers,
  inbox,
}: ProcessSnapshot): (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [["is", statusInWords(process, status, state, leadership)]];
  if (state !== undefined) facts.push([status === "up" ? "state" : "boots as", inWords(state)]);
  const armed = Object.entries(timers).map(([timer, ticks]) =>
    ticks === null ? printable(timer) : remaining(timer, ticks),
  );
  if (armed.length > 0) facts.push(["timers", armed.join(", ")]);
  if (inbox.length > 0) {
    facts.push(["inbox", inbox.map(({ from, message }) => `${inWords(message)} from ${from}`).join(", ")]);
  }
  return facts;
}

function statusInWords(process: number, status: string, state: unknown, leadership: Leadership): string {
  if (status === "up") return `up, ${leadershipInWords(process, leadership)}`;
  if (status === "waiting") return "not started yet";
  return state === undefined ? "down for ever" : "down";
}

/** A timer with the ticks that remain on it. */
export function remaining(timer: string, ticks: number): string {
  return ticks === 0 ? `${printable(timer)} is due` : `${printable(timer)} in ${counted(ticks, "tick")}`;
}
