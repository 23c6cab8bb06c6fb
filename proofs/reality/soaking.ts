/** Random crises, one after the other, on a cluster of real processes; then its logs are held against the algorithm. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choosingBy } from "../../model/random.ts";
import type { Choose } from "../../model/simulate.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { healed, perform, validatedFleet } from "./drill.ts";
import { Fleet } from "./fleet.ts";
import type { Deed } from "./script.ts";
import { percentile } from "./statistics.ts";
import { Watch } from "./watch.ts";

/** How long and how hard a soak is. */
export interface SoakOptions {
  readonly algorithm: string;
  /** How many processes: at least 2. */
  readonly nodes: number;
  readonly tickMs: number;
  readonly crises: number;
  /** No crisis begins after so many seconds. */
  readonly seconds: number;
  readonly seed: number;
  /** Is told after each crisis how many there were. */
  readonly progress?: (crises: number) => void;
}

/** What came of a soak. */
export interface Soaked {
  readonly algorithm: string;
  readonly nodes: number;
  readonly tickMs: number;
  readonly seed: number;
  readonly crises: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly elections: number;
  /** Milliseconds from the disturbance to the next leader. */
  readonly electionMs: { readonly median: number | null; readonly p99: number | null; readonly most: number | null };
  /** What went wrong: nothing, if all is well. */
  readonly complaints: readonly string[];
  readonly steps: number;
  readonly messages: number;
  readonly boots: number;
}

/** After so many crises the logs are looked at, and a fresh cluster begins. */
const roundOf = 50;

/** Causes crises for as long as it may, and tells what came of them. */
export async function soaked(options: SoakOptions): Promise<Soaked> {
  const { algorithm, nodes, tickMs, seed } = options;
  const choose = choosingBy(seed);
  const end = Date.now() + options.seconds * 1_000;
  const tally = { byKind: {} as Record<string, number>, ms: [] as number[], complaints: [] as string[] };
  let [crises, steps, messages, boots] = [0, 0, 0, 0];
  while (crises < options.crises && Date.now() < end) {
    const directory = mkdtempSync(join(tmpdir(), "interregnum-soak-"));
    const fleet = await Fleet.start({ algorithm, nodes, tickMs, directory });
    const watch = new Watch(fleet);
    try {
      await healed(fleet, 10_000);
      for (let i = 0; i < roundOf && crises < options.crises && Date.now() < end; i++) {
        const kind = await crisis(fleet, watch, choose, tickMs);
        tally.byKind[kind] = (tally.byKind[kind] ?? 0) + 1;
        crises += 1;
        if ((await healed(fleet, Math.max(10_000, 200 * tickMs))) === null) {
          tally.complaints.push(`crisis ${crises} (${kind}): nobody led after healing`);
        }
        options.progress?.(crises);
      }
    } finally {
      await fleet.close();
    }
    const validation = validatedFleet(algorithm, fleet);
    steps += validation.steps;
    messages += validation.messages;
    boots += validation.boots;
    tally.ms.push(...watch.elections.flatMap(({ ms }) => ms ?? []));
    tally.complaints.push(
      ...watch.shared.map(({ epoch, processes }) => `${processes.join(" and ")} both led epoch ${epoch}`),
      ...validation.judgements.filter(({ isKept }) => isKept === false).map(({ claim }) => `${claim}: violated`),
      ...(validation.deviation === null
        ? []
        : [`${validation.deviation.path}, line ${validation.deviation.line}: ${validation.deviation.why}`]),
    );
    rmSync(directory, { recursive: true, force: true });
  }
  const electionMs = {
    median: percentile(tally.ms, 50),
    p99: percentile(tally.ms, 99),
    most: percentile(tally.ms, 100),
  };
  const { byKind, complaints } = tally;
  return {
    algorithm,
    nodes,
    tickMs,
    seed,
    crises,
    byKind,
    elections: tally.ms.length,
    electionMs,
    complaints,
    steps,
    messages,
    boots,
  };
}

/** Causes one crisis, and lets it last for a while; answers which. What it leaves is healed by the caller. */
async function crisis(fleet: Fleet, watch: Watch, choose: Choose, tickMs: number): Promise<string> {
  const any = (): ProcessId => fleet.ids[choose(fleet.ids.length)]!;
  const leader = fleet.leaders[0]?.id ?? any();
  const other = (): ProcessId => fleet.ids.filter((id) => id !== leader)[choose(fleet.ids.length - 1)]!;
  const split = (): readonly (readonly ProcessId[])[] => {
    const one = fleet.ids.filter((id) => id !== leader && choose(2) === 0);
    const side = [leader, ...one];
    const rest = fleet.ids.filter((id) => !side.includes(id));
    return rest.length > 0 ? [side, rest] : [[leader], fleet.ids.filter((id) => id !== leader)];
  };
  const kinds: Readonly<Record<string, () => readonly Deed[]>> = {
    "leader killed": () => [{ verb: "kill", who: leader }],
    "another killed": () => [{ verb: "kill", who: other() }],
    "two killed": () => [
      { verb: "kill", who: leader },
      { verb: "kill", who: other() },
    ],
    "leader paused": () => [{ verb: "pause", who: leader }],
    "another paused": () => [{ verb: "pause", who: other() }],
    partition: () => [{ verb: "cut", sides: split() }],
    "partition, and one killed in it": () => [
      { verb: "cut", sides: split() },
      { verb: "kill", who: any() },
    ],
    resignation: () => [{ verb: "resign", who: leader }],
    "leader killed and back at once": () => [
      { verb: "kill", who: leader },
      { verb: "restart", who: leader },
    ],
  };
  const names = Object.keys(kinds);
  const kind = names[choose(names.length)]!;
  for (const deed of kinds[kind]!()) await perform(deed, fleet, watch);
  await new Promise((resolve) => setTimeout(resolve, (4 + choose(8)) * tickMs));
  return kind;
}
