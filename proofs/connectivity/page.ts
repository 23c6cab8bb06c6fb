import { rows } from "../catalogue/index.ts";
import { grouped } from "../cli/words.ts";
import { type Ending, endings } from "./elect.ts";
import { type FoundCell, graphsOf, keptCells, sizes } from "./record.ts";

/** The page *Where links are missing*. */
export function connectivityPage(): string {
  return `---
title: Where links are missing
---

<!-- Written by docs/connectivity.ts from docs/connectivity/*.jsonl. -->

# Where links are missing

A network need not fall into islands to fail: two processes may both reach a third, and not each other. Who can elect
then, and who only seems to? \`interregnum connectivity\` takes every connected graph of links up to isomorphism, puts the
processes on it in every way that makes a difference, and looks at all that can happen on it. Nothing else goes wrong:
messages arrive in order, timers run out in time, nobody crashes.

\`\`\`sh
npx interregnum connectivity
npx interregnum connectivity bully --nodes 4
\`\`\`

Each square of the pictures stands for an algorithm on a graph, and is divided by how elections end in so many of the
placements:

- **one leads for good**: in every fair run exactly one process leads from some moment on; where the durations of timers are random, with probability 1.
- **one leads again and again**: in every fair run, or with probability 1, exactly one leads again and again, but not for good: leaders come and go.
- **livelock**: somebody can be elected, and there is a fair run without end in which from some moment on there is never exactly one leader: there are none, or several.
- **standstill**: somebody can be elected, and there is a run that comes to rest without exactly one leader.
- **nobody can lead**: there is no run at all in which anybody is elected.
- **not decided**: what the bounds on epochs cut, or the limit on states, could matter.

A cross: in some placement the algorithm breaks what it promises above all, one leader at a time or in each epoch. What an
algorithm cannot tell apart is looked at once: all placements of alike processes, and all in which the same of those links
work on which it ever sends anything.

## What it shows

- **A ring needs its ring.** Where ids travel round (Le Lann, Chang and Roberts, Hirschberg and Sinclair, Dolev, Klawe and
  Rodeh, Itai and Rodeh), somebody is elected exactly where all links of the ring work; the others make no difference. These
  are 2^(*n*(*n* - 3)/2) of all placements: 1, 4 and 32.
- **The lease elects everywhere**, since one place grants it; all follow the same leader exactly where all reach that place:
  in 2^((*n* - 1)(*n* - 2)/2) placements, 2, 8 and 64.
- **The Bully family livelocks wherever it matters.** Among three in a chain, two of which outrank the third, both lead it
  for ever. Stoller's version and Invitation keep their promise, one leader in each epoch, by having more epochs than one.
- **Raft elects where a majority meets, but does not keep whom it elects.** On a chain of three and on a square leaders come
  and go for ever; around a star of four one stays. With pre-votes and check-quorum one comes to stay on the chain, too, as the literature on
  partial failures of networks has it (Howard and Abraham 2020; Jensen, Howard and Mortier 2021).
- **What is left open** are epochs that drift apart without end, and states beyond the limit. A higher
  \`--max-states\` decides more of it.

${sizes.map(sectionOf).join("\n\n")}
`;
}

function sectionOf(nodes: number): string {
  const cells = keptCells(nodes);
  const graphs = graphsOf(nodes);
  const [explored, states] = [sum(cells, ({ explored }) => explored), sum(cells, ({ states }) => states)];
  const limits = [...new Set(cells.map(({ maxStates }) => maxStates))].sort((a, b) => a - b).map(grouped);
  return `## ${capitalNumber(nodes)} processes

[![Who can elect on which connected graph of ${nodes} processes](connectivity/${nodes}.svg)](connectivity/${nodes}.svg)

${grouped(explored)} explorations, ${grouped(states)} states; a placement is given up beyond ${limits.join(", or ")} states.

| algorithm | graphs × placements | ${endings.join(" | ")} | promise broken |
|---|${"--:|".repeat(endings.length + 2)}
${rows.map(({ id }) => totalsOf(id, cells)).join("\n")}

| graph | links | one leads for good, wherever the processes stand | livelock in some placement |
|--:|---|---|---|
${graphs.map(({ links }, row) => graphLine(row + 1, links, cells)).join("\n")}`;
}

/** How elections of an algorithm end, over all graphs and placements. */
function totalsOf(id: string, cells: readonly FoundCell[]): string {
  const own = cells.filter(({ algorithm }) => algorithm === id);
  const total = (ending: Ending): number => sum(own, ({ ends }) => ends[ending]);
  const broken = sum(own, ({ breaks }) => breaks.count);
  const doubtful = sum(own, ({ breaks }) => breaks.open);
  const shown = (value: number): string => (value === 0 ? "" : grouped(value));
  return `| ${[
    id,
    grouped(sum(own, ({ placements }) => placements)),
    ...endings.map((ending) => shown(total(ending))),
    doubtful === 0 ? shown(broken) : `${grouped(broken)}, ? ${grouped(doubtful)}`,
  ].join(" | ")} |`;
}

function graphLine(number: number, links: string, cells: readonly FoundCell[]): string {
  const own = cells.filter((cell) => cell.links === links);
  const names = (is: (cell: FoundCell) => boolean): string =>
    own
      .filter(is)
      .map(({ algorithm }) => algorithm)
      .join(", ");
  return `| ${[
    number,
    links.replaceAll("-", "–").replaceAll(",", ", "),
    names(({ ends, placements }) => ends["for good"] === placements) || "none",
    names(({ ends }) => ends.livelock > 0) || "none",
  ].join(" | ")} |`;
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

function capitalNumber(nodes: number): string {
  return ["Three", "Four", "Five"][nodes - 3]!;
}
