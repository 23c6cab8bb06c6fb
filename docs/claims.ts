import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Claim } from "../spec/claim.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A claim that a module exports. */
export interface ExportedClaim {
  /** File and name of the export, as in `spec/claims/election.ts#somebodyLeads`. */
  readonly as: string;
  readonly claim: Claim;
  /** Whether the export is a function that made the claim, so that every use of it has a claim of its own. */
  readonly isMade: boolean;
}

/** What a claim is exported as by `file`, a path, under `name`. */
export function exportedAs(file: string, name: string): string {
  return `${relative(root, file).replaceAll("\\", "/")}#${name}`;
}

/** The claims that the modules of spec and impl export. */
export async function exportedClaims(): Promise<readonly ExportedClaim[]> {
  const found: ExportedClaim[] = [];
  for (const file of ["spec", "impl"].flatMap(modulesIn)) {
    const exports = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(exports)) {
      const claim = claimIn(value);
      if (claim !== undefined) found.push({ as: exportedAs(file, name), claim, isMade: typeof value === "function" });
    }
  }
  return found;
}

function modulesIn(room: string): readonly string[] {
  return (
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      // Hosts claim nothing, and their functions must not be called to see.
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/^hosts[/\\]/.test(file))
      .map((file) => join(root, room, file))
  );
}

/**
 * The claim that an export is, or that it makes where it is called with
 * nothing, which is how a claim with its usual premises is made.
 */
function claimIn(value: unknown): Claim | undefined {
  if (isClaim(value)) return value;
  if (typeof value !== "function") return undefined;
  try {
    const made: unknown = value();
    return isClaim(made) ? made : undefined;
  } catch {
    return undefined; // It needs arguments, so it is no claim with usual premises.
  }
}

function isClaim(value: unknown): value is Claim {
  if (typeof value !== "object" || value === null) return false;
  const { name, words, formula, holds } = value as Partial<Record<keyof Claim, unknown>>;
  return [name, words, formula].every((part) => typeof part === "string") && typeof holds === "function";
}
