/** States on their way: each arrives once, whatever the rings hold and however they are packed. */
import { expect, test } from "vitest";
import { type Post, Visited } from "../engine/visited.ts";
import { Mail } from "./mail.ts";
import { slots, slotWords, teamMemory } from "./memory.ts";

const fields = 3;

/** A member with a visited set that keeps what belongs to it, and sends what does not. */
function member(me: number, memory: ReturnType<typeof teamMemory>): { mail: Mail; visited: Visited } {
  const mail = new Mail(memory, me);
  const visited = new Visited(fields, () => {});
  const post: Post = { me, members: memory.members, send: (...letter) => mail.send(...letter) };
  for (const _ of visited.share(post)) throw new Error("there was nothing to share");
  return { mail, visited };
}

function found({ visited }: { visited: Visited }): readonly string[] {
  const state = new Int32Array(fields);
  const all: string[] = [];
  for (const place of visited.ofLevel(0)) {
    visited.read(place, state);
    all.push(state.join());
  }
  return all;
}

test.each([1, 2, 3, 5])("%i members divide states among them, each of which was found by all", (members) => {
  const memory = teamMemory(members, fields);
  const team = Array.from({ length: members }, (_, me) => member(me, memory));
  const states = Array.from({ length: 3000 }, (_, i) => Int32Array.of(i % 17, i, i >> 5));
  for (const { visited } of team) for (const state of states) visited.add(state);
  for (const { visited } of team) visited.flush();
  for (const { mail, visited } of team) expect(mail.exchange(visited, () => {})).toBe(true);
  for (const { visited } of team) visited.endLevel();
  const all = team.flatMap(found);
  expect(all.toSorted()).toEqual(states.map((state) => state.join()).toSorted());
  for (const one of team) expect(found(one).length).toBeGreaterThan(2000 / members);
});

test("what finds no room in a ring is sent later", () => {
  const memory = teamMemory(2, fields);
  const [sender, receiver] = [member(0, memory), member(1, memory)];
  // Twice as many as the ring takes; half of them belong to the receiver.
  const count = Math.ceil((4 * slots * slotWords) / 4);
  for (let i = 0; i < count; i++) sender.visited.add(Int32Array.of(i % 1000, Math.floor(i / 1000), 0));
  sender.visited.flush();
  expect(sender.mail.exchange(sender.visited, () => {})).toBe(false);
  let rounds = 0;
  do {
    receiver.mail.exchange(receiver.visited, () => {});
    rounds++;
  } while (!sender.mail.exchange(sender.visited, () => {}));
  receiver.mail.exchange(receiver.visited, () => {});
  expect(rounds).toBeGreaterThan(0);
  for (const { visited } of [sender, receiver]) visited.endLevel();
  expect(sender.visited.size + receiver.visited.size).toBe(count);
});

test.each([
  ["sender", 0],
  ["receiver", 1],
])("where the %s packs its states more widely, each arrives as it was", (_name, wide) => {
  const memory = teamMemory(2, fields);
  const team = [member(0, memory), member(1, memory)];
  team[wide]!.visited.widen(Int32Array.of(1 << 20, 1, 1));
  const states = Array.from({ length: 500 }, (_, i) => Int32Array.of(i, 2 * i, 1));
  for (const state of states) team[0]!.visited.add(state);
  team[0]!.visited.flush();
  expect(team[0]!.mail.exchange(team[0]!.visited, () => {})).toBe(true);
  team[1]!.mail.exchange(team[1]!.visited, () => {});
  for (const { visited } of team) visited.endLevel();
  expect(team.flatMap(found).toSorted()).toEqual(states.map((state) => state.join()).toSorted());
});
