import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The version in the package's own package.json: the nearest one above this file, whether it was compiled or not. */
export function version(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  const { version: found } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { version: string };
  return found;
}
