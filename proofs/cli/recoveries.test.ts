import { expect, test } from "vitest";
import { rows } from "../catalogue/index.ts";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

const interrupted = {
  algorithms: registry,
  interruptible: <T>(work: (signal: { aborted: boolean }) => T) => work({ aborted: true }),
};

test("the other half of the matrix that is interrupted shows what was found so far, and ends with 3", async () => {
  const { out, status } = await recorded(["--recovers"], interrupted);
  expect(status).toBe(3);
  expect(out).toContain("Does it recover?");
  expect(out).toContain("–");
});

test("and as JSON has a row for each of the matrix", async () => {
  const { out, status } = await recorded(["matrix", "--recovers", "--json"], interrupted);
  expect(status).toBe(3);
  expect(JSON.parse(out)).toMatchObject({
    rows: rows.map(({ id }, index) => (index === 0 ? { id, cells: [] } : { id })),
  });
});
