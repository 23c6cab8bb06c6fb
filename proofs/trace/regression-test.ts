/** A trace as a test: it fails until the bug that the trace shows is mended. */
import type { Trace } from "../../model/result.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { type ScheduledStep, scheduleOf } from "../../model/schedule.ts";
import { actionInWords } from "../cli/action.ts";
import { wrapped } from "../cli/layout.ts";

/** Where a test finds the model. */
export type ModelImport =
  /** One export is the model: `default`, or a name. */
  | { readonly from: string; readonly model: string }
  /** The parts of the model are exports of their own. `protocol` names the export that is the protocol. */
  | { readonly from: string; readonly protocol: string; readonly parts: readonly string[] };

/** What a test is made of. */
export interface Regression {
  readonly trace: Trace;
  readonly claim: string;
  readonly kind: "violated" | "seen";
  /** What the trace shows, in lines. */
  readonly about: readonly string[];
  readonly scenario: Scenario;
  readonly parameters: unknown;
  readonly model: ModelImport;
}

/**
 * The text of a test file for vitest.
 *
 * @remarks
 * The test takes what is done in the trace, step by step, through the protocol's
 * reducer as it is then, and looks at the claim after every step. It passes where
 * the claim holds all along, and where a step cannot be taken any more: then the
 * way that the trace showed is closed. For a `sometimes`, it passes as long as
 * the trace still shows it.
 */
export function regressionTestOf({ trace, claim, kind, about, scenario, parameters, model }: Regression): string {
  const { processes, parameters: own, timers, steps } = scheduleOf(trace);
  const head = Object.entries({ processes, parameters: own, timers }).filter(([, value]) => value !== undefined);
  const isViolated = kind === "violated";
  const what = isViolated
    ? "It fails until no step of this way leads there any more, or until the way cannot be taken any more."
    : "It fails when this way does not lead there any more.";
  return `${[
    "/**",
    ...[...about, what].flatMap((line) => wrapped(line, 110).map((part) => ` * ${part.replaceAll("*/", "* /")}`)),
    " */",
    `import { type Scenario, type Schedule, retake } from "interregnum/model";`,
    `import { expect, test } from "vitest";`,
    ...importOf(model),
    "",
    `const scenario: Scenario = ${literal(ordered(scenario))};`,
    "",
    "const schedule: Schedule = {",
    ...head.map(([name, value]) => `  ${name}: ${literal(value)},`),
    "  steps: [",
    ...steps.flatMap((step, i) => [`    // ${i + 1}. ${commented(step)}`, `    ${literal(step)},`]),
    "  ],",
    "};",
    "",
    `test(${JSON.stringify(claim)}, () => {`,
    `  const options = ${literal({ claims: [claim], parameters })};`,
    "  const { decided } = retake(model, scenario, schedule, options);",
    `  const ${isViolated ? "violated" : "seen"} = decided.filter(({ claim }) => claim === ${JSON.stringify(claim)});`,
    isViolated ? "  expect(violated).toEqual([]);" : "  expect(seen).toHaveLength(1);",
    "});",
  ].join("\n")}\n`;
}

function importOf(model: ModelImport): readonly string[] {
  const from = JSON.stringify(model.from);
  if ("model" in model) {
    return [
      model.model === "default" ? `import model from ${from};` : `import { ${model.model} as model } from ${from};`,
    ];
  }
  const parts = [
    `protocol: exported.${model.protocol}`,
    ...(model.parts.includes("claims") ? [] : ["claims: []"]),
    ...model.parts.map((name) => `${name}: exported.${name}`),
  ];
  return [`import * as exported from ${from};`, "", `const model = { ${parts.join(", ")} };`];
}

function commented({ action }: ScheduledStep): string {
  return actionInWords(action);
}

/** The fields of a scenario in the order in which the documentation has them. */
function ordered(scenario: Scenario): object {
  return Object.fromEntries(Object.keys(calmScenario).map((name) => [name, scenario[name as keyof Scenario]]));
}

/** A plain value as an expression. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, part]) =>
      `${/^[A-Za-z_$][\w$]*$/.test(key) && key !== "__proto__" ? key : JSON.stringify(key)}: ${literal(part)}`,
  );
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
