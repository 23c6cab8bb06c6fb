/** `interregnum claims`: what is claimed, of whom, and under which premises. */
import type { Claim } from "../../spec/claim.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { atBothEnds, hanging, padded } from "./layout.ts";
import { parsed } from "./options.ts";
import { type Subject, subjectOf } from "./subject.ts";
import type { Page } from "./trace.ts";

const options = {
  json: { takes: "flag", words: "print the claims as JSON" },
  ...helpOption,
} as const;

/** The command `claims`. */
export const claims: Command = {
  name: "claims",
  summary: "list what is claimed of an algorithm, and under which premises",
  usage: "claims [algorithm | ./file.ts] [options]",
  description: [
    "Lists each claim in words and as a formula, the crises under which it is claimed, where it comes from, and the witness that shows that it is not vacuous.",
    "Without an algorithm, the claims of every built-in one.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum claims raft", "What Raft's election promises."],
    ["interregnum claims ./my-protocol.ts --json", "The claims of a protocol of your own, for a program."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("claims", options, 1, args);
  const { terminal, algorithms } = context;
  if (given.help) {
    terminal.out(helpOf(claims, context));
    return 0;
  }
  const names = positionals.length > 0 ? positionals : Object.keys(algorithms);
  const subjects = await Promise.all(names.map((name) => subjectOf(name, context)));
  terminal.out(
    given.json
      ? JSON.stringify(subjects.map(asJson), null, 2)
      : subjects.map((subject) => claimsText(subject, terminal)).join("\n\n"),
  );
  return 0;
}

/** A subject's claims without their functions. */
function asJson({ name, title, model }: Subject): unknown {
  return { algorithm: name, title, claims: model.claims.map(claimAsJson) };
}

function claimAsJson({ name, kind, words, formula, under, history, witness, source }: Claim): unknown {
  return {
    name,
    kind,
    words,
    formula,
    under,
    ...(history === undefined ? {} : { history: { name: history.name, words: history.words } }),
    ...(witness === undefined ? {} : { witness: claimAsJson(witness) }),
    ...(source === undefined ? {} : { source }),
  };
}

function claimsText({ name, title, line, model }: Subject, page: Page): string {
  const head = hanging(
    `${page.paint("bold", name)}  `,
    [title, line].filter((text) => text !== "").join(". "),
    page.width,
  );
  if (model.claims.length === 0) return [...head, "", "  Nothing is claimed of it."].join("\n");
  return [...head, ...model.claims.flatMap((claim) => ["", ...claimLines(claim, page)])].join("\n");
}

function claimLines(claim: Claim, { width, paint }: Page): readonly string[] {
  const { name, kind, words, formula, under, history, witness, source } = claim;
  const facts: readonly (readonly [label: string, text: string | undefined])[] = [
    [
      "claimed",
      under.length === 0 ? "nowhere: it is looked at crisis by crisis" : under.map((crisis) => crisis.name).join("; "),
    ],
    ["remembers", history?.words],
    ["witness", witness === undefined ? undefined : `${witness.name}: ${witness.words}`],
    ["source", source],
  ];
  return [
    ...atBothEnds(`  ${paint("bold", name)}`, paint("dim", kind), width),
    ...hanging("    ", words, width),
    ...hanging("    ", formula, width),
    ...facts.flatMap(([label, text]) =>
      text === undefined ? [] : hanging(`    ${paint("dim", padded(label, 11))}`, text, width),
    ),
  ];
}
