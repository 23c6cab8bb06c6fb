import type { VerdictName } from "../model/result.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import { linksAsTyped, linksInWords } from "../proofs/cli/links.ts";
import { optionOf } from "../proofs/cli/scenario.ts";
import type { Crisis } from "../spec/crisis.ts";
import type { Chapter, Finding, Run } from "./record.ts";

/** A count as a reader likes it: 16,946,124. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** A count with its noun: "1 step", "7 steps". */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A name as it begins a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What to type to see what a run found for a claim with one's own eyes. */
export function commandFor({ algorithm }: Chapter, run: Run, claim: string): string {
  const circumstances = run.crisis === null ? scenarioOptions(run.scenario) : [`--crisis ${hyphened(run.crisis)}`];
  const set = Object.entries(run.parameters ?? {}).map(([name, value]) => {
    const pair = `${name}=${JSON.stringify(value)}`;
    return `--set ${/^[\w=.-]+$/.test(pair) ? pair : `'${pair}'`}`;
  });
  return ["npx interregnum check", algorithm, ...set, ...circumstances, `--claim ${hyphened(claim)}`].join(" ");
}

/** The options that make a scenario out of the calm one. */
function scenarioOptions({ bounds, links, ...scenario }: Scenario): readonly string[] {
  const options = Object.entries(scenario)
    .filter(([name, value]) => calmScenario[name as keyof Scenario] !== value)
    .map(([name, value]) => `--${optionOf(name)} ${value}`);
  const linked = links === null ? [] : [`--links ${linksAsTyped(links)}`];
  return [...options, ...linked, ...Object.entries(bounds).map(([name, most]) => `--bound ${name}=${most}`)];
}

/** A name as the command line takes it without quotes, and as a heading is linked to. */
export function hyphened(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");
}

const symbols: Readonly<Record<VerdictName, string>> = {
  holds: "✓",
  "holds within bounds": "✓≤",
  violated: "✗",
  undecided: "?",
};

/** How a finding is coloured: as hoped, as feared, or a failure that nobody denies. */
export function tone(finding: Finding): string {
  if (finding.verdict === "violated") return finding.claimed ? "refuted" : "fails";
  if (finding.verdict === "undecided") return "open";
  return finding.claimed ? "holds" : "unclaimed";
}

/** A verdict as its sign; for a violated claim with the length of the shortest counterexample. */
export function sign(finding: Finding, kind: string): string {
  return `<span class="verdict ${tone(finding)}" title="${inWords(finding, kind)}">${bareSign(finding, kind)}</span>`;
}

/** A verdict in full words, with its sign. */
export function verdictInWords(finding: Finding, kind: string): string {
  return `<span class="verdict ${tone(finding)}">${symbols[finding.verdict]}</span> ${inWords(finding, kind)}`;
}

function bareSign({ verdict, steps }: Finding, kind: string): string {
  if (verdict !== "violated") return symbols[verdict];
  if (kind === "sometimes") return "–";
  return steps === null ? symbols[verdict] : `${symbols[verdict]} ${steps}`;
}

function inWords({ verdict, claimed }: Finding, kind: string): string {
  if (verdict === "violated" && kind === "sometimes") return claimed ? "never seen" : "never seen, and not claimed";
  if (verdict === "violated") return claimed ? "violated" : "fails, and is not claimed";
  return claimed ? verdict : `${verdict}, though not claimed`;
}

/** The premise of a claim, as a sentence. */
export function premiseInWords(under: readonly Crisis[]): string {
  if (under.length === 0) return "Claimed under no crisis, not even under calm: it is here to be seen failing.";
  const crises = under.map(({ name, words }) => (name === words ? `*${name}*` : `*${name}* (${words})`));
  return `Claimed under ${crises.join(", ")}.`;
}

/** The circumstances of a run, in words. */
export function circumstances({ scenario, cut }: Run): string {
  const faults = Object.entries(faultNames)
    .filter(([fault]) => scenario[fault as keyof typeof faultNames] > 0)
    .map(([fault, [one, many]]) => {
      const times = scenario[fault as keyof typeof faultNames];
      return `${times} ${times === 1 ? one : many}`;
    });
  const bounds = Object.entries(scenario.bounds).map(([name, most]) => `${name} ≤ ${most}`);
  const cutting = bounds.length > 0 && cut === 0 ? " (never met)" : "";
  return [
    scenario.nodes === 1 ? "1 process" : `${scenario.nodes} processes`,
    `${scenario.network} network`,
    `${scenario.timing} timers`,
    ...(scenario.links === null ? [] : [linksInWords(scenario.links)]),
    ...(scenario.start === "staggered" ? ["staggered start"] : []),
    ...faults,
    ...(bounds.length === 0 ? [] : [`${bounds.join(", ")}${cutting}`]),
  ].join(", ");
}

const faultNames: Readonly<
  Record<
    Exclude<keyof Scenario, "nodes" | "network" | "links" | "timing" | "start" | "bounds">,
    readonly [one: string, many: string]
  >
> = {
  crashes: ["crash", "crashes"],
  restarts: ["restart", "restarts"],
  amnesia: ["restart with an empty disk", "restarts with an empty disk"],
  losses: ["lost message", "lost messages"],
  duplicates: ["duplicate", "duplicates"],
  partitions: ["partition", "partitions"],
  missedTicks: ["missed tick", "missed ticks"],
  extraTicks: ["extra tick", "extra ticks"],
  tornSteps: ["crash in the middle of a step", "crashes in the middle of a step"],
  lostWrites: ["crash that loses a write", "crashes that lose a write"],
  requests: ["request", "requests"],
};
