import { describe, expect, test } from "vitest";
import { catalogue } from "../catalogue/index.ts";
import { registry } from "../registry.ts";
import { checkCommand } from "./check-command.ts";
import { recorded } from "./fixtures/recorder.ts";

/** A word of a shell, without its quotes. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

describe("the command that explores a cell of the matrix", () => {
  const cells = catalogue.filter(({ row, crisis }) => row !== null && crisis === "missing link");
  test.each(cells.map((entry) => [entry.id, entry] as const))("explores that very cell: %s", async (_id, entry) => {
    const [npx, program, ...args] = words(checkCommand(entry));
    expect([npx, program]).toEqual(["npx", "interregnum"]);
    const { out } = await recorded([...args, "--json", "--max-states", "20"], { algorithms: registry });
    const { scenario, parameters, relativeEpochs } = JSON.parse(out) as Record<string, unknown>;
    expect(scenario).toEqual(entry.scenario);
    expect(relativeEpochs).toBe(entry.relativeEpochs === true);
    expect(parameters).toEqual(entry.parameters ?? entry.model.parameters ?? null);
  });

  test("bounds what the cell bounds otherwise than usual, and quotes what a shell would read otherwise", () => {
    const command = (id: string): string => checkCommand(catalogue.find((entry) => entry.id === id)!);
    expect(command("raft, crash and return")).toContain(" --bound spread=2 --relative-epochs");
    expect(command("raft, amnesia")).toBe("npx interregnum check raft --crisis amnesia");
    expect(command("raft-production, partition")).toContain(` --set 'priority={"1":2,"2":1}'`);
    expect(command("raft-production, partition")).toContain(" --bound inflight=none");
  });
});
