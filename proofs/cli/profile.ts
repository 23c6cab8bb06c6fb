/** What was done how often, for people. */
import type { LargestCell, Profile, ProfileRow } from "../../model/profile-result.ts";
import type { Exploration } from "../../model/result.ts";
import { columns, hanging, padded, shortened } from "./layout.ts";
import type { Page } from "./trace.ts";
import { counted, grouped, listed, printable } from "./words.ts";

/** The most rows that are printed of those that came, and the most events that are named of those that did not. */
const mostRows = 40;

/** How often each event was taken in each role, what never was, and what the bounds cut. */
export function profileLines(profile: Profile, result: Exploration, page: Page): readonly string[] {
  const { rows } = profile;
  const came = rows.filter(({ taken, cut }) => taken + cut > 0);
  return [
    "",
    ...hanging(`${page.paint("bold", "Profile")}  `, extent(profile, result), page.width),
    ...tableLines(came.slice(0, mostRows), page),
    ...(came.length > mostRows ? [`  and ${counted(came.length - mostRows, "more row")}: --json has them`] : []),
    "",
    ...facts(profile).flatMap(([label, text]) =>
      hanging(`  ${page.paint("dim", padded(label, 14))}`, text, page.width),
    ),
    ...neverLines(rows, page),
  ];
}

function extent({ states }: Profile, { strategy, ...all }: Exploration): string {
  if (strategy === "walk") return "of the steps that were taken";
  if (states === all.states) return `of all ${counted(states, "state")}`;
  return `of ${grouped(states)} of the ${counted(all.states, "state")}: those from which ${strategy === "breadth" ? "a whole level" : "every way"} was followed`;
}

const verbs: Readonly<Record<ProfileRow["kind"], string>> = {
  start: "",
  receive: "receives ",
  timeout: "times out: ",
  request: "is asked: ",
};

/** A row of the table: in which role, what, how often, and how often nothing came of it. */
function tableLines(rows: readonly ProfileRow[], { width, paint }: Page): readonly string[] {
  if (rows.length === 0) return ["  Nothing ever happens."];
  const hasCuts = rows.some(({ cut }) => cut > 0);
  const numbers = rows.map(({ taken, ignored, cut }) => [
    grouped(taken),
    ignored === 0 ? "" : ignored === taken ? "always" : grouped(ignored),
    ...(hasCuts ? [cut === 0 ? "" : grouped(cut)] : []),
  ]);
  const heads = ["taken", "ignored", ...(hasCuts ? ["cut"] : [])];
  const widths = heads.map((head, i) => Math.max(head.length, ...numbers.map((cells) => cells[i]!.length)));
  const right = (cells: readonly string[]): string => cells.map((cell, i) => cell.padStart(widths[i]!)).join("  ");
  const left = width - 4 - right(heads).length;
  const roleWidth = Math.min(
    Math.max(4, ...rows.map(({ role }) => columns(printable(role)))),
    Math.floor(left / 2) - 2,
  );
  const eventWidth = Math.min(
    Math.max(5, ...rows.map(({ kind, event }) => columns(verbs[kind] + printable(event)))),
    left - roleWidth - 2,
  );
  const line = (role: string, event: string, cells: readonly string[]): string =>
    `  ${padded(shortened(role, roleWidth), roleWidth)}  ${padded(shortened(event, eventWidth), eventWidth)}  ${right(cells)}`.trimEnd();
  return [
    paint("dim", line("role", "event", heads)),
    ...rows.map(({ role, kind, event }, i) => line(printable(role), verbs[kind] + printable(event), numbers[i]!)),
  ];
}

function facts({ others, cut, longestInbox, mostChoices }: Profile): readonly (readonly [string, string])[] {
  const counts = (record: Readonly<Record<string, number>>): string =>
    Object.entries(record)
      .map(([name, count]) => `${printable(name)} ${grouped(count)}`)
      .join(", ");
  const largest = ({ process, role }: LargestCell): string => `at process ${process}, ${printable(role)}`;
  return [
    ["beside these", counts(others) || "nothing"],
    ["cut by bounds", counts(cut) || "nothing"],
    [
      "longest inbox",
      longestInbox === null ? "empty" : `${counted(longestInbox.count, "message")} ${largest(longestInbox)}`,
    ],
    [
      "most choices",
      mostChoices === null ? "none" : `${counted(mostChoices.count, "event")} next, ${largest(mostChoices)}`,
    ],
  ];
}

/** What never came in a role, though it came in others, and what came in none: code for it was never reached. */
function neverLines(rows: readonly ProfileRow[], { width, paint }: Page): readonly string[] {
  const nameOf = ({ kind, event }: ProfileRow): string => verbs[kind] + printable(event);
  const came = new Set(rows.filter(({ taken, cut }) => taken + cut > 0).map(nameOf));
  const never = rows.filter(({ taken, cut }) => taken + cut === 0);
  if (never.length === 0) return [];
  const roles = [...new Set(never.map(({ role }) => role))];
  const nowhere = [...new Set(never.map(nameOf).filter((name) => !came.has(name)))];
  const line = (head: string, events: readonly string[]): readonly string[] => {
    const rest = events.length > mostRows ? [counted(events.length - mostRows, "more")] : [];
    return events.length === 0
      ? []
      : hanging(`    ${head}  `, listed([...events.slice(0, mostRows), ...rest], "or"), width);
  };
  const inRole = (role: string): readonly string[] => {
    return never.filter((row) => row.role === role && came.has(nameOf(row))).map(nameOf);
  };
  return [
    "",
    `  ${paint("bold", "Never")}`,
    ...line("in any role", nowhere),
    ...roles.flatMap((role) => line(printable(role), inRole(role))),
  ];
}
