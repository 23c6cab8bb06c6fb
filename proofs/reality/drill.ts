/** Does to a fleet what a script says, heals everything in the end, and sees whether somebody leads then. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { registry } from "../registry.ts";
import type { Fleet } from "./fleet.ts";
import { journalOf, journalsOf, type Validation, validated } from "./index.ts";
import type { Deed, Who } from "./script.ts";
import { settledLeader, until, type Watch } from "./watch.ts";

/** Whom `who` means now. */
function meant(who: Who, { ids, leaders, members }: Fleet): readonly ProcessId[] {
  if (who === "all") return ids;
  if (typeof who === "number") return [who];
  const follower = members.find(({ status, leads }) => status === "up" && leads === undefined);
  return (who === "leader" ? leaders : follower === undefined ? [] : [follower]).slice(0, 1).map(({ id }) => id);
}

/** Does one thing; answers what was done, in words. */
export async function perform(deed: Deed, fleet: Fleet, watch: Watch): Promise<string> {
  switch (deed.verb) {
    case "wait":
      await new Promise((resolve) => setTimeout(resolve, deed.ms));
      return `waited ${deed.ms} ms`;
    case "elect": {
      const isSo = await until(() => fleet.leaders.length > 0, deed.ms);
      return isSo ? "somebody leads" : `nobody led within ${deed.ms} ms`;
    }
    case "heal":
      fleet.heal();
      return "the partition heals";
    case "cut":
      await watch.disturb();
      fleet.cut(deed.sides);
      return `nothing passes between ${deed.sides.map((side) => side.join(" ")).join(" / ")}`;
    default: {
      const done: string[] = [];
      for (const id of meant(deed.who, fleet)) done.push(await performOn(deed.verb, id, fleet, watch));
      return done.length > 0 ? done.join(", ") : `there is no ${deed.who} to ${deed.verb}`;
    }
  }
}

async function performOn(
  verb: Exclude<Deed, { sides: unknown } | { ms: number } | { verb: "heal" }>["verb"],
  id: ProcessId,
  fleet: Fleet,
  watch: Watch,
): Promise<string> {
  const isLeading = fleet.members.some((member) => member.id === id && member.leads !== undefined);
  if (isLeading && verb !== "resume" && verb !== "restart") await watch.disturb();
  switch (verb) {
    case "kill":
      await fleet.kill(id);
      return `process ${id} is killed`;
    case "restart":
      await fleet.restart(id);
      return `process ${id} starts`;
    case "wipe":
      await fleet.wipe(id);
      return `process ${id} is killed, and its disk emptied`;
    case "pause":
      fleet.pause(id);
      return `process ${id} stands still`;
    case "resume":
      fleet.resume(id);
      return `process ${id} goes on`;
    case "resign":
      fleet.resign(id);
      return `process ${id} shall resign`;
  }
}

/** Heals everything: nobody is cut off, paused or down any more. Answers who leads then; `null` where nobody does in time. */
export async function healed(fleet: Fleet, ms: number): Promise<ProcessId | null> {
  fleet.heal();
  for (const id of fleet.ids) fleet.resume(id);
  await Promise.all(fleet.ids.map((id) => fleet.restart(id)));
  await until(() => settledLeader(fleet) !== null, ms);
  return settledLeader(fleet);
}

/** Holds the logs of a fleet, all of whose processes have ended, against the algorithm. */
export function validatedFleet(algorithm: string, fleet: Fleet): Validation {
  const names = readdirSync(fleet.logDirectory).filter((name) => name.endsWith(".ndjson"));
  const logs = names.map((name) => {
    const path = join(fleet.logDirectory, name);
    return journalOf(path, readFileSync(path, "utf8"), true);
  });
  return validated(registry[algorithm]!.model, journalsOf(logs));
}
