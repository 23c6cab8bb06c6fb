/**
 * `npm run soak`: random crises on real processes, and what came of them, printed
 * and written to `dist/soak.json`. With `-- --crises 1000 --seconds 900 --nodes 5
 * --tick 20 --seed 1 --algorithm raft` it says what is the default anyway.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packageRoot } from "../package-root.ts";
import { soaked } from "./soaking.ts";

const { values } = parseArgs({
  options: {
    algorithm: { type: "string", default: "raft" },
    nodes: { type: "string", default: "5" },
    tick: { type: "string", default: "20" },
    crises: { type: "string", default: "1000" },
    seconds: { type: "string", default: "900" },
    seed: { type: "string", default: "1" },
  },
});
const result = await soaked({
  algorithm: values.algorithm,
  nodes: Number(values.nodes),
  tickMs: Number(values.tick),
  crises: Number(values.crises),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  progress: (crises) => {
    if (crises % 50 === 0) console.error(`${crises} crises`);
  },
});
console.log(JSON.stringify(result, null, 2));
writeFileSync(join(packageRoot(), "dist", "soak.json"), `${JSON.stringify(result, null, 2)}\n`);
process.exitCode = result.complaints.length === 0 ? 0 : 1;
