/**
 * Measures one subject, in a process of its own so that memory is its own, and
 * writes what it measured as JSON to standard output.
 */
import { explore } from "../../model/explore.ts";
import { subjects } from "./subjects.ts";

const { entry, options } = subjects[Number(process.argv[2])]!;
const before = process.memoryUsage().rss;
const begun = process.cpuUsage();
const clock = performance.now();
const { parameters } = entry;
const result = explore(entry.model, entry.scenario, {
  ...options,
  ...(parameters === undefined ? {} : { parameters }),
});
const wallSeconds = (performance.now() - clock) / 1000;
const { user, system } = process.cpuUsage(begun);
const { states, transitions, depth, cells, reducerCalls } = result;
// What the process holds at its peak beyond what it held before: buffers and half-empty tables included.
const bytes = process.resourceUsage().maxRSS * 1024 - before;
process.stdout.write(
  JSON.stringify({
    states,
    transitions,
    depth,
    cells,
    reducerCalls,
    cpuSeconds: (user + system) / 1e6,
    wallSeconds,
    bytes,
  }),
);
