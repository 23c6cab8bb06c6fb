/** Options of a command: one table says what there is, what a person may type, and what the help prints. */
import { parseArgs } from "node:util";
import { InputError } from "../../model/scenario.ts";
import { hanging, padded } from "./layout.ts";
import { insteadOf, plainName } from "./words.ts";

/** One option of a command. */
export interface Option {
  /**
   * What it takes: nothing (`flag`), a whole number, one of `choices`, one word, several words by
   * repetition, or several `name=value` by repetition.
   */
  readonly takes: "flag" | "number" | "choice" | "word" | "words" | "pairs";
  /** What it does, for the help. */
  readonly words: string;
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** The least number that makes sense; 0 by default. */
  readonly least?: number;
  readonly short?: string;
}

/** The options of a command by their names. */
export type Options = Readonly<Record<string, Option>>;

/** What was typed, by option: undefined, or an empty list, where an option was left out. */
export type Given<O extends Options> = { readonly [Name in keyof O]: GivenValue<O[Name]> };

type GivenValue<O extends Option> = O["takes"] extends "flag"
  ? boolean
  : O["takes"] extends "number"
    ? number | undefined
    : O["takes"] extends "choice"
      ? (O["choices"] extends readonly (infer Choice)[] ? Choice : string) | undefined
      : O["takes"] extends "word"
        ? string | undefined
        : O["takes"] extends "words"
          ? readonly string[]
          : Readonly<Record<string, string>>;

/**
 * Reads what was typed behind a command.
 *
 * @param command - the name of the command, for messages
 * @param most - how many arguments it takes that are no options: an integer of at least 0
 * @throws InputError with a code `option-…` or `argument-…` that says what is wrong and what to do
 */
export function parsed<O extends Options>(
  command: string,
  options: O,
  most: number,
  args: readonly string[],
): { readonly given: Given<O>; readonly positionals: readonly string[] } {
  const fail = (code: string, message: string): InputError => new InputError(code, `${command}: ${message}`);
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, parseArgsOption(option)])),
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const names = Object.keys(options).map((name) => `--${name}`);
      throw fail(
        "option-unknown",
        `there is no option ${token.rawName}\n${insteadOf(token.rawName, names, "options")}`,
      );
    }
    const before = values.get(token.name) ?? [];
    if (before.length > 0 && option.takes !== "words" && option.takes !== "pairs") {
      throw fail("option-repeated", `--${token.name} is given more than once\nGive it once.`);
    }
    values.set(token.name, [...before, textOf(token, option, fail)]);
  }
  if (positionals.length > most) {
    const [extra] = positionals.slice(most);
    const what = most === 0 ? "takes no arguments" : `takes at most ${most} argument${most === 1 ? "" : "s"}`;
    throw fail(
      "argument-extra",
      `“${extra}” is one argument too many: it ${what}\nA value of several words needs quotation marks.`,
    );
  }
  const given = Object.entries(options).map(([name, option]) => [
    name,
    readValue(name, option, values.get(name) ?? [], fail),
  ]);
  return { given: Object.fromEntries(given) as Given<O>, positionals };
}

type Fail = (code: string, message: string) => InputError;

interface OptionToken {
  readonly name: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function parseArgsOption({ takes, short }: Option): { type: "string" | "boolean"; multiple: true; short?: string } {
  return { type: takes === "flag" ? "boolean" : "string", multiple: true, ...(short === undefined ? {} : { short }) };
}

function textOf({ name, value, inlineValue }: OptionToken, option: Option, fail: Fail): string {
  if (option.takes === "flag") {
    if (value !== undefined)
      throw fail("option-value", `--${name} takes no value, and was given “${value}”\nWrite --${name} alone.`);
    return "";
  }
  // The next option is no value, but a negative number is meant as one and deserves a message of its own.
  const isOption = inlineValue === false && value !== undefined && /^-(?!\d)/.test(value);
  if (value === undefined || value === "" || isOption) {
    throw fail("option-value", `--${name} needs a value\nWrite --${name} ${placeholder(option)}.`);
  }
  return value;
}

function readValue(name: string, option: Option, texts: readonly string[], fail: Fail): unknown {
  if (option.takes === "flag") return texts.length > 0;
  if (option.takes === "words") return distinct(name, texts, fail);
  if (option.takes === "pairs") return pairs(name, texts, fail);
  const [text] = texts;
  if (text === undefined) return undefined;
  if (option.takes === "number") return wholeNumber(`--${name}`, text, option.least ?? 0, fail);
  if (option.takes !== "choice") return text;
  const choices = option.choices ?? [];
  const chosen = choices.find((choice) => plainName(choice) === plainName(text));
  if (chosen === undefined) {
    throw fail("option-choice", `--${name} cannot be “${text}”\n${insteadOf(text, choices, "choices")}`);
  }
  return chosen;
}

/**
 * Reads a whole number, such as `1000000` or `1_000_000`.
 *
 * @param what - what it is a number of, for the message
 */
export function wholeNumber(what: string, text: string, least: number, fail: Fail): number {
  const value = /^-?\d+(_\d+)*$/.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < least) {
    const why = Number.isNaN(value) ? "is no whole number" : value < least ? `is less than ${least}` : "is too large";
    throw fail("option-number", `${what} is “${text}”, which ${why}\nGive a whole number of at least ${least}.`);
  }
  return value;
}

function distinct(name: string, texts: readonly string[], fail: Fail): readonly string[] {
  const twice = texts.find((text, i) => texts.indexOf(text) !== i);
  if (twice !== undefined) throw fail("option-repeated", `--${name} “${twice}” is given more than once\nGive it once.`);
  return texts;
}

function pairs(name: string, texts: readonly string[], fail: Fail): Readonly<Record<string, string>> {
  const read = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf("=");
    if (at < 1 || at === text.length - 1) {
      throw fail(
        "option-pair",
        `--${name} “${text}” is no name and value\nWrite --${name} name=value, without spaces around the =.`,
      );
    }
    const key = text.slice(0, at);
    if (read.has(key)) throw fail("option-repeated", `--${name} ${key} is given more than once\nGive it once.`);
    read.set(key, text.slice(at + 1));
  }
  return Object.fromEntries(read);
}

function placeholder({ takes, value, choices }: Option): string {
  return value ?? choices?.join("|") ?? (takes === "number" ? "N" : takes === "pairs" ? "name=value" : "NAME");
}

/** The lines of a help text that tell about options. */
export function optionLines(options: Options, width: number): readonly string[] {
  const rows = Object.entries(options).map(([name, option]) => {
    const short = option.short === undefined ? "" : `-${option.short}, `;
    const value = option.takes === "flag" ? "" : ` ${option.choices === undefined ? placeholder(option) : "NAME"}`;
    const choices = option.choices === undefined ? "" : `: ${option.choices.join(", ")}`;
    return { head: `  ${short}--${name}${value}`, text: option.words + choices };
  });
  const indent = Math.max(...rows.map(({ head }) => head.length)) + 2;
  return rows.flatMap(({ head, text }) => hanging(padded(head, indent), text, width));
}
