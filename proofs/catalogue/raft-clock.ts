/** Raft whose terms go round a clock: it only compares terms, copies them and adds one. */
import { raftModel } from "../../impl/raft/model.ts";
import type { LivenessClaim } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Raft } from "../../spec/raft/vocabulary.ts";
import { roundTheClock } from "./clock.ts";

/**
 * Raft with terms modulo `hours`, and with claims that look at no term.
 *
 * @remarks
 * Logs must be empty: of what they end with no term is looked at.
 *
 * @param hours - an integer of at least 4: terms that differ by up to `hours` / 2 - 1 are told apart
 */
export function raftRoundTheClock(hours: number, claims: readonly LivenessClaim[]): Model<Raft> {
  return roundTheClock(raftModel, ({ term }) => term, hours, claims);
}
