/**
 * TypeDoc's plugin: gives every documented claim what it says of itself and
 * what was found about it, as `@invariant`, `@premise` and `@evidence`.
 *
 * @remarks
 * Nothing is typed twice: the words, the formula and the premises come from the
 * claim's own value, found under the name by which it is exported, and the
 * evidence from `generated/evidence.json`.
 */
import { existsSync, readFileSync } from "node:fs";
import {
  type Application,
  Comment,
  type CommentDisplayPart,
  CommentTag,
  type Context,
  Converter,
  type DeclarationReflection,
  type DocumentReflection,
  ReflectionKind,
  type SignatureReflection,
} from "typedoc";
import { type ExportedClaim, exportedAs, exportedClaims } from "./claims.ts";
import { type EvidenceRecord, findingOf } from "./record.ts";
import { circumstances, count, premiseInWords, verdictInWords } from "./words.ts";

/** Called by TypeDoc. */
export async function load(app: Application): Promise<void> {
  const claims = await exportedClaims();
  const record = recorded();
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
    const found = new Set<ExportedClaim>();
    for (const reflection of Object.values(project.reflections)) {
      if (!reflection.kindOf(ReflectionKind.Variable | ReflectionKind.Function)) continue;
      const declaration = reflection as DeclarationReflection;
      const file = declaration.sources?.[0]?.fullFileName;
      const claim = claims.find(({ as }) => file !== undefined && as === exportedAs(file, reflection.name));
      if (claim === undefined) continue;
      found.add(claim);
      for (const documented of declaration.signatures ?? [declaration]) attach(documented, claim, record);
    }
    app.logger.info(`${found.size} exported claims carry their evidence`);
  });
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context: unknown, document: DocumentReflection) => {
    const [, heading] = /^# (.+)$/m.exec(Comment.combineDisplayParts(document.content)) ?? [];
    if (heading !== undefined) document.name = heading;
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }: Context) => {
    for (const reflection of Object.values(project.reflections)) {
      const { sources = [] } = reflection as DeclarationReflection | SignatureReflection;
      for (const source of sources) delete source.url;
    }
  });
}

function recorded(): EvidenceRecord {
  const file = new URL("generated/evidence.json", import.meta.url);
  if (!existsSync(file)) throw new Error("docs/generated/evidence.json is missing: `npm run docs` writes it first");
  return JSON.parse(readFileSync(file, "utf8")) as EvidenceRecord;
}

function attach(
  reflection: DeclarationReflection | SignatureReflection,
  exported: ExportedClaim,
  record: EvidenceRecord,
): void {
  const { claim } = exported;
  reflection.comment ??= new Comment();
  const { blockTags } = reflection.comment;
  blockTags.push(new CommentTag("@invariant", text(`${claim.words}\n\n<code class="formula">${claim.formula}</code>`)));
  if (claim.kind !== "sometimes") {
    blockTags.push(new CommentTag("@premise", text(premiseInWords(claim.under))));
  }
  const table = evidenceTable(exported, record);
  if (table !== null) blockTags.push(new CommentTag("@evidence", text(table)));
}

function text(markdown: string): CommentDisplayPart[] {
  return [{ kind: "text", text: markdown }];
}

/** Every run that looked at the claim: where, how large, and what came out. */
function evidenceTable({ as, claim, isMade }: ExportedClaim, { chapters }: EvidenceRecord): string | null {
  const rows = chapters.flatMap(({ algorithm, claims, runs }) =>
    claims.some((said) =>
      isMade ? said.name === claim.name && said.formula === claim.formula : said.exportedAs.includes(as),
    )
      ? runs.flatMap((run) => {
          const finding = findingOf(run, claim.name);
          if (finding === undefined) return [];
          const where = run.crisis ?? run.title;
          const scenario = `<span title="${circumstances(run)}">${where}</span>`;
          return `| ${algorithm} | ${scenario} | ${count(run.states)} | ${verdictInWords(finding, claim.kind)} | ${finding.steps ?? ""} |`;
        })
      : [],
  );
  if (rows.length === 0) return null;
  return ["| algorithm | scenario | states | verdict | steps |", "|---|---|--:|---|--:|", ...rows].join("\n");
}
