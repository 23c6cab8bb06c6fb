import { expect, test } from "vitest";
import type { Model } from "../../spec/model.ts";
import { parametersFrom } from "./parameters.ts";

const model = {
  protocol: { name: "toy" },
  parameters: { size: 2, eager: false, names: ["a"], log: {}, leader: null, mode: "calm" },
} as unknown as Model;

test("without --set the parameters are the model's own, and null where it has none", () => {
  expect(parametersFrom({}, model)).toBe(model.parameters);
  expect(parametersFrom({}, { protocol: { name: "toy" } } as Model)).toBeNull();
});

test("a value is JSON or a bare word, and null may become anything", () => {
  const given = { size: "3", eager: "true", names: '["b"]', log: '{"1":2}', leader: "7", mode: "wild" };
  expect(parametersFrom(given, model)).toEqual({
    size: 3,
    eager: true,
    names: ["b"],
    log: { 1: 2 },
    leader: 7,
    mode: "wild",
  });
});

test("where null stands for every process, only a list of processes may replace it", () => {
  expect(parametersFrom({ leader: "[1,2]" }, model, [1, 2])).toMatchObject({ leader: [1, 2] });
  expect(parametersFrom({ leader: "null" }, model, [1, 2])).toMatchObject({ leader: null });
  for (const value of ["3", "[3]", "all"]) {
    expect(() => parametersFrom({ leader: value }, model, [1, 2])).toThrow("neither null nor a list of processes");
  }
});

test("a parameter that does not exist is refused with those that do", () => {
  expect(() => parametersFrom({ sise: "3" }, model)).toThrow(
    "toy has no parameter “sise”\nDid you mean size? The parameters of toy: size, eager, names, log, leader, mode.",
  );
  expect(() => parametersFrom({ x: "3" }, { protocol: { name: "bare" } } as Model)).toThrow(
    "There are no parameters of bare.",
  );
});

test.each([
  ["eager", "flase", "--set eager is a string, and toy needs a boolean\nIts default is false."],
  ["size", "big", "--set size is a string, and toy needs a number"],
  ["names", "{}", "--set names is an object, and toy needs an array"],
  ["mode", "3", "--set mode is a number, and toy needs a string"],
])("a value of another kind is refused: %s=%s", (name, value, message) => {
  expect(() => parametersFrom({ [name]: value }, model)).toThrow(message);
});
