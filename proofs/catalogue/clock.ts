/**
 * Protocols whose epochs go round a clock, so that elections without end have
 * finitely many states.
 *
 * Where nothing but the differences of epochs matters, a cluster in which all
 * are higher by the same amount does the same. Epochs modulo some number tell all
 * differences apart as long as these are small. Whether they are is a claim of its
 * own, and nothing is concluded where it fails. (Serial number arithmetic: Elz
 * and Bush, RFC 1982.)
 */
import { always, type Claim, type LivenessClaim, type StateClaim } from "../../spec/claim.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Shift } from "../../spec/epochs.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

/** The name of the claim on which everything rests that is found on a clock. */
export const nearness = "epochs stay near each other";

/**
 * A model with epochs modulo `hours`, and with claims that look at none.
 *
 * @remarks
 * No process may lose its disk: its epoch would be the first again, which is no difference.
 *
 * @param model - declares where epochs occur
 * @param epochOf - the epoch in which a process is
 * @param hours - an integer of at least 4: epochs that differ by up to `hours` / 2 - 1 are told apart
 */
export function roundTheClock<V extends Vocabulary>(
  model: Model<V>,
  epochOf: (state: V["State"]) => number,
  hours: number,
  claims: readonly LivenessClaim[],
): Model<V> {
  const { protocol } = model;
  const epochs = model.epochs!;
  const onClock: Shift = (epoch) => epoch % hours;
  const liftedFrom =
    (now: number): Shift =>
    (epoch) =>
      now + hours + ahead(hours, epoch, now);
  const lifted = (event: Event<V>, lift: Shift): Event<V> =>
    event.type === "receive" ? { ...event, message: epochs.message(event.message, lift) } : event;
  const lowered = (effect: Effect<V>): Effect<V> =>
    effect.type === "send" ? { ...effect, message: epochs.message(effect.message, onClock) } : effect;
  return {
    protocol: {
      ...protocol,
      name: `${protocol.name} on a clock of ${hours}`,
      step: (cluster, state, event) => {
        const lift = liftedFrom(epochOf(state));
        const high = epochs.state(state, lift);
        const [next, ...effects] = protocol.step(cluster, high, lifted(event, lift));
        return [next === high ? state : epochs.state(next, onClock), ...effects.map(lowered)];
      },
    },
    claims: [...(claims as readonly Claim<V>[]), epochsStayNear(model, hours)],
    ...(model.parameters === undefined ? {} : { parameters: model.parameters }),
    ...(model.configurations === undefined ? {} : { configurations: model.configurations }),
  };
}

/** How much later an epoch is than another: from -`hours` / 2 on, less than `hours` / 2. */
export function ahead(hours: number, epoch: number, other: number): number {
  const half = Math.floor(hours / 2);
  return ((epoch - other + half + hours) % hours) - half;
}

function epochsStayNear<V extends Vocabulary>({ epochs }: Model<V>, hours: number): StateClaim<V> {
  const most = Math.floor(hours / 2) - 1;
  return always<V>(nearness, ({ processes }) => {
    const found: number[] = [];
    const note: Shift = (epoch) => {
      found.push(epoch);
      return epoch;
    };
    for (const { state, inbox } of processes) {
      if (state !== undefined) epochs!.state(state, note);
      for (const { message } of inbox) epochs!.message(message, note);
    }
    return found.every((epoch) => found.every((other) => Math.abs(ahead(hours, epoch, other)) <= most));
  });
}
