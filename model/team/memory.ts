/**
 * What the members of a team share: plain buffers, so that it can be handed to
 * other threads as it is.
 */
export interface TeamMemory {
  /** How many members there are, at least 1. Member 0 is the one that began. */
  readonly members: number;
  /** How many fields a state has. */
  readonly fields: number;
  /** 32-bit integers, by the names of `words`; then a bell for each member, and for each a row of depths by claim. */
  readonly control: SharedArrayBuffer;
  /** 64-bit numbers: what each member has counted. */
  readonly counts: SharedArrayBuffer;
  /** The ledger: UTF-16. */
  readonly ledger: SharedArrayBuffer;
  /** States on their way: a ring for each pair of members. */
  readonly mail: SharedArrayBuffer;
  /** Why the team failed, as JSON: UTF-16. */
  readonly problem: SharedArrayBuffer;
}

/** Where is what among the shared integers. */
export const words = {
  /** The lock of the ledger: 0 where nobody has it. */
  lock: 0,
  /** How long the ledger is. */
  ledgerLength: 1,
  /** Not 0 once a member has failed: how long the problem's text is. */
  failed: 2,
  /** 1 once the exploration is to end. */
  end: 3,
  /** How many levels there were when the team began; 0 before. */
  levels: 4,
  /** How often members were through with the states of a level. */
  through: 5,
  /** How often members have closed a level. */
  closed: 6,
  /** How many levels may be left behind. */
  released: 7,
  /** How many members are there. */
  present: 8,
  /** How many members have ended. */
  ended: 9,
  /** 1 once a member has no memory left. */
  exhausted: 10,
  /** Where the bells begin. */
  bells: 16,
} as const;

/** How many integers each member has for the depths at which it decided claims. */
export const claimsPerMember = 32;

/** Where the depths of a member's decisions begin. */
export function decisionsOf(memory: TeamMemory, member: number): number {
  return words.bells + memory.members + member * claimsPerMember;
}

/** How many slots a ring has. */
export const slots = 16;
/** How many integers a slot has: 64 kB. */
export const slotWords: number = 1 << 14;
/** How long the ledger may get, in characters. Pages that are not written to take no memory. */
const mostInLedger = 1 << 28;
/** How long the text of a problem may get, in characters. */
export const mostInProblem: number = 1 << 16;

/** The memory of a team that explores states of so many fields. */
export function teamMemory(members: number, fields: number): TeamMemory {
  const pairs = members * members;
  return {
    members,
    fields,
    control: new SharedArrayBuffer(4 * (words.bells + members * (1 + claimsPerMember))),
    counts: new SharedArrayBuffer(8 * 8 * members),
    ledger: new SharedArrayBuffer(2 * mostInLedger),
    mail: new SharedArrayBuffer(4 * pairs * (2 + slots * slotWords)),
    problem: new SharedArrayBuffer(2 * mostInProblem),
  };
}

/** Writes a text as it is; the end is left out where there is no room for it. Returns how many characters were written. */
export function writeText(to: Uint16Array, at: number, text: string): number {
  const length = Math.min(text.length, to.length - at);
  for (let i = 0; i < length; i++) to[at + i] = text.charCodeAt(i);
  return length;
}

/** Reads a text that {@link writeText} wrote. */
export function readText(from: Uint16Array, at: number, length: number): string {
  let text = "";
  for (let i = at; i < at + length; i += 4096) {
    text += String.fromCharCode(...from.subarray(i, Math.min(i + 4096, at + length)));
  }
  return text;
}
