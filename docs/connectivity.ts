/**
 * Writes the page on missing links, `connectivity.md`, and its pictures, from what
 * `interregnum connectivity --json` found, which is kept in `connectivity/*.jsonl`.
 *
 * To keep something new: `npm run connectivity FOUND.json ...`
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connectivityPage } from "../proofs/connectivity/page.ts";
import { pictureOf } from "../proofs/connectivity/picture.ts";
import { type FoundCell, keptCells, keptFile, sizes, written } from "../proofs/connectivity/record.ts";

const found = process.argv.slice(2).flatMap((file) => JSON.parse(readFileSync(file, "utf8")) as FoundCell[]);
mkdirSync(new URL("connectivity/", import.meta.url), { recursive: true });
for (const nodes of sizes) {
  const news = found.filter((cell) => cell.nodes === nodes);
  if (news.length > 0) writeFileSync(keptFile(nodes), written(nodes, news));
  writeFileSync(new URL(`connectivity/${nodes}.svg`, import.meta.url), pictureOf(nodes, keptCells(nodes)));
}
writeFileSync(new URL("connectivity.md", import.meta.url), connectivityPage());
