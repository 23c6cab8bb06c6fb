import { leads, type World } from "../../spec/world.ts";

/** Whether all processes that are up take the same one of them for the leader, and none is yet to start. */
export function allFollowOne({ processes }: World): boolean {
  const up = processes.filter(({ status }) => status === "up");
  const leader = up.find(leads);
  if (leader === undefined || processes.some(({ status }) => status === "waiting")) return false;
  return up.every(({ leadership }) => leadership.leader === leader.process);
}
