/** What is owed in runs that go on for ever: as a person says it, and as it is told. */
import { completeFairness } from "../../model/liveness/index.ts";
import type { LivenessResult, Verdict } from "../../model/result.ts";
import { InputError } from "../../model/scenario.ts";
import { type Claim, livenessKinds } from "../../spec/claim.ts";
import { type Fairness, fair, type Obligation, unfair } from "../../spec/fairness.ts";
import type { Given } from "./options.ts";
import { counted } from "./words.ts";

/** The option. */
export const fairnessOptions = {
  fairness: {
    takes: "words",
    value: "WHAT",
    words:
      "what is owed in runs that go on for ever, in place of what the claims say: none, weak or strong for all, or one of deliveries, timers, starts, processes, time, healing as name=none, name=weak or name=strong, or durations=random or durations=none. Repeatable: first what is owed of all, then what of some",
  },
} as const;

const strong: Fairness = {
  ...fair,
  deliveries: "strong",
  timers: "strong",
  starts: "strong",
  time: "strong",
  healing: "strong",
};

const wholes: Readonly<Record<string, Fairness>> = { none: unfair, weak: fair, strong };

/**
 * What was asked for of fairness, or nothing.
 *
 * @throws InputError where a word is none of fairness, or says the opposite of an earlier one
 */
export function fairnessFrom({ fairness }: Given<typeof fairnessOptions>): Partial<Fairness> {
  const byName = new Map<string, string>();
  for (const [index, word] of fairness.entries()) {
    const isWhole = Object.hasOwn(wholes, word);
    const [name = ""] = word.split("=");
    // What is said of all gives way to what is said of one behind it.
    const earlier = isWhole ? (index === 0 ? undefined : fairness[0]) : byName.get(name);
    if (earlier !== undefined && earlier !== word) {
      throw new InputError(
        "fairness",
        `check: --fairness “${word}” contradicts --fairness “${earlier}”\nGive what is owed of all first, and then each name once.`,
      );
    }
    if (!isWhole) byName.set(name, word);
  }
  return Object.assign({}, ...fairness.map(partFrom));
}

/**
 * What was asked for of fairness for those of `claims` that are about runs.
 *
 * @throws InputError as {@link fairnessFrom} does, and where there are none of these
 */
export function fairnessFor(given: Given<typeof fairnessOptions>, claims: readonly Claim[]): Partial<Fairness> {
  const found = fairnessFrom(given);
  if (given.fairness.length > 0 && !claims.some(({ kind }) => kind !== "recoverable" && isEndless(kind))) {
    throw new InputError(
      "fairness",
      "check: --fairness says what is owed in runs that go on for ever, and no claim that is chosen is about such runs\nChoose one by --claim or --recovers, or leave it out.",
    );
  }
  return found;
}

function isEndless(kind: Claim["kind"]): boolean {
  return livenessKinds.some((endless) => endless === kind);
}

function partFrom(word: string): Partial<Fairness> {
  if (Object.hasOwn(wholes, word)) return wholes[word]!;
  const [name = "", value, ...rest] = word.split("=");
  if (value === undefined || rest.length > 0) {
    throw new InputError(
      "fairness",
      `check: --fairness cannot be “${word}”\nWrite none, weak or strong, or a name and how strongly, such as deliveries=weak.`,
    );
  }
  const part = { [name]: value };
  completeFairness(part, "check: --fairness");
  return part;
}

/** What is owed, in words. */
export function fairnessInWords({ durations, ...owed }: Fairness): string {
  const names = Object.entries(owed) as readonly (readonly [string, Obligation])[];
  const of = (obligation: Obligation): string =>
    names
      .filter(([, value]) => value === obligation)
      .map(([name]) => name)
      .join(", ");
  const parts = [
    ...(["weak", "strong"] as const).flatMap((obligation) => {
      return of(obligation) === "" ? [] : [`${obligation} for ${of(obligation)}`];
    }),
    ...(durations === "random" ? ["durations random"] : []),
  ];
  return parts.length === 0 ? "none: a run may stand still at any moment" : parts.join("; ");
}

/** How a claim over runs that go on for ever is violated, in words. */
export function breachInWords({ steps = 0, trace }: Pick<Verdict, "steps" | "trace">): string {
  const from = trace?.repeatsFrom;
  if (from === undefined) return `violated: ${after(steps)}nothing good can be reached any more`;
  if (from === steps) return `violated: ${after(steps)}nothing happens any more`;
  const repeating = steps - from;
  const stem = from === 0 ? "" : `after ${counted(from, "step")}, `;
  return `violated: ${stem}${counted(repeating, "step")} ${repeating === 1 ? "repeats" : "repeat"} for ever`;
}

function after(steps: number): string {
  return steps === 0 ? "" : `after ${counted(steps, "step")} `;
}

/** What else is to be said of how a claim over runs that go on for ever came out, if anything. */
export function remarkOn({ vacuous }: LivenessResult): string {
  switch (vacuous) {
    case null:
      return "";
    case "always good":
      return "vacuous here: it is good in every state that was seen";
    case "good from the beginning":
      return "vacuous here: it is good from the beginning";
    case "never good":
      return "it is good in no state that was seen";
    case "never called for":
      return "vacuous here: nothing calls for it in any state that was seen";
  }
}
