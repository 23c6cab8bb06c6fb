/** What a checkpoint is a checkpoint of. */
import type { Claim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Space } from "../engine/space.ts";
import { shown } from "../error.ts";
import { canonical } from "../plain.ts";
import { InputError } from "../scenario.ts";

/**
 * All that decides which states an exploration meets and where it ends, its
 * functions excepted, in words and values: a checkpoint is good for an
 * exploration of the same subject only.
 */
export type Subject = Readonly<Record<string, unknown>>;

/** What {@link subjectOf} needs to know beside the space. */
export interface Manner {
  readonly symmetry: boolean;
  readonly relativeEpochs: boolean;
  readonly toTheEnd: boolean;
}

/** The subject of an exploration. */
export function subjectOf<V extends Vocabulary>(
  { name, scenario, actors, size }: Space<V>,
  claims: readonly Claim<V>[],
  { symmetry, relativeEpochs, toTheEnd }: Manner,
): Subject {
  const { bounds, ...rest } = scenario;
  const everywhere = <T>(of: (configuration: number, position: number) => T): readonly (readonly T[])[] =>
    actors.configurations.map((_, configuration) =>
      Array.from({ length: size }, (_, position) => of(configuration, position)),
    );
  return {
    algorithm: name,
    ...rest,
    ...Object.fromEntries(Object.entries(bounds).map(([bound, most]) => [`bound ${bound}`, most])),
    configurations: actors.configurations,
    timers: everywhere((configuration, position) =>
      Object.fromEntries(
        [...actors.durations(configuration, position)].map(([timer, ticks]) => [actors.timerNames.value(timer), ticks]),
      ),
    ),
    "possible requests": scenario.requests > 0 ? everywhere((c, position) => actors.requests(c, position)) : [],
    claims: claims.map((claim) => `${claim.name} (${claim.kind}${claim.history ? `, ${claim.history.name}` : ""})`),
    symmetry,
    "relative epochs": relativeEpochs,
    "to the end": toTheEnd,
  };
}

/**
 * Sees that two subjects are one.
 *
 * @throws InputError with the code `checkpoint-subject` that says what differs
 */
export function compareSubjects(there: Subject, here: Subject): void {
  const different = [...new Set([...Object.keys(there), ...Object.keys(here)])].filter(
    (aspect) => textOf(there[aspect]) !== textOf(here[aspect]),
  );
  if (different.length === 0) return;
  const lines = different.map(
    (aspect) => `  ${aspect}: then ${shown(there[aspect] ?? null)}, now ${shown(here[aspect] ?? null)}`,
  );
  throw new InputError(
    "checkpoint-subject",
    `the checkpoint is of another exploration\n${lines.join("\n")}\n  Ask for the same again, or begin anew without it.`,
  );
}

function textOf(value: unknown): string {
  return value === undefined ? "" : canonical(value);
}
