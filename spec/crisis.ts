/** One kind of thing that can go wrong. */
export type Hazard =
  | "crash"
  | "restart"
  | "amnesia"
  | "loss"
  | "duplication"
  | "reordering"
  | "asynchrony"
  | "partition"
  | "pause"
  | "fast clock"
  | "torn step"
  | "lost write"
  | "missing link";

/** A crisis by its name: which hazards come together in it. */
export interface Crisis {
  readonly name: string;
  readonly words: string;
  readonly hazards: readonly Hazard[];
  /** How often each of its hazards strikes at most. */
  readonly times: "once" | "any number of times";
}

/** What may go wrong in a scenario: which hazards, and how often the most frequent of them at most. */
export interface Circumstances {
  readonly hazards: readonly Hazard[];
  /** An integer of at least 0. */
  readonly times: number;
}

/** Nothing goes wrong. */
export const calm: Crisis = { name: "calm", words: "nothing goes wrong", hazards: [], times: "once" };

/** The leader, or any other process, stops for ever. */
export const leaderCrash: Crisis = {
  name: "leader crash",
  words: "a process stops for ever",
  hazards: ["crash"],
  times: "once",
};

/** A process stops and comes back with what its disk holds. */
export const crashAndReturn: Crisis = {
  name: "crash and return",
  words: "a process stops and comes back with what it had made durable",
  hazards: ["crash", "restart"],
  times: "once",
};

/** A process stops and comes back with an empty disk. */
export const amnesia: Crisis = {
  name: "amnesia",
  words: "a process stops and comes back with an empty disk",
  hazards: ["crash", "amnesia"],
  times: "once",
};

/** A message never arrives. */
export const lostMessage: Crisis = {
  name: "lost message",
  words: "a message never arrives",
  hazards: ["loss"],
  times: "once",
};

/** A message arrives twice. */
export const duplicatedMessage: Crisis = {
  name: "duplicated message",
  words: "a message arrives twice",
  hazards: ["duplication"],
  times: "once",
};

/** Messages overtake each other. */
export const reorderedMessages: Crisis = {
  name: "reordered messages",
  words: "messages overtake each other",
  hazards: ["reordering"],
  times: "any number of times",
};

/** Messages and timers take any time at all: a slow process looks like a dead one. */
export const slowNetwork: Crisis = {
  name: "slow network",
  words: "messages take any time, timers run out at any moment",
  hazards: ["asynchrony", "loss", "duplication", "reordering"],
  times: "any number of times",
};

/** Some processes cannot reach the others for a while. */
export const partition: Crisis = {
  name: "partition",
  words: "some processes cannot reach the others, for a while",
  hazards: ["partition"],
  times: "once",
};

/** A process stands still while time passes for the others, and goes on believing what it believed. */
export const pausedProcess: Crisis = {
  name: "paused process",
  words: "a process stands still for a while and does not know it",
  hazards: ["pause"],
  times: "any number of times",
};

/** The clock of a process runs ahead of the others. */
export const fastClock: Crisis = {
  name: "fast clock",
  words: "the timers of a process run out too early",
  hazards: ["fast clock"],
  times: "any number of times",
};

/** A process crashes in the middle of a step, and comes back. */
export const tornStep: Crisis = {
  name: "torn step",
  words: "a process stops when only some of a step's messages are sent, and comes back with the step on its disk",
  hazards: ["crash", "restart", "torn step"],
  times: "once",
};

/** A process comes back without what it had written last. */
export const lostWrite: Crisis = {
  name: "lost write",
  words: "a process stops and comes back without its last write, which others may have seen",
  hazards: ["crash", "restart", "lost write"],
  times: "once",
};

/** Two processes never reach each other, and a third one reaches both. */
export const missingLink: Crisis = {
  name: "missing link",
  words: "two processes never reach each other, though both reach a third one",
  hazards: ["missing link"],
  times: "any number of times",
};

/** Every crisis of the matrix, in the order of its columns. */
export const crises: readonly Crisis[] = [
  calm,
  leaderCrash,
  crashAndReturn,
  amnesia,
  lostMessage,
  duplicatedMessage,
  reorderedMessages,
  slowNetwork,
  partition,
  tornStep,
  lostWrite,
  pausedProcess,
  fastClock,
  missingLink,
];

/** The premise of a claim that is made under everything that can go wrong, but for the hazards named. */
export function everythingBut(...spared: readonly Hazard[]): readonly Crisis[] {
  const all: readonly Hazard[] = [
    "crash",
    "restart",
    "amnesia",
    "loss",
    "duplication",
    "reordering",
    "asynchrony",
    "partition",
    "pause",
    "fast clock",
    "torn step",
    "lost write",
    "missing link",
  ];
  const words =
    spared.length === 0 ? "everything that can go wrong" : `everything that can go wrong but ${spared.join(", ")}`;
  return [
    { name: words, words, hazards: all.filter((hazard) => !spared.includes(hazard)), times: "any number of times" },
  ];
}

/** Whether a crisis is at least as bad as the circumstances: whatever can go wrong in them can go wrong in it. */
export function covers(crisis: Crisis, { hazards, times }: Circumstances): boolean {
  return hazards.every((hazard) => crisis.hazards.includes(hazard)) && (crisis.times !== "once" || times <= 1);
}

/**
 * Whether the circumstances are at least as bad as a crisis: whatever can happen in it can happen, and be counted, in them.
 *
 * @remarks
 * Faults may strike or not, so that more of them take nothing away; but a link
 * that is missing is never there, and with it goes what needs it.
 */
export function include({ hazards, times }: Circumstances, crisis: Crisis): boolean {
  if (hazards.includes("missing link") && !crisis.hazards.includes("missing link")) return false;
  const isCounted = crisis.hazards.length > 0 && crisis.times === "once";
  return crisis.hazards.every((hazard) => hazards.includes(hazard)) && (!isCounted || times >= 1);
}
