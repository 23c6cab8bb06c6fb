import { scenarioInWords } from "../proofs/cli/scenario.ts";
import { type DiffLine, difference, type Exhibit, type Sources } from "../proofs/museum/index.ts";
import { capital, count, counted } from "./words.ts";

/** An exhibit of the museum with what was found: how the mended protocol came out, and in how many steps the bug shows. */
export interface Shown {
  readonly exhibit: Exhibit;
  readonly sources: Sources;
  /** What the claim says that catches it. */
  readonly words: string;
  readonly mended: { readonly verdict: string; readonly states: number };
  readonly steps: number;
}

/** The page *Museum of bugs*: real bugs, the lines that make them, and the claims that catch them. */
export function museumPage(all: readonly Shown[]): string {
  return [
    "# Museum of bugs",
    `These ${all.length} bugs shipped in real systems, or are what the literature warns of. Each is made anew as a few changed lines of a reducer of this kit. In the smallest
circumstances in which it shows, the claim that catches it holds of what is mended and is violated by the bug; both were
explored while this page was made. To see the way there, step by step: \`npx interregnum museum\` with the exhibit's name.`,
    listOf(all),
    ...all.map(sectionOf),
    "",
  ].join("\n\n");
}

function listOf(all: readonly Shown[]): string {
  const rows = all.map(({ exhibit: { name, title, seen, claim }, steps }) => {
    const where = seen.map(({ system }) => system).join(", ");
    return `| [${title}](#${name}) | ${where} | ${claim} | ${count(steps)} |`;
  });
  return ["| bug | seen in | caught by | steps |", "|---|---|---|--:|", ...rows].join("\n");
}

function sectionOf({ exhibit, sources, words, mended, steps }: Shown): string {
  const { name, title, story, seen, place, ground, scenario, parameters, claim } = exhibit;
  const circumstances = [
    ...scenarioInWords(scenario),
    ...(parameters === undefined ? [] : [`parameters \`${JSON.stringify(parameters)}\``]),
  ];
  return [
    `<a id="${name}"></a>\n\n## ${title}`,
    ...story,
    seen.map(({ system, reference, told }) => `- **${system}**, ${linked(reference)}: ${told}`).join("\n"),
    ...(ground === undefined ? [] : [`\`${place.file}\` is first taught:`, diffOf(sources.own, sources.mended)]),
    `The bug in \`${place.file}\`:`,
    diffOf(sources.mended, sources.buggy),
    `**Caught by “${claim}”.** ${words} Where: ${circumstances.join("; ")}. Mended: *${mended.verdict}*, in all
${count(mended.states)} ${exhibit.symmetry === true ? "orbits" : "states"}. As it shipped: *violated* in ${counted(steps, "step")}.`,
    `\`\`\`sh\nnpx interregnum museum ${name}\n\`\`\``,
  ].join("\n\n");
}

/** An issue or a pull request as a link to it; whatever else as it is. */
function linked(reference: string): string {
  const [, project, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(reference) ?? [];
  return project === undefined ? capital(reference) : `[${reference}](https://github.com/${project}/issues/${number})`;
}

const signs: Readonly<Record<DiffLine["kind"], string>> = { kept: " ", removed: "-", added: "+", gap: " …" };

function diffOf(before: string, after: string): string {
  const lines = difference(before, after, 2).map(({ kind, text }) => `${signs[kind]}${text}`.trimEnd());
  return `\`\`\`diff\n${lines.join("\n")}\n\`\`\``;
}
