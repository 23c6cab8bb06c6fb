/** Why a step was possible, in words. */
import { type Episode, processIn } from "./story.ts";

/** Why a step was possible; empty where nothing in the trace led to it: a fault strikes when it likes. */
export function whyInWords({ action, before, sentIn, since, dueSince }: Episode): string {
  switch (action.type) {
    case "deliver":
    case "duplicate":
      return `sent ${at(sentIn)}`;
    case "drop": {
      const sent = `sent ${at(sentIn)}`;
      if (action.cause === "lost") return sent;
      return `${sent}; ${action.cause === "cut" ? "cut" : "down"} ${from(since)}`;
    }
    case "timeout": {
      const set = `set ${at(since)}`;
      const ticks = processIn(before, action.process).timers[action.timer];
      if (ticks === null) return `${set}; without clocks it may run out at any moment`;
      return dueSince === undefined || dueSince === since ? set : `${set}, due ${from(dueSince)}`;
    }
    case "restart":
    case "amnesia":
      return `down ${from(since)}`;
    case "heal":
      return `in force ${from(since)}`;
    case "tick":
    case "extraTick":
      return "nothing is on its way, and nothing is due";
    default:
      return "";
  }
}

function at(step: number | undefined): string {
  return step === undefined || step === 0 ? "in the beginning" : `in step ${step}`;
}

function from(step: number | undefined): string {
  return step === undefined || step === 0 ? "from the beginning" : `since step ${step}`;
}
