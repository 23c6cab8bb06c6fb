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
  const { processes, parameters } = setup;
  if (processes.length === 0) refuse("there is no process: name at least one");
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
    if (!options.includes(name)) refuse(`there is no option ${name}: the options are ${options.join(", ")}`);
  }
  for (const [name, plain] of Object.entries(plainParameters)) {
    const value: unknown = parameters[name as keyof ProductionParameters];
    if (kindOf(value) === kindOf(plain)) continue;
    refuse(`${name} is ${told(value)}: give ${kindOf(plain)}, as in plainParameters, where it is ${told(plain)}`);
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
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice !== undefined) refuse(`${what} names the process ${twice} twice: once is enough`);
  }
}

/** Somebody votes, somebody may lead, and nobody is a learner and a witness. */
function checkParts(setup: Configuration<RaftProduction>): void {
  const { processes, parameters } = setup;
  const both = parameters.learners.find((process) => parameters.witnesses.includes(process));
  if (both !== undefined) {
    refuse(`process ${both} is a learner and a witness; a learner has no vote, and a witness has: choose one`);
  }
  if (votersOf(setup).length === 0) refuse(`all processes are learners: leave at least one of ${processes} a vote`);
  if (!processes.some((process) => mayLead(setup, process))) {
    refuse(`every voter is a witness, so that nobody may lead: leave at least one of ${votersOf(setup)} its data`);
  }
  const idle = Object.keys(parameters.priority).find((process) => !mayLead(setup, Number(process)));
  if (idle !== undefined) refuse(`process ${idle} has a priority and never stands: learners and witnesses have none`);
}

/** Priorities, and where logs end. */
function checkNumbers({ priority, log }: ProductionParameters): void {
  for (const [process, value] of Object.entries(priority)) {
    if (!isCount(value)) refuse(`the priority of process ${process} is ${told(value)}: give an integer of at least 0`);
  }
  for (const [process, end] of Object.entries(log)) {
    if (isCount(end?.term) && isCount(end.index)) continue;
    refuse(`the log of process ${process} ends at ${told(end)}: give a term and an index, integers of at least 0`);
  }
}

/** A key as the process that it names; as it is, where it names none. */
function named(key: string): unknown {
  return String(Number(key)) === key ? Number(key) : key;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "boolean" ? "true or false" : "neither";
}

function told(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "missing");
}

function refuse(what: string): never {
  throw new RangeError(`raft-production: ${what}`);
}
