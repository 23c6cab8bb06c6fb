/** What a cluster of Raft with options must not be. */
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Configuration } from "../../spec/vocabulary.ts";
import { mayLead, plainParameters, votersOf } from "./cluster.ts";

/**
 * Refuses a cluster that could never have a leader, or whose options are none or contradict each other.
 *
 * @throws RangeError with what is wrong and what to do about it
 */
export function checkSetup(setup: Configuration<RaftProduction>): void {
  const { parameters } = setup;
  checkKinds(parameters);
  const { learners, witnesses, log, priority } = parameters;
  checkNames({ learners, witnesses }, setup);
  checkNames({ priority: Object.keys(priority).map(named), log: Object.keys(log).map(named) }, setup);
  checkParts(setup);
  checkNumbers(parameters);
  if (parameters.leaderLease && !parameters.checkQuorum) {
    refuse("leaderLease needs checkQuorum: without it voters desert a leader that still holds its lease");
  }
}

/** Every option is there and of its kind, and there is no other: a mistyped one would be off in silence. */
function checkKinds(parameters: ProductionParameters): void {
  const options = Object.keys(plainParameters);
  for (const name of Object.keys(parameters)) {
    if (!options.includes(name)) refuse(`there is no option ${name}: there are ${options.join(", ")}`);
  }
  for (const [name, plain] of Object.entries(plainParameters)) {
    const value: unknown = parameters[name as keyof ProductionParameters];
    if (kindOf(value) === kindOf(plain)) continue;
    refuse(`${name} is ${told(value)}: give something like ${told(plain)}`);
  }
}

/** Who is named is a process of the cluster, and named once. */
function checkNames(lists: Readonly<Record<string, readonly unknown[]>>, { processes }: Configuration): void {
  for (const [what, names] of Object.entries(lists)) {
    const stranger = names.find((name) => !(processes as readonly unknown[]).includes(name));
    if (stranger !== undefined) {
      refuse(
        `${what} names the process ${told(stranger)}, and there is none: the processes are ${processes.join(", ")}`,
      );
    }
    if (new Set(names).size < names.length) refuse(`${what} names a process twice: ${told(names)}`);
  }
}

/** Somebody votes, somebody may lead, and nobody is a learner and a witness. */
function checkParts(setup: Configuration<RaftProduction>): void {
  const { processes, parameters } = setup;
  const both = parameters.learners.find((process) => parameters.witnesses.includes(process));
  if (both !== undefined) {
    refuse(`process ${both} is a learner and a witness: choose one`);
  }
  if (votersOf(setup).length === 0) {
    refuse(`all processes are learners: leave at least one of ${processes} a vote`);
  }
  if (!processes.some((process) => mayLead(setup, process))) {
    refuse(`every voter is a witness: leave at least one of ${votersOf(setup)} its data`);
  }
  const idle = Object.keys(parameters.priority).find((process) => !mayLead(setup, Number(process)));
  if (idle !== undefined) refuse(`process ${idle} has a priority and never stands`);
}

/** Priorities, and where logs end. */
function checkNumbers({ priority, log }: ProductionParameters): void {
  const check = (what: string, process: string, value: unknown, ...counts: readonly unknown[]): void => {
    if (!counts.every(isCount))
      refuse(`the ${what} of process ${process} is ${told(value)}: give an integer of at least 0`);
  };
  for (const [process, value] of Object.entries(priority)) check("priority", process, value, value);
  for (const [process, end] of Object.entries(log)) check("end of the log", process, end, end?.term, end?.index);
}

/** A key as the process that it names; as it is, where it names none. */
function named(key: string): unknown {
  return String(Number(key)) === key ? Number(key) : key;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function kindOf(value: unknown): string {
  return value === null || Array.isArray(value) ? told(value).charAt(0) : typeof value;
}

function told(value: unknown): string {
  return JSON.stringify(value) ?? "missing";
}

function refuse(what: string): never {
  throw new RangeError(`raft-production: ${what}`);
}
