/** One kind of thing that can go wrong. */
export type Hazard =
  | "crash"
  | "restart"
  | "amnesia"
  | "loss"
  | "duplication"
  | "reordering"
  | "asynchrony"
  | "partition";

/** A crisis by its name: which hazards come together in it. */
export interface Crisis {
  readonly name: string;
  readonly words: string;
  readonly hazards: readonly Hazard[];
}

/** Nothing goes wrong. */
export const calm: Crisis = { name: "calm", words: "nothing goes wrong", hazards: [] };

/** The leader, or any other process, stops for ever. */
export const leaderCrash: Crisis = { name: "leader crash", words: "a process stops for ever", hazards: ["crash"] };

/** A process stops and comes back with what its disk holds. */
export const crashAndReturn: Crisis = {
  name: "crash and return",
  words: "a process stops and comes back with what it had made durable",
  hazards: ["crash", "restart"],
};

/** A process stops and comes back with an empty disk. */
export const amnesia: Crisis = {
  name: "amnesia",
  words: "a process stops and comes back with an empty disk",
  hazards: ["crash", "amnesia"],
};

/** A message never arrives. */
export const lostMessage: Crisis = { name: "lost message", words: "a message never arrives", hazards: ["loss"] };

/** A message arrives twice. */
export const duplicatedMessage: Crisis = {
  name: "duplicated message",
  words: "a message arrives twice",
  hazards: ["duplication"],
};

/** Messages overtake each other. */
export const reorderedMessages: Crisis = {
  name: "reordered messages",
  words: "messages overtake each other",
  hazards: ["reordering"],
};

/** Messages and timers take any time at all: a slow process looks like a dead one. */
export const slowNetwork: Crisis = {
  name: "slow network",
  words: "messages take any time, timers run out at any moment",
  hazards: ["asynchrony", "loss", "duplication", "reordering"],
};

/** Some processes cannot reach the others for a while. */
export const partition: Crisis = {
  name: "partition",
  words: "some processes cannot reach the others, for a while",
  hazards: ["partition"],
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
  ];
  const words =
    spared.length === 0 ? "everything that can go wrong" : `everything that can go wrong but ${spared.join(", ")}`;
  return [{ name: words, words, hazards: all.filter((hazard) => !spared.includes(hazard)) }];
}

/** Whether a claim that is made under the crises `under` is made where `hazards` may come together. */
export function isClaimedUnder(under: readonly Crisis[], hazards: readonly Hazard[]): boolean {
  return under.some((crisis) => hazards.every((hazard) => crisis.hazards.includes(hazard)));
}
