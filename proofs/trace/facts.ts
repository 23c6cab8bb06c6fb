/** What came of a step, in words. */
import type { ProcessSnapshot, Snapshot } from "../../model/result.ts";
import type { Effect } from "../../spec/effect.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { sendsInWords, timersInWords } from "../cli/action.ts";
import { leadershipInWords } from "../cli/portrait.ts";
import { changes, inWords } from "../cli/value.ts";
import { listed } from "../cli/words.ts";
import { type Episode, processIn } from "./story.ts";

/** Something that came of a step, with a label. */
export type Fact = readonly [label: string, text: string];

/** What came of a step, each with a label: what was sent, which timers moved, what changed, what is due. */
export function outcomeOf({ action, effects, before, after }: Episode): readonly Fact[] {
  if (action.type === "tick" || action.type === "missedTick" || action.type === "extraTick") return due(after);
  if (!("process" in action) || action.type === "drop") return [];
  const was = processIn(before, action.process);
  const is = processIn(after, action.process);
  if (action.type === "crash" || action.type === "lostWrite") return crashed(is);
  if (action.type === "tornStep") return [...sent(effects), ...crashed(is)];
  const facts: Fact[] = [
    ...sent(effects),
    ["timers", timersInWords(effects as readonly Effect[], was, is)],
    ["state", changes(was.state, is.state).join("; ")],
    ["", leadershipChange(was, is)],
  ];
  const told = facts.filter(([, text]) => text !== "");
  return told.length > 0 ? told : [["", "nothing comes of it"]];
}

function sent(effects: Episode["effects"]): readonly Fact[] {
  return sendsInWords(effects as readonly Effect[]).map((text, i): Fact => [i === 0 ? "sends" : "", text]);
}

/** What a crash leaves behind. Its changes are none: the process did not go there by itself. */
function crashed({ state }: ProcessSnapshot): readonly Fact[] {
  return state === undefined ? [["", "never to return"]] : [["disk", `would boot as ${inWords(state)}`]];
}

/** Which timers a tick brought to their end: why the steps after it are possible. */
function due({ processes }: Snapshot): readonly Fact[] {
  const timers = new Map<string, ProcessId[]>();
  for (const { process, timers: armed } of processes) {
    for (const [timer, ticks] of Object.entries(armed)) {
      if (ticks === 0) timers.set(timer, [...(timers.get(timer) ?? []), process]);
    }
  }
  if (timers.size === 0) return [];
  return [["due", [...timers].map(([timer, at]) => `${timer} at ${listed(at)}`).join("; ")]];
}

/** Whom the process follows now, where that changed; else an empty text. */
function leadershipChange(was: ProcessSnapshot, is: ProcessSnapshot): string {
  if (was.leadership.leader === is.leadership.leader) return "";
  return `${leadershipInWords(is.process, is.leadership)} (before: ${leadershipInWords(was.process, was.leadership)})`;
}

/** Facts as clauses, each with its label: further messages are `sends`, too. */
export function clausesOf(facts: readonly Fact[]): readonly string[] {
  return facts.map(([label, text], i) => {
    const isSent = label === "" && i > 0 && facts.slice(0, i).every(([other]) => other === "sends" || other === "");
    const said = isSent && facts[0]![0] === "sends" ? "sends" : label;
    return said === "" ? text : `${said}: ${text}`;
  });
}
