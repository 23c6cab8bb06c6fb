import { crises } from "../spec/crisis.ts";
import { legend, readingAVerdict } from "./reading.ts";
import { type Chapter, type EvidenceRecord, type Finding, findingOf, type Run, type Said } from "./record.ts";
import {
  capital,
  circumstances,
  commandFor,
  count,
  counted,
  hyphened,
  premiseInWords,
  sign,
  verdictInWords,
} from "./words.ts";

/**
 * The page *Invariants*: every claim with its premises and, under every crisis,
 * what came out.
 */
export function invariantsPage({ chapters, knownAnswers }: EvidenceRecord): string {
  const states = [...chapters.flatMap(({ runs }) => runs), ...knownAnswers].reduce((sum, run) => sum + run.states, 0);
  return [
    "# Invariants",
    opening(chapters, states),
    legend,
    ...chapters.map(matrix),
    ...chapters.map(details),
    nonClaims(chapters),
    answers(knownAnswers),
    readingAVerdict,
    "",
  ].join("\n\n");
}

function opening(chapters: readonly Chapter[], states: number): string {
  const claims = chapters.flatMap((chapter) => claimsOf(chapter)).length;
  return `An *invariant* is a sentence about an algorithm that is true at every moment of every run, in whatever order
messages arrive, timers run out and processes crash. This page lists the ${claims} that the kit claims, and what a
machine found for each of them under each crisis. Nobody typed a verdict: all ${count(states)} states were visited
while this page was made.`;
}

/** The claims that have a section of their own: all but those that only serve as witnesses. */
function claimsOf({ claims }: Chapter): readonly Said[] {
  const witnesses = new Set(claims.map((claim) => claim.witness));
  return claims.filter((claim) => !witnesses.has(claim.name));
}

/** The claims that a trace can refute: that something happens sometimes is no such claim. */
function falsifiable(chapter: Chapter): readonly Said[] {
  return claimsOf(chapter).filter(({ kind }) => kind !== "sometimes");
}

function anchorOf({ title }: Chapter, claim: Said): string {
  return hyphened(`${title} ${claim.name}`);
}

function nameOf({ crisis, title }: Run): string {
  return crisis ?? title.charAt(0).toLowerCase() + title.slice(1);
}

/** A cell whose text may take several lines. */
function long(text: string): string {
  return text.length < 24 ? text : `<span class="long">${text}</span>`;
}

function linkTo(chapter: Chapter, claim: Said): string {
  return `[${claim.name}](#${anchorOf(chapter, claim)})`;
}

function crisisRuns(runs: readonly Run[], crisis: string): readonly Run[] {
  return runs.filter((run) => run.crisis === crisis);
}

/** The crises that any run stands for, in the order of the matrix, those unknown to it last. */
function crisesOf(runs: readonly Run[]): readonly string[] {
  const known = crises.map(({ name }) => name);
  const met = [...new Set(runs.flatMap(({ crisis }) => (crisis === null ? [] : [crisis])))];
  return [...known.filter((name) => met.includes(name)), ...met.filter((name) => !known.includes(name))];
}

function table(head: readonly string[], rows: readonly (readonly string[])[], aligned: readonly string[] = []): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, column) => aligned[column] ?? "---")), ...rows.map(line)].join("\n");
}

function withoutEmptyColumns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isFilled = (_: string, column: number): boolean => rows.some((row) => row[column] !== "");
  const aligned = head.map((name) => (name === "states" ? "--:" : "---"));
  return table(
    head.filter(isFilled),
    rows.map((row) => row.filter(isFilled)),
    aligned.filter(isFilled),
  );
}

function matrix(chapter: Chapter): string {
  const { runs } = chapter;
  const columns = crisesOf(runs);
  const rows = claimsOf(chapter).map((claim) => [
    linkTo(chapter, claim),
    ...columns.map((crisis) =>
      crisisRuns(runs, crisis)
        .flatMap((run) => findingOf(run, claim.name) ?? [])
        .map((finding) => sign(finding, claim.kind))
        .join(" "),
    ),
  ]);
  return [
    `## ${chapter.title}`,
    `<div class="matrix">\n\n${table(["", ...columns], rows, ["---", ...columns.map(() => ":-:")])}\n\n</div>`,
    `What each crisis is made of here:`,
    table(
      ["crisis", "circumstances", "states", "transitions", "depth"],
      runs.map((run) => [
        long(nameOf(run)),
        long(circumstances(run)),
        count(run.states),
        count(run.transitions),
        count(run.depth),
      ]),
      ["---", "---", "--:", "--:", "--:"],
    ),
  ].join("\n\n");
}

function details(chapter: Chapter): string {
  return [`## ${chapter.title}: each claim`, ...claimsOf(chapter).map((claim) => detail(chapter, claim))].join("\n\n");
}

function detail(chapter: Chapter, claim: Said): string {
  const { claims, runs } = chapter;
  const witness = claims.find(({ name }) => name === claim.witness);
  const rows = runs.flatMap((run) => {
    const finding = findingOf(run, claim.name);
    if (finding === undefined) return [];
    const seen = witness === undefined ? undefined : findingOf(run, witness.name);
    const isRefuted = claim.kind !== "sometimes" && finding.verdict === "violated";
    const shown = isRefuted ? counted(finding.steps ?? 0, "step") : "";
    return [
      [
        long(nameOf(run)),
        verdictInWords(finding, claim.kind),
        count(run.states),
        claim.kind === "sometimes" ? "" : exampleIn(seen),
        shown,
      ],
    ];
  });
  return [
    `<a id="${anchorOf(chapter, claim)}"></a>\n\n### ${capital(claim.name)}`,
    `**${claim.words}**`,
    `<code class="formula">${claim.formula}</code>`,
    [
      `- ${premiseInWords(claim.under)}`,
      ...(claim.remembers === null ? [] : [`- Looks back at ${claim.remembers}.`]),
      ...(witness === undefined
        ? []
        : [`- Is not true for want of anything happening: “${witness.words}” is seen, too.`]),
      ...(claim.source === null ? [] : [`- Source: ${claim.source}.`]),
    ].join("\n"),
    withoutEmptyColumns(["crisis", "verdict", "states", "seen", "counterexample"], rows),
    ...commands(chapter, claim),
  ].join("\n\n");
}

/** The commands that show the counterexamples, the shortest first. */
function commands(chapter: Chapter, claim: Said): readonly string[] {
  const failures = failuresOf(chapter, claim);
  if (failures.length === 0) return [];
  const lines = failures.map(({ run, steps }) => `${commandFor(chapter, run, claim.name)} # ${counted(steps, "step")}`);
  return [`\`\`\`sh\n${lines.join("\n")}\n\`\`\``];
}

/** The runs in which a claim is violated, with the length of the counterexample, the shortest first. */
function failuresOf({ runs }: Chapter, { name, kind }: Said): readonly { readonly run: Run; readonly steps: number }[] {
  if (kind === "sometimes") return [];
  return runs
    .flatMap((run) => {
      const { verdict, steps } = findingOf(run, name) ?? {};
      return verdict === "violated" ? [{ run, steps: steps ?? 0 }] : [];
    })
    .sort((a, b) => a.steps - b.steps);
}

function exampleIn(seen: Finding | undefined): string {
  if (seen === undefined) return "";
  if (seen.verdict === "violated") return "never seen";
  return seen.steps === null ? seen.verdict : `after ${counted(seen.steps, "step")}`;
}

function nonClaims(chapters: readonly Chapter[]): string {
  const rows = chapters.flatMap((chapter) =>
    falsifiable(chapter).flatMap((claim) => {
      const failures = failuresOf(chapter, claim).filter(({ run }) => findingOf(run, claim.name)?.claimed === false);
      if (failures.length === 0) return [];
      const where = failures.map(({ run, steps }) => `${nameOf(run)} (${steps})`).join(", ");
      return [[long(chapter.title), linkTo(chapter, claim), long(where)]];
    }),
  );
  return `## Non-claims

A kit that only shows what works teaches nothing about a crisis. These sentences are *not* true, nobody claims them, and
each fails in a number of steps that stands behind the crisis; the section that its name leads to has the commands that
show how. Non-claims are checked as strictly as the claims: if one of them stopped failing, the tests would say so.

${table(["algorithm", "sentence", "fails under"], rows)}`;
}

function answers(runs: readonly Run[]): string {
  const rows = runs.map((run) => [
    long(run.title.replace("Known answer: ", "")),
    count(run.states),
    count(run.transitions),
    count(run.depth),
    long(run.why ?? ""),
  ]);
  return `## Known answers

Why believe the explorer? Among other reasons because it finds what others found. These models were counted by other
people with other checkers, and the numbers agree.

${table(["model", "states", "transitions", "depth", "source"], rows, ["---", "--:", "--:", "--:", "---"])}`;
}
