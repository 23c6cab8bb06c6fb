/**
 * The synod whose ballots go round a clock, so that a duel without end has
 * finitely many states: what `clock.ts` does with epochs.
 *
 * The synod only compares ballots, copies them, and takes the next one of a
 * process. So nothing matters but their differences and their owners, and ballots
 * modulo a multiple of the number of processes tell these apart as long as the
 * differences are small, which is a claim of its own.
 */
import { synod } from "../../impl/paxos/synod.ts";
import { always, type Claim, type LivenessClaim, type StateClaim } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Synod, SynodParameters } from "../../spec/paxos/synod.ts";
import { ahead, nearness } from "./clock.ts";

/** A value with every ballot in it replaced; 0 stands for none, and stays. */
export function withBallots<T>(value: T, change: (ballot: number) => number): T {
  const changed = (key: string, part: unknown): unknown =>
    (key === "ballot" || key === "promised") && typeof part === "number" && part > 0 ? change(part) : part;
  return JSON.parse(JSON.stringify(value, changed)) as T;
}

/** What a clock of `hours` shows of a ballot: 1 to `hours`. */
export function onClock(hours: number): (ballot: number) => number {
  return (ballot) => ((ballot - 1) % hours) + 1;
}

/**
 * The synod with ballots modulo `hours`.
 *
 * @param hours - a multiple of the number of processes: ballots that differ by up to `hours` / 2 - 1 are told apart
 */
export function synodRoundTheClock(
  hours: number,
  parameters: SynodParameters,
  claims: readonly LivenessClaim[],
): Model<Synod> {
  const show = onClock(hours);
  return {
    protocol: {
      ...synod,
      name: `synod on a clock of ${hours}`,
      step: (cluster, state, event) => {
        const now = state.role === "learner" ? state.chosen.ballot : state.promised;
        const lift = (ballot: number): number => (now === 0 ? ballot : now + hours + ahead(hours, ballot, now));
        const high = withBallots(state, lift);
        const [next, ...effects] = synod.step(cluster, high, withBallots(event, lift));
        return [next === high ? state : withBallots(next, show), ...effects.map((effect) => withBallots(effect, show))];
      },
    },
    claims: [...(claims as readonly Claim<Synod>[]), ballotsStayNear(hours)],
    parameters,
  };
}

function ballotsStayNear(hours: number): StateClaim<Synod> {
  const most = Math.floor(hours / 2) - 1;
  return always<Synod>(nearness, ({ processes }) => {
    const ballots: number[] = [];
    const parts = processes.map(({ state, inbox }) => [state, inbox.map(({ message }) => message)]);
    withBallots(parts, (ballot) => {
      ballots.push(ballot);
      return ballot;
    });
    return ballots.every((ballot) => ballots.every((other) => Math.abs(ahead(hours, ballot, other)) <= most));
  });
}
