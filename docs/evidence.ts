/**
 * Runs every entry of the catalogue and writes down what the documentation
 * tells of it: `generated/evidence.json` for the plugin, `generated/invariants.md`
 * for the reader. Does the same with the museum of bugs: `generated/museum.md`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { canonical, explore, withWitnesses } from "../model/index.ts";
import { catalogue, type Entry, prove, type Row, rows } from "../proofs/catalogue/index.ts";
import { type Exhibit, exhibits, isKept, modelFrom, sourcesOf, verdictOf } from "../proofs/museum/index.ts";
import type { Claim } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import { exportedClaims } from "./claims.ts";
import { invariantsPage } from "./invariants.ts";
import { museumPage, type Shown } from "./museum.ts";
import type { Chapter, EvidenceRecord, Run, Said } from "./record.ts";
import { count } from "./words.ts";

const exported = await exportedClaims();
const generated = new URL("generated/", import.meta.url);

function saidBy(claim: Claim): Said {
  return {
    name: claim.name,
    kind: claim.kind,
    words: claim.words,
    formula: claim.formula,
    under: claim.under,
    remembers: claim.history?.words ?? null,
    source: claim.source ?? null,
    witness: claim.witness?.name ?? null,
    exportedAs: exported.filter((one) => one.claim === claim && !one.isMade).map((one) => one.as),
  };
}

function runOf(entry: Entry): Run {
  const { exploration } = prove(entry);
  const { scenario, states, transitions, depth, cut, verdicts } = exploration;
  return {
    title: entry.title,
    crisis: entry.crisis,
    why: entry.why ?? null,
    scenario,
    parameters: entry.parameters ?? null,
    states,
    transitions,
    depth,
    cut,
    findings: verdicts.map(({ claim, verdict, claimed, steps = null }) => ({ claim, verdict, claimed, steps })),
  };
}

/** Whether an entry looks at the same variant of the algorithm as a row of the matrix, in whatever circumstances. */
function belongsTo(row: Row, entry: Entry): boolean {
  if (entry.row !== null || entry.algorithm !== row.algorithm) return entry.row === row.id;
  return entry.model === row.model || canonical(parametersOf(entry)) === canonical(parametersOf(row));
}

function parametersOf({ parameters, model }: { readonly parameters?: unknown; readonly model: Model }): unknown {
  return parameters ?? model.parameters ?? null;
}

/** A chapter for each row of the matrix: the variants of an algorithm differ in what they claim. */
function chapterOf(row: Row): Chapter {
  return {
    algorithm: row.algorithm,
    title: row.title,
    claims: withWitnesses(row.model.claims).map(saidBy),
    runs: catalogue.filter((entry) => belongsTo(row, entry)).map(runOf),
  };
}

/** Explores an exhibit of the museum, mended and as it shipped. */
async function shown(exhibit: Exhibit): Promise<Shown> {
  const { name, scenario, claim, symmetry = false } = exhibit;
  const sources = sourcesOf(exhibit);
  const explored = async (text: string) =>
    explore(await modelFrom(text, exhibit), scenario, { claims: [claim], symmetry });
  const mended = await explored(sources.mended);
  const { verdict, steps } = verdictOf(await explored(sources.buggy), exhibit);
  if (!isKept(verdictOf(mended, exhibit)) || verdict !== "violated") {
    throw new Error(`the exhibit ${name} does not show what it says: npx interregnum museum ${name}`);
  }
  const { words } = (await modelFrom(sources.own, exhibit)).claims.find((one) => one.name === claim)!;
  const { states } = mended;
  return { exhibit, sources, words, mended: { verdict: verdictOf(mended, exhibit).verdict, states }, steps: steps! };
}

const record: EvidenceRecord = {
  chapters: rows.map(chapterOf),
  knownAnswers: catalogue.filter((entry) => !rows.some((row) => belongsTo(row, entry))).map(runOf),
};
mkdirSync(generated, { recursive: true });
writeFileSync(new URL("evidence.json", generated), `${JSON.stringify(record, null, 2)}\n`);
writeFileSync(new URL("invariants.md", generated), invariantsPage(record));

const museum: Shown[] = [];
for (const exhibit of exhibits) museum.push(await shown(exhibit));
writeFileSync(new URL("museum.md", generated), museumPage(museum));

const runs = [...record.chapters.flatMap((chapter) => chapter.runs), ...record.knownAnswers];
console.log(`evidence: ${runs.length} runs, ${count(runs.reduce((sum, run) => sum + run.states, 0))} states`);
