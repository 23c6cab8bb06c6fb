/** A change of a reducer that no killer noticed, and why that is no harm. */
export interface Survivor {
  /** From the root of the repository. */
  readonly file: string;
  /** The line that the change begins in, without its indentation. */
  readonly line: string;
  /** What of that line is changed. */
  readonly original: string;
  /** What stands in its place; only the beginning of it where it is long. */
  readonly replacement: string;
  /** Why nobody can tell the difference, or why nobody needs to. */
  readonly reason: string;
}

/** What of Stryker's report is looked at (mutation-testing-report-schema). */
export interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly replacement?: string;
          readonly location: Readonly<Record<"start" | "end", { readonly line: number; readonly column: number }>>;
        }[];
      }
    >
  >;
}

/** A mutant as it is recognized from one run to the next: not by its line's number, which moves. */
type Mutant = Omit<Survivor, "reason">;

/** How the mutants that were left alive compare with those that are accepted. */
export interface Comparison {
  /** How many mutants there were, and how many of them were noticed. */
  readonly all: number;
  readonly killed: number;
  /** Left alive, and nobody has said why. */
  readonly unexplained: readonly Mutant[];
  /** Accepted, but no longer left alive, or no longer there. */
  readonly outdated: readonly Survivor[];
}

const alive = ["Survived", "NoCoverage"];
const noticed = ["Killed", "Timeout", "RuntimeError", "CompileError"];

/** Compares the mutants that a run left alive with the accepted ones. */
export function compared({ files }: Report, accepted: readonly Survivor[]): Comparison {
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants.map(({ status, replacement = "", location }) => {
      const line = lines[location.start.line - 1]!;
      const end = location.end.line === location.start.line ? location.end.column - 1 : line.length;
      const original = line.slice(location.start.column - 1, end);
      return { status, mutant: { file, line: line.trim(), original, replacement: shortened(replacement) } };
    });
  });
  const survivors = all.filter(({ status }) => alive.includes(status)).map(({ mutant }) => mutant);
  return {
    all: all.length,
    killed: all.filter(({ status }) => noticed.includes(status)).length,
    unexplained: survivors.filter((mutant) => !accepted.some((one) => isSame(one, mutant))),
    outdated: accepted.filter((one) => !survivors.some((mutant) => isSame(one, mutant))),
  };
}

function isSame(a: Mutant, b: Mutant): boolean {
  return (["file", "line", "original", "replacement"] as const).every((part) => a[part] === b[part]);
}

/** The first line of what was put in, at most eighty characters of it. */
function shortened(replacement: string): string {
  return replacement.split("\n")[0]!.slice(0, 80).trim();
}
