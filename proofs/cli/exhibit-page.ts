/** The list of exhibits, and one exhibit, as a person reads them and as a program does. */
import type { Exploration, Verdict } from "../../model/result.ts";
import type { Claim } from "../../spec/claim.ts";
import { type DiffLine, difference, type Exhibit, type Sources, verdictOf } from "../museum/index.ts";
import { registry } from "../registry.ts";
import { hanging, padded, wrapped } from "./layout.ts";
import { scenarioInWords } from "./scenario.ts";
import { lengthInWords } from "./strategy.ts";
import type { Format } from "./terminal.ts";
import { type Page, traceLines } from "./trace.ts";
import { inWords } from "./value.ts";
import { counted } from "./words.ts";

/** What was seen of an exhibit. */
export interface Visit {
  readonly exhibit: Exhibit;
  readonly sources: Sources;
  readonly buggy: Exploration;
  /** The same without the bug; `null` where nobody looked. */
  readonly mended: Exploration | null;
}

/** How many unchanged lines stand around a changed one. */
const context = 2;

/** The list of what there is to see. */
export function guideText(visits: readonly Visit[], page: Page): string {
  return [
    ...wrapped("Bugs that shipped, and the claims that catch them. To see one: interregnum museum NAME", page.width),
    ...visits.flatMap((visit) => ["", ...guideLines(visit, page)]),
  ].join("\n");
}

function guideLines({ exhibit, buggy }: Visit, { width, paint }: Page): readonly string[] {
  const { name, title, seen, place, claim } = exhibit;
  const facts = [
    ["in", place.algorithm],
    ["seen in", seen.map(({ system, reference }) => `${system} (${reference})`).join(", ")],
    ["caught", `by “${claim}”, ${outcome(verdictOf(buggy, exhibit))}`],
  ] as const;
  return [
    paint("bold", name),
    ...hanging("  ", title, width),
    ...facts.flatMap(([label, text]) => hanging(`  ${paint("dim", padded(label, 9))}`, text, width)),
  ];
}

function outcome({ verdict, steps }: Verdict): string {
  return verdict === "violated" ? `violated in ${counted(steps ?? 0, "step")}` : verdict;
}

/** One exhibit: the story, the changed lines, the scenario, the verdicts and the trace. */
export function exhibitText({ exhibit, sources, buggy, mended }: Visit, page: Page): string {
  const { width, paint } = page;
  const { name, title, story, seen, place, ground, scenario, parameters, claim } = exhibit;
  const heading = (text: string): readonly string[] => ["", paint("bold", text)];
  const { trace } = verdictOf(buggy, exhibit);
  const { words } = claimOf(exhibit);
  return [
    ...hanging(`${paint("bold", name)}  `, title, width),
    ...story.flatMap((paragraph) => ["", ...hanging("  ", paragraph, width)]),
    ...heading("Seen in"),
    ...seen.flatMap(({ system, reference, told }) => hanging(`  ${system}  `, `${reference}: ${told}`, width)),
    ...(ground === undefined ? [] : [...heading(`Taught first: ${place.file}`), ...diffLines(groundOf(sources), page)]),
    ...heading(`The bug: ${place.file}`),
    ...diffLines(bugOf(sources), page),
    ...heading("Where it shows"),
    ...scenarioInWords(scenario).flatMap((part) => hanging("  ", part, width)),
    ...(parameters === undefined ? [] : hanging("  parameters: ", inWords(parameters), width)),
    ...heading(`What catches it: “${claim}”`),
    ...hanging("  ", words, width),
    ...(mended === null ? [] : verdictLines("mended", mended, exhibit, page)),
    ...verdictLines("as shipped", buggy, exhibit, page),
    ...(trace === undefined ? [] : ["", ...traceLines(trace, page)]),
  ].join("\n");
}

function claimOf({ place, claim }: Exhibit): Claim {
  return registry[place.algorithm]!.model.claims.find(({ name }) => name === claim)!;
}

function verdictLines(what: string, exploration: Exploration, exhibit: Exhibit, page: Page): readonly string[] {
  const { width, paint } = page;
  const verdict = verdictOf(exploration, exhibit);
  const [mark, format, text]: readonly [string, Format, string] =
    verdict.verdict === "violated"
      ? ["✗", "red", `${outcome(verdict)}, ${lengthInWords(exploration)}`]
      : verdict.verdict === "undecided"
        ? ["?", "yellow", "undecided"]
        : ["✓", "green", verdict.verdict];
  const seen = counted(exploration.states, exploration.symmetry ? "orbit" : "state");
  return hanging(`  ${paint(format, mark)} ${padded(what, 12)}`, `${text} (${seen} seen)`, width);
}

function bugOf({ mended, buggy }: Sources): readonly DiffLine[] {
  return difference(mended, buggy, context);
}

function groundOf({ own, mended }: Sources): readonly DiffLine[] {
  return difference(own, mended, context);
}

const signs: Readonly<Record<DiffLine["kind"], readonly [sign: string, format: Format]>> = {
  kept: ["  ", "dim"],
  removed: ["- ", "red"],
  added: ["+ ", "green"],
  gap: ["  …", "dim"],
};

/** Changed lines are not wrapped: they are code, and may be copied. */
function diffLines(lines: readonly DiffLine[], { paint }: Page): readonly string[] {
  return lines.map(({ kind, text }) => {
    const [sign, format] = signs[kind];
    const line = `${sign}${text}`.trimEnd();
    return line === "" ? "" : `  ${paint(format, line)}`;
  });
}

/** The list for a program. */
export function guideAsJson(visits: readonly Visit[]): unknown {
  return { exhibits: visits.map(({ exhibit, buggy }) => ({ ...facts(exhibit), ...found(buggy, exhibit) })) };
}

/** One exhibit for a program, with the trace. */
export function exhibitAsJson({ exhibit, sources, buggy, mended }: Visit): unknown {
  const { trace } = verdictOf(buggy, exhibit);
  return {
    ...facts(exhibit),
    ...(exhibit.ground === undefined ? {} : { taughtFirst: groundOf(sources) }),
    changed: bugOf(sources),
    ...(mended === null ? {} : { mended: found(mended, exhibit) }),
    asShipped: { ...found(buggy, exhibit), trace: trace ?? null },
  };
}

function facts(exhibit: Exhibit): object {
  const { name, title, story, seen, place, scenario, parameters, symmetry = false } = exhibit;
  const { name: claim, words, formula } = claimOf(exhibit);
  return {
    ...{ name, title, story, seen, algorithm: place.algorithm, file: place.file },
    claim: { name: claim, words, formula },
    ...{ scenario, parameters: parameters ?? null, symmetry },
  };
}

function found(exploration: Exploration, exhibit: Exhibit): object {
  const { verdict, steps = null } = verdictOf(exploration, exhibit);
  const { states, transitions, depth, cut, stopped } = exploration;
  return { verdict, steps, states, transitions, depth, cut, stopped };
}
