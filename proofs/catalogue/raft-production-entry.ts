import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import type { Entry } from "./entry.ts";

/** An entry about Raft with options that is no cell of the matrix. */
export function raftProductionEntry(name: string, model: Model, scenario: Scenario, why: string): Entry {
  return {
    id: `raft-production (${name})`,
    algorithm: "raft-production",
    title: `Raft with options: ${name}`,
    row: null,
    crisis: null,
    scenario,
    parameters: model.parameters,
    model,
    why,
  };
}
