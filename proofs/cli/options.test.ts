import { expect, test } from "vitest";
import { InputError } from "../../model/scenario.ts";
import { type Options, optionLines, parsed } from "./options.ts";

const options = {
  loud: { takes: "flag", words: "make noise", short: "l" },
  count: { takes: "number", least: 1, words: "how many" },
  shape: { takes: "choice", choices: ["round thing", "square"], words: "which form" },
  title: { takes: "word", words: "what it is called" },
  tag: { takes: "words", words: "a tag" },
  set: { takes: "pairs", words: "a value" },
} as const satisfies Options;

const parse = (...args: readonly string[]): ReturnType<typeof parsed<typeof options>> =>
  parsed("draw", options, 1, args);

function problem(...args: readonly string[]): { code: string; message: string } {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("every kind of option is read", () => {
  const args = [
    "-l",
    "--count=1_000",
    "--shape",
    "round-thing",
    "x",
    "--title",
    "a b",
    "--tag",
    "p",
    "--tag=q",
    "--set",
    "a=b=c",
  ];
  expect(parse(...args)).toEqual({
    given: { loud: true, count: 1000, shape: "round thing", title: "a b", tag: ["p", "q"], set: { a: "b=c" } },
    positionals: ["x"],
  });
});

test("what is left out is undefined or empty", () => {
  const nothing = { loud: false, count: undefined, shape: undefined, title: undefined, tag: [], set: {} };
  expect(parse()).toEqual({ given: nothing, positionals: [] });
});

test("a parameter may be called like something that every object has", () => {
  expect(parse("--set", "__proto__=1").given.set).toEqual(Object.fromEntries([["__proto__", "1"]]));
  expect(problem("--constructor").code).toBe("option-unknown");
});

test.each([
  [["--lod"], "option-unknown", "draw: there is no option --lod\nDid you mean --loud? The options: --loud, --count"],
  [["-z"], "option-unknown", "draw: there is no option -z\nThe options: "],
  [["--count"], "option-value", "--count needs a value\nWrite --count N."],
  [["--count="], "option-value", "--count needs a value"],
  [["--count", "--loud"], "option-value", "--count needs a value"],
  [["--count", "-1"], "option-number", "--count is “-1”, which is less than 1\nGive a whole number of at least 1."],
  [["--count", "0"], "option-number", "which is less than 1"],
  [["--count", "1.5"], "option-number", "--count is “1.5”, which is no whole number"],
  [["--count", "many"], "option-number", "--count is “many”, which is no whole number"],
  [["--count", "9".repeat(20)], "option-number", "which is too large"],
  [["--count", "1", "--count", "2"], "option-repeated", "--count is given more than once"],
  [
    ["--shape", "sqare"],
    "option-choice",
    'cannot be “sqare”\nDid you mean square? The choices: "round thing", square.',
  ],
  [["--loud=yes"], "option-value", "--loud takes no value, and was given “yes”"],
  [["--no-loud"], "option-unknown", "there is no option --no-loud"],
  [["--tag", "p", "--tag", "p"], "option-repeated", "--tag “p” is given more than once"],
  [["--set", "a"], "option-pair", "--set “a” is no name and value\nWrite --set name=value"],
  [["--set", "=1"], "option-pair", "is no name and value"],
  [["--set", "a=1", "--set", "a=2"], "option-repeated", "--set a is given more than once"],
  [["x", "y"], "argument-extra", "“y” is one argument too many: it takes at most 1 argument"],
] as const)("%j is refused, and told why", (args, code, message) => {
  const found = problem(...args);
  expect(found.code).toBe(code);
  expect(found.message).toContain(message);
});

test("the help has a line for every option, with what it takes", () => {
  const [loud, count, shape] = optionLines(options, 80);
  expect(loud).toBe("  -l, --loud        make noise");
  expect(count).toBe("  --count N         how many");
  expect(shape).toBe("  --shape NAME      which form: round thing, square");
});
