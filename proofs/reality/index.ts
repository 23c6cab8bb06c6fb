/**
 * What real hosts did, held against the reducers and the claims: logs are read,
 * their steps taken once more, put into one order, and judged.
 */
import type { Model } from "../../spec/model.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import type { Journals } from "./journal.ts";
import { type Judgement, judged } from "./judge.ts";
import { merged } from "./merge.ts";
import { type Deviation, type Item, retraced } from "./retrace.ts";

export { type Journals, journalOf, journalsOf } from "./journal.ts";
export type { Judgement } from "./judge.ts";
export type { Deviation } from "./retrace.ts";

/** What came of the logs of a cluster. */
export interface Validation {
  readonly deviation: Deviation | null;
  readonly judgements: readonly Judgement[];
  readonly boots: number;
  readonly steps: number;
  readonly messages: number;
  /** Who led in which epoch, in order; without epochs, the changes of leaders. */
  readonly leaders: readonly { readonly process: ProcessId; readonly epoch?: number }[];
}

/** Holds the logs of a cluster against a model. */
export function validated(model: Model, journals: Journals): Validation {
  const boots = [...journals.values()].flat().length;
  const nothing = { judgements: [], boots, steps: 0, messages: 0, leaders: [] };
  const byProcess = new Map<ProcessId, readonly Item[]>();
  for (const [process, logs] of journals) {
    const items = retraced(model.protocol, logs);
    if ("why" in items) return { ...nothing, deviation: items };
    byProcess.set(process, items);
  }
  const all = merged(byProcess);
  if ("why" in all) return { ...nothing, deviation: all };
  const { processes, parameters } = [...journals.values()][0]![0]!.boot;
  return {
    deviation: null,
    judgements: judged(model, { processes, parameters }, all),
    boots,
    steps: all.items.filter(({ kind }) => kind === "taken").length,
    messages: all.sentBy.size,
    leaders: leadersIn(model, { processes, parameters }, all.items),
  };
}

function leadersIn(
  model: Model,
  configuration: { processes: readonly ProcessId[]; parameters: unknown },
  items: readonly Item[],
): Validation["leaders"] {
  const reigns: { process: ProcessId; epoch?: number }[] = [];
  const leading = new Map<ProcessId, string>();
  for (const item of items) {
    const { process } = item;
    const { leader, epoch } =
      item.kind === "taken"
        ? model.protocol.leadership({ ...configuration, self: process }, item.state)
        : { leader: null, epoch: undefined };
    const reign = leader === process ? String(epoch) : undefined;
    if (reign !== undefined && leading.get(process) !== reign)
      reigns.push({ process, ...(epoch === undefined ? {} : { epoch }) });
    if (reign === undefined) leading.delete(process);
    else leading.set(process, reign);
  }
  return reigns;
}
