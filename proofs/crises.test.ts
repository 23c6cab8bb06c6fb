import { expect, test } from "vitest";
import { hazards } from "../model/hazards.ts";
import { calmScenario } from "../model/scenario.ts";
import { amnesia, calm, crises, reorderedMessages, slowNetwork } from "../spec/crisis.ts";
import { scenarioOf } from "./crises.ts";

test.each(crises)("the scenario of “$name” holds the hazards of that crisis and no others", (crisis) => {
  expect(new Set(hazards(scenarioOf(crisis)))).toEqual(new Set(crisis.hazards));
});

test("a crisis happens once, to three processes", () => {
  expect(scenarioOf(calm)).toEqual(calmScenario);
  expect(scenarioOf(amnesia)).toEqual({ ...calmScenario, crashes: 1, amnesia: 1 });
  expect(scenarioOf(reorderedMessages)).toEqual({ ...calmScenario, network: "unordered" });
});

test("a slow network is duplicating and asynchronous, without budgets", () => {
  expect(scenarioOf(slowNetwork)).toEqual({ ...calmScenario, network: "duplicating", timing: "asynchronous" });
});
