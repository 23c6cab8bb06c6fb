/** An election between real processes on a terminal: who leads, what happens, and keys that cause crises. */
import type { ProcessId } from "../../spec/vocabulary.ts";
import { perform } from "../reality/drill.ts";
import type { Fleet, Member } from "../reality/fleet.ts";
import type { Deed } from "../reality/script.ts";
import { Watch } from "../reality/watch.ts";
import { electionInWords } from "./real-run.ts";
import type { Terminal } from "./terminal.ts";

/** What the keys have chosen so far. */
export interface Choice {
  /** The processes that were typed, the last one last. */
  readonly chosen: readonly ProcessId[];
}

/** What a key means: a deed, another choice, or the end. */
export function afterRunKey(
  key: string,
  { chosen }: Choice,
  { ids, members }: Pick<Fleet, "ids" | "members">,
): Choice | Deed | "quit" {
  const id = Number(key);
  if (/^[1-9]$/.test(key))
    return { chosen: ids.includes(id) ? [...chosen.filter((other) => other !== id), id] : chosen };
  const who = chosen.at(-1);
  const verbs: Readonly<Record<string, "kill" | "restart" | "wipe" | "resign">> = {
    k: "kill",
    r: "restart",
    w: "wipe",
    s: "resign",
  };
  if (who !== undefined && Object.hasOwn(verbs, key)) return { verb: verbs[key]!, who };
  if (who !== undefined && key === "p") {
    const isPaused = members.find((member) => member.id === who)?.status === "paused";
    return { verb: isPaused ? "resume" : "pause", who };
  }
  const rest = ids.filter((other) => !chosen.includes(other));
  if (key === "c" && chosen.length > 0 && rest.length > 0) return { verb: "cut", sides: [chosen, rest] };
  if (key === "h") return { verb: "heal" };
  return key === "q" || key === "\u0003" || key === "\u0004" ? "quit" : { chosen: [] };
}

/** Shows an election until the user leaves. */
export async function liveElection(algorithm: string, fleet: Fleet, terminal: Terminal): Promise<void> {
  const happened: string[] = [];
  let choice: Choice = { chosen: [] };
  const show = (): void => terminal.out(screenOf(algorithm, fleet, choice, happened, terminal));
  const note = (text: string): void => {
    happened.push(`${new Date().toISOString().slice(11, 23)}  ${text}`);
    show();
  };
  const watch = new Watch(fleet, (election) => note(electionInWords(election)));
  const off = fleet.on(({ report }) => {
    if (report.type !== "counted") show();
  });
  show();
  for await (const key of terminal.keys!()) {
    const next = afterRunKey(key, choice, fleet);
    if (next === "quit") break;
    if ("chosen" in next) choice = next;
    else {
      choice = { chosen: [] };
      void perform(next, fleet, watch).then(note, (error: unknown) => note(String(error)));
    }
    show();
  }
  off();
}

/** Clears the screen, and goes to its upper left corner. */
const clear = "\u001b[2J\u001b[H";

function screenOf(
  algorithm: string,
  { members, sides }: Fleet,
  { chosen }: Choice,
  happened: readonly string[],
  { paint }: Terminal,
): string {
  const rows = members.map((member) => {
    const mark = chosen.includes(member.id) ? ">" : " ";
    const text = `${mark} ${member.id}  ${standing(member)}`;
    return member.leads !== undefined && member.status === "up" ? paint("bold", text) : text;
  });
  const cut = sides.length === 0 ? [] : [`  cut: ${sides.map((side) => side.join(" ")).join(" / ")}`];
  const help = "1-9 choose   k kill   r restart   w wipe   p pause/go on   s resign   c cut off   h heal   q leave";
  return `${clear}${[paint("bold", algorithm), ...rows, ...cut, "", ...happened.slice(-12), "", paint("dim", help)].join("\n")}`;
}

function standing({ status, leads, follows }: Member): string {
  const role =
    leads !== undefined
      ? `leads${leads === null ? "" : ` epoch ${leads}`}`
      : follows !== undefined
        ? `follows ${follows}`
        : "";
  return status === "up" ? role : `${status}${role === "" ? "" : `, believes it ${role}`}`;
}
