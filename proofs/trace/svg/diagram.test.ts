import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore } from "../../../model/explore.ts";
import type { Trace } from "../../../model/result.ts";
import { calmScenario } from "../../../model/scenario.ts";
import hasty from "../../cli/fixtures/hasty.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "../../testing/random-protocol.ts";
import { elementsOf, readXml, textOf, type XmlElement } from "../../testing/well-formed.ts";
import { diagramOf, type Shown } from "./diagram.ts";

const shown: Shown = { heading: "what is shown", about: ["how"], end: { is: "violated", words: "what was claimed" } };
const numRuns = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 500) / 4);

/** The numbers of a path or a rectangle that say where it is. */
function coordinatesOf({ attributes }: XmlElement): readonly number[] {
  return [...attributes].flatMap(([name, value]) =>
    ["x", "y", "cx", "cy", "width", "height"].includes(name) && value !== "100%" ? [Number(value)] : [],
  );
}

function withClass(document: XmlElement, name: string): readonly XmlElement[] {
  return elementsOf(document).filter(({ attributes }) => attributes.get("class")?.split(" ").includes(name) === true);
}

test("every trace of every random protocol is drawn as well-formed XML, in numbers, within its frame", () => {
  let drawn = 0;
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, fc.nat(), (model, scenario, loop) => {
      const found = explore(model, scenario, { maxStates: 1000, examples: true });
      for (const { trace } of found.verdicts) {
        if (trace === undefined) continue;
        const { length } = trace.steps;
        const looped: Trace = length === 0 || loop % 3 > 0 ? trace : { ...trace, repeatsFrom: loop % (length + 1) };
        const document = readXml(diagramOf(looped, shown));
        const height = Number(document.attributes.get("height"));
        for (const element of elementsOf(document)) {
          for (const number of coordinatesOf(element))
            expect(Number.isFinite(number) && number <= 5000 + height).toBe(true);
          const y = Number(element.attributes.get("y") ?? 0);
          expect(y).toBeLessThanOrEqual(height);
          expect(element.attributes.get("d") ?? "").not.toMatch(/NaN|undefined|Infinity/);
        }
        const arrivals = trace.steps.filter(({ action }) => "message" in action).length;
        expect(withClass(document, "head").length + withClass(document, "cross").length).toBeGreaterThanOrEqual(
          arrivals,
        );
        expect(withClass(document, "bracket")).toHaveLength(looped.repeatsFrom === undefined ? 0 : 1);
        expect(withClass(document, "lane").length).toBeGreaterThanOrEqual(scenario.nodes);
        drawn++;
      }
    }),
    { numRuns },
  );
  expect(drawn).toBeGreaterThan(0);
});

describe("the diagram of two leaders", () => {
  const { trace } = explore(hasty, calmScenario).verdicts[0]!;
  const document = readXml(diagramOf(trace!, shown));

  test("says in title and description what it shows, step by step", () => {
    const [title, description] = document.children.filter((child) => typeof child !== "string");
    expect([title!.name, textOf(title!)]).toEqual(["title", "what is shown"]);
    expect(description!.name).toBe("desc");
    for (const { step } of trace!.steps) expect(textOf(description!)).toContain(`Step ${step}: `);
    expect(document.attributes.get("role")).toBe("img");
  });

  test("has a band for each leader, which begins where it comes to lead and goes on to the end", () => {
    const bands = withClass(document, "lead");
    expect(bands).toHaveLength(2);
    const ends = bands.map(({ attributes }) => Number(attributes.get("y")) + Number(attributes.get("height")));
    expect(new Set(ends).size).toBe(1);
    expect(new Set(bands.map(({ attributes }) => attributes.get("x"))).size).toBe(2);
  });

  test("needs nothing from outside, and has colours for light and for dark", () => {
    const text = diagramOf(trace!, shown);
    expect(text.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import|<script|href/);
    expect(text).toContain("prefers-color-scheme:dark");
  });
});

describe("a run that stands still for ever", () => {
  const { trace } = explore(hasty, calmScenario).verdicts[0]!;
  const words = "nothing happens any more, for ever";
  const still = { ...trace!, repeatsFrom: trace!.steps.length };

  test("has a line of its own below its last step, and no bracket round what does not repeat", () => {
    const document = readXml(diagramOf(still, shown));
    expect(textOf(document)).toContain(words);
    expect(textOf(document).replace(words, "")).not.toContain("for ever");
    const [line, ...others] = withClass(document, "bracket");
    expect(others).toEqual([]);
    const at = Number(/^M[\d.]+ ([\d.]+)H/.exec(line!.attributes.get("d")!)![1]);
    const lastMark = Math.max(...withClass(document, "mark").map(({ attributes }) => Number(attributes.get("cy"))));
    const end = Number(withClass(document, "end")[0]!.attributes.get("y"));
    expect(at).toBeGreaterThan(lastMark);
    expect(end - at).toBeGreaterThan(30);
  });

  test("is told apart from one that goes round, and from one that ends", () => {
    expect(textOf(readXml(diagramOf(trace!, shown)))).not.toContain("for ever");
    const round = readXml(diagramOf({ ...trace!, repeatsFrom: 0 }, shown));
    expect(textOf(round)).toContain("for ever");
    expect(textOf(round)).not.toContain(words);
  });
});

test("what others wrote cannot break out of the file", () => {
  const nasty = 'a <b> & "c" \u0000 \ud800 ]]> \u001b[31m';
  const document = readXml(
    diagramOf(
      { initial: { processes: [], cut: null, histories: {} }, parameters: null, steps: [] },
      { ...shown, heading: nasty },
    ),
  );
  expect(textOf(document)).toContain('a <b> & "c" \\u0000 \\ud800 ]]> \\u001b[31m');
});

test.each([
  "<a><b></a></b>",
  "<a>",
  "<a/><a/>",
  '<a x="1" x="2"/>',
  "<a>&nbsp;</a>",
  "<a>1 & 2</a>",
  "<a x=1/>",
  "<a>\u0000</a>",
])("%j is not well-formed, so that the strict reader refuses it", (document) => {
  expect(() => readXml(document)).toThrow();
});
