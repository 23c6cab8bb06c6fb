/**
 * What the protocol was asked, and what it answered. A checkpoint is worth
 * nothing to a protocol that would answer otherwise, so that all of it is asked
 * again.
 */
import type { Event } from "../../spec/event.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Actors, Outcome, Stimulus } from "../engine/actors.ts";
import { said, shown } from "../error.ts";
import { canonical } from "../plain.ts";
import { InputError } from "../scenario.ts";
import type { Decoder } from "./decoder.ts";
import type { Encoder } from "./encoder.ts";
import { damaged } from "./frames.ts";
import { within, writeEach } from "./values.ts";

/** The kinds of stimuli, in the order of their numbers in the format. */
const kinds: readonly Stimulus["type"][] = ["start", "receive", "timeout", "request"];

/** Writes the questions with their answers, in the order in which they were asked. */
export function* writeAnswers<V extends Vocabulary>(out: Encoder, { journal }: Actors<V>): Generator<Uint8Array, void> {
  const { boots, durables, leaderships, steps } = journal;
  yield* writeEach(out, boots.length, (i) => {
    const [configuration, position, durable, local] = boots[i]!;
    // A process that boots with nothing has the durable value -1.
    out.numbers([configuration, position, durable + 1, local]);
  });
  yield* writeEach(out, durables.length, (i) => out.numbers(durables[i]!));
  yield* writeEach(out, leaderships.length, (i) => {
    const [configuration, position, local, leadership] = leaderships[i]!;
    out.numbers([configuration, position, local]);
    out.text(canonical(leadership));
  });
  yield* writeEach(out, steps.length, (i) => {
    const [configuration, position, local, stimulus, outcome] = steps[i]!;
    out.numbers([configuration, position, local]);
    writeStimulus(out, stimulus);
    out.number(outcome.local);
    out.text(canonical(outcome.effects));
  });
}

/**
 * Asks everything again.
 *
 * @throws InputError with the code `checkpoint-protocol` where an answer is another one
 */
export function askAgain<V extends Vocabulary>(from: Decoder, actors: Actors<V>, name: string): void {
  each(from, () => {
    const [configuration, position, durable, local] = known(from.numbers(), actors);
    if (durable! > 0) within(durable! - 1, actors.durables);
    compare(name, {
      what: "init",
      process: actors.process(configuration!, position!),
      about: durable === 0 ? "with nothing" : `with ${shown(actors.durables.value(durable! - 1))}`,
      there: actors.locals.value(within(local!, actors.locals)),
      ask: () => actors.locals.value(actors.boot(configuration!, position!, durable! - 1)),
    });
  });
  each(from, () => {
    const [configuration, position, local, durable] = known(from.numbers(), actors);
    compare(name, {
      what: "durable",
      process: actors.process(configuration!, position!),
      about: `in the state ${shown(actors.locals.value(within(local!, actors.locals)))}`,
      there: actors.durables.value(within(durable!, actors.durables)),
      ask: () => actors.durables.value(actors.durableOf(configuration!, position!, local!)),
    });
  });
  each(from, () => {
    const [configuration, position, local] = known(from.numbers(), actors);
    compare(name, {
      what: "leadership",
      process: actors.process(configuration!, position!),
      about: `in the state ${shown(actors.locals.value(within(local!, actors.locals)))}`,
      there: JSON.parse(from.text()),
      ask: () => actors.leadershipOf(configuration!, position!, local!),
    });
  });
  each(from, () => {
    const [configuration, position, local] = known(from.numbers(), actors);
    const stimulus = readStimulus(from, actors);
    const after = within(from.number(), actors.locals);
    const event: Event<V> = actors.eventOf(configuration!, stimulus);
    compare(name, {
      what: "step",
      process: actors.process(configuration!, position!),
      about: `in the state ${shown(actors.locals.value(within(local!, actors.locals)))}, at ${shown(event)}`,
      there: [actors.locals.value(after), ...(JSON.parse(from.text()) as readonly unknown[])],
      ask: () => told(actors, actors.step(configuration!, position!, local!, stimulus)),
    });
  });
}

function told<V extends Vocabulary>(actors: Actors<V>, { local, effects }: Outcome): readonly unknown[] {
  return [actors.locals.value(local), ...effects];
}

interface Question {
  readonly what: string;
  readonly process: number;
  readonly about: string;
  /** What was answered when the checkpoint was written. */
  readonly there: unknown;
  ask(): unknown;
}

function compare(name: string, { what, process, about, there, ask }: Question): void {
  let here: string;
  try {
    const answer = ask();
    if (canonical(answer) === canonical(there)) return;
    here = `answers ${shown(answer)}`;
  } catch (error) {
    here = `throws ${said(error)}`;
  }
  throw new InputError(
    "checkpoint-protocol",
    `the checkpoint was written with another version of ${name}: ${what} of process ${process}, ${about}\n  then  answered ${shown(there)}\n  now   ${here}\n  Begin anew without it, or go back to the version that it was written with.`,
  );
}

function each(from: Decoder, read: () => void): void {
  for (let left = from.number(); left > 0; left--) read();
}

/** Numbers of which the first two must be a configuration and a position that exist. */
function known<V extends Vocabulary>(numbers: readonly number[], actors: Actors<V>): readonly number[] {
  const [configuration = 0, position = 0] = numbers;
  const processes = actors.configurations[configuration]?.processes ?? [];
  if (numbers.length < 3 || position >= processes.length) throw damaged("somebody was asked who is not there");
  return numbers;
}

function writeStimulus(out: Encoder, stimulus: Stimulus): void {
  out.number(kinds.indexOf(stimulus.type));
  if (stimulus.type === "receive") out.number(stimulus.envelope);
  else if (stimulus.type === "timeout") out.number(stimulus.timer);
  else if (stimulus.type === "request") out.text(canonical(stimulus.request));
}

function readStimulus<V extends Vocabulary>(from: Decoder, actors: Actors<V>): Stimulus {
  const type = kinds[from.number()];
  switch (type) {
    case "start":
      return { type };
    case "receive":
      return { type, envelope: within(from.number(), actors.envelopes) };
    case "timeout":
      return { type, timer: within(from.number(), actors.timerNames) };
    case "request":
      return { type, request: JSON.parse(from.text()) };
    default:
      throw damaged("something happened that there is not");
  }
}
