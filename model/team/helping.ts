import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { checkModel, configurationsOf } from "../check-model.ts";
import { relativeEpochsOf } from "../engine/epochs/index.ts";
import { Search } from "../engine/search.ts";
import { Space } from "../engine/space.ts";
import { pace, untilRefused } from "../limits.ts";
import { withPredicates } from "../liveness/index.ts";
import { selectedClaims } from "../select-claims.ts";
import type { Assignment } from "./crew.ts";
import type { TeamMemory } from "./memory.ts";
import { Team } from "./team.ts";

/** How many steps are asked once more in the end. */
const mostAskedAgain = 5_000;

/**
 * Helps another search from its first shared level to its end, as the member
 * `me` of its team. What goes wrong is told to the team, not thrown.
 *
 * @param me - from 1 on
 * @returns yields its team every few thousand states, and whenever it has to wait
 */
export function* helping<V extends Vocabulary>(
  model: Model<V>,
  { scenario, parameters, claims, generate, relativeEpochs }: Assignment,
  memory: TeamMemory,
  me: number,
): Generator<Team, void> {
  const complete = checkModel<V>(model, "a worker");
  const configurations = configurationsOf(complete, scenario.nodes, parameters);
  const watched = withPredicates(selectedClaims(complete, claims));
  const space = new Space(complete, configurations, scenario, watched);
  const team = new Team(memory, me, space.registers);
  try {
    team.arrive();
    for (const _ of team.join()) yield team;
    const lowering = relativeEpochs ? relativeEpochsOf(space, complete, watched) : undefined;
    const search = new Search(space, generate, { lowering });
    if (!team.isEnding) {
      for (const step of untilRefused(search.help(team, pace))) {
        if (step === "memory") team.giveUp();
        if (team.isEnding) break;
        lowering?.check();
        yield team;
      }
    }
    for (const _ of team.ended()) yield team;
    lowering?.check();
    space.actors.askAgain(mostAskedAgain);
    // A ledger that is full takes no more.
    if (!team.isExhausted) space.actors.tellSteps();
    team.tell(search.counts);
    team.leave();
  } catch (error) {
    team.fail(error);
  }
}
