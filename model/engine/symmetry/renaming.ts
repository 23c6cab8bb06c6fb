import type { Model } from "../../../spec/model.ts";
import type { Leadership } from "../../../spec/protocol.ts";
import type { Rename } from "../../../spec/symmetry.ts";
import type { ProcessId, Vocabulary } from "../../../spec/vocabulary.ts";
import { said, shown } from "../../error.ts";
import { canonical, frozen } from "../../plain.ts";
import { InputError } from "../../scenario.ts";
import type { Cell } from "../cell.ts";
import { Interner } from "../interner.ts";
import type { Space } from "../space.ts";
import { Images } from "./images.ts";
import type { Generator, Permutations } from "./permutations.ts";

/**
 * What becomes of everything that has a number when processes are renamed: of
 * values as the model declares it, and of all that is made of values.
 */
export class Renaming<V extends Vocabulary> {
  readonly permutations: Permutations;
  readonly configurations: Images;
  readonly locals: Images;
  readonly durables: Images;
  readonly messages: Images;
  readonly envelopes: Images;
  readonly requests: Images;
  /** Of the values of history variables. */
  readonly remembered: Images;
  /** The requests that were met, by their numbers. */
  readonly requestValues: Interner<unknown> = new Interner();

  readonly #space: Space<V>;
  readonly #processes: readonly ProcessId[];
  readonly #cuts: Images;

  /** @param processes - the names by position, the same in every configuration */
  constructor(space: Space<V>, model: Model<V>, processes: readonly ProcessId[], permutations: Permutations) {
    const { actors, environments, size, watch } = space;
    const { symmetry } = model;
    this.#space = space;
    this.#processes = processes;
    this.permutations = permutations;
    const images = (
      what: string,
      show: (value: number) => unknown,
      exchange: (value: number, first: number) => number,
    ) =>
      new Images(size, exchange, (value, problem, first, second) =>
        wrong(
          what,
          `${problem}:\n    value   ${shown(show(value))}\n    first   ${shown(show(first))}\n    second  ${shown(show(second))}`,
        ),
      );
    /** The images of values that the model renames by one of its functions. */
    const declared = <T>(what: string, values: Interner<T>, rename: ((value: T, rename: Rename) => T) | undefined) =>
      images(
        what,
        (value) => values.value(value),
        (value, first) => {
          if (rename === undefined) return value;
          const text = renamed(what, rename, values.value(value), this.#exchange(first));
          return values.number(text, () => frozen(text));
        },
      );
    this.locals = declared("symmetry.state", actors.locals, symmetry?.state);
    this.durables = declared("symmetry.durable", actors.durables, symmetry?.durable);
    this.messages = declared("symmetry.message", actors.messages, symmetry?.message);
    this.requests = declared("symmetry.request", this.requestValues, symmetry?.request);
    this.configurations = images(
      "symmetry.parameters",
      (c) => actors.configurations[c],
      (configuration, first) => this.#configurationAfter(model, configuration, first),
    );
    const exchanged = (position: number, first: number): number =>
      position === first ? first + 1 : position === first + 1 ? first : position;
    this.envelopes = images(
      "symmetry.message",
      (e) => actors.envelopes.value(e),
      (envelope, first) => {
        const { from, message } = actors.envelopes.value(envelope);
        return actors.envelope(exchanged(from, first), this.messages.ofExchange(first, message));
      },
    );
    this.#cuts = images(
      "cuts",
      (c) => environments.cuts[c]?.sides,
      (cut, first) => {
        const near = environments.cuts[cut]!.sides[0].map((position) => exchanged(position, first)).sort(
          (a, b) => a - b,
        );
        return environments.cuts.findIndex(({ sides }) => sides.some((side) => side.join() === near.join()));
      },
    );
    const { values, histories } = watch.memories;
    this.remembered = images(
      "rename of a history variable",
      (v) => values.value(v).value,
      (number, first) => {
        const { history, value } = values.value(number);
        const { name, rename } = histories[history]!;
        const text = renamed(
          `rename of the history variable ${shown(name)}`,
          rename!.bind(histories[history]),
          value,
          this.#exchange(first),
        );
        return watch.memories.rememberText(history, text);
      },
    );
  }

  /** The image of a cell of the process at `position`, as a number at the position to which the generator moves it. */
  cell(generator: Generator, position: number, number: number): number {
    const { cells } = this.#space;
    const to = this.permutations.moved(generator, position);
    const cell = cells.cell(position, number);
    const inbox = cell.inbox.map((envelope) => this.envelopes.of(generator, envelope));
    const image = cells.number(to, { ...this.#bare(generator, cell), timers: cell.timers, inbox });
    if (cells.tables[position]!.beyond[number] !== cells.tables[to]!.beyond[image])
      throw this.#unequalBound(cell, position);
    return image;
  }

  /** The image of a face. */
  face(generator: Generator, face: number): number {
    const { position, cell } = this.#space.faces.origin(face);
    return this.#space.faces.of(this.#bare(generator, cell), this.permutations.moved(generator, position));
  }

  /** The image of an environment. */
  environment(generator: Generator, number: number): number {
    const { environments } = this.#space;
    const { configuration, left, cut } = environments.ground(number);
    const ground = {
      configuration: this.configurations.of(generator, configuration),
      left,
      cut: cut < 0 ? cut : this.#cuts.of(generator, cut),
    };
    return environments.number(ground, this.memory(generator, environments.memory[number]!));
  }

  /** The image of the values of all history variables. */
  memory(generator: Generator, memory: number): number {
    const { memories } = this.#space.watch;
    return memories.number(memories.parts(memory).map((value) => this.remembered.of(generator, value)));
  }

  /** The image of a leadership. */
  leadership(generator: Generator, { leader, ...rest }: Leadership): Leadership {
    if (leader === null) return { leader, ...rest };
    const position = this.#processes.indexOf(leader);
    return { leader: this.#processes[this.permutations.moved(generator, position)]!, ...rest };
  }

  /** The image of a cell without its timers and its inbox. */
  #bare(generator: Generator, { configuration, status, local, overwritten }: Cell): Cell {
    const image =
      status === "gone"
        ? local
        : status === "down"
          ? this.durables.of(generator, local)
          : this.locals.of(generator, local);
    return {
      configuration: this.configurations.of(generator, configuration),
      status,
      local: image,
      overwritten: overwritten < 0 ? overwritten : this.durables.of(generator, overwritten),
      timers: [],
      inbox: [],
    };
  }

  /** The renaming that exchanges the names of the processes at `first` and at the next position. */
  #exchange(first: number): Rename {
    const processes = this.#processes;
    const [one, other] = [processes[first]!, processes[first + 1]!];
    return (process) => {
      if (process === one) return other;
      if (process === other) return one;
      if (processes.includes(process)) return process;
      throw new RangeError(`rename: ${shown(process)} is not the name of a process`);
    };
  }

  #configurationAfter(model: Model<V>, configuration: number, first: number): number {
    const { configurations } = this.#space.actors;
    const { processes, parameters } = configurations[configuration]!;
    const rename = model.symmetry?.parameters;
    if (rename === undefined) return configuration;
    const renamedParameters: unknown = JSON.parse(
      renamed("symmetry.parameters", rename.bind(model.symmetry), parameters, this.#exchange(first)),
    );
    const text = canonical({ ...configurations[configuration]!, processes, parameters: renamedParameters });
    const found = configurations.findIndex((other) => canonical(other) === text);
    if (found >= 0) return found;
    throw new InputError(
      "symmetry-configurations",
      `${model.protocol.name}: its parameters tell processes apart\n  parameters                                   ${shown(parameters)}\n  with ${processes[first]} and ${processes[first + 1]} exchanged, no configuration  ${shown(renamedParameters)}\n  Give every process the same, or explore without symmetry.`,
    );
  }

  #unequalBound(cell: Cell, position: number): InputError {
    const state = this.#space.actors.locals.value(cell.local);
    const process = this.#space.actors.process(cell.configuration, position);
    return new InputError(
      "symmetry-bound",
      `${this.#space.name}: a bound tells processes apart\n  process  ${process}\n  state    ${shown(state)}\n  With names exchanged, this state is on the other side of a bound. Measure what does not depend on names, or explore without symmetry.`,
    );
  }
}

/** The canonical text of a value in which the model renamed the processes. */
function renamed<T>(what: string, rename: (value: T, rename: Rename) => T, value: T, how: Rename): string {
  try {
    return canonical(rename(value, how));
  } catch (error) {
    throw wrong(what, `it threw ${said(error)}\n    value   ${shown(value)}`);
  }
}

function wrong(what: string, problem: string): InputError {
  return new InputError(
    "symmetry-renaming",
    `${what} does not rename well: ${problem}\n  Replace every name of a process in the value by rename(name), sort what is kept sorted, and change nothing else.`,
  );
}
