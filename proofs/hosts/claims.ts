/** What is claimed of the interpreter of effects, by what its probe sees. */
import { always, type Claim, everyStep, never, sometimes } from "../../spec/claim.ts";
import { everythingBut } from "../../spec/crisis.ts";
import type { Model } from "../../spec/model.ts";
import type { Envelope, View, World } from "../../spec/world.ts";
import { type InHost, type Interpreter, inHost } from "./hosted.ts";
import { type Fault, type Probe, probe } from "./probe.ts";

type V = InHost<Probe>;

const inFlight = ({ processes }: World<V>): readonly Envelope<V>[] => processes.flatMap(({ inbox }) => inbox);
const stateOf = (view: View<V> | undefined): V["State"] | undefined => view?.state;

/** Whether what a message says its sender did is on the disk of its sender. */
function isOnDisk({ processes }: World<V>, { from, message: { incarnation, message } }: Envelope<V>): boolean {
  const disk = stateOf(processes.find(({ process }) => process === from))?.disk;
  if (disk === undefined) return true;
  if (disk === null || disk.incarnation < incarnation) return false;
  return message.type === "answer" || disk.durable.count >= message.count;
}

const answers = sometimes<V>(
  "an answer is on its way",
  (world) => inFlight(world).some(({ message }) => message.message.type === "answer"),
  {
    words: "A report was sent, received and answered.",
    formula: "EF answer",
  },
);

const isLate = sometimes<V>(
  "a ring comes too late",
  ({ processes }) =>
    processes.some((view) => {
      const state = stateOf(view);
      return (
        view.status === "up" && (state?.bells ?? []).some(({ timer, arming }) => state?.host?.armed[timer] !== arming)
      );
    }),
  { words: "A timer rings, and is cancelled before anybody hears of it.", formula: "EF rung ∧ ¬armed" },
);

const isElsewhere = sometimes<V>(
  "a message meets another incarnation",
  ({ processes }) =>
    processes.some((view) => {
      const host = stateOf(view)?.host;
      return (
        view.status === "up" &&
        host !== null &&
        host !== undefined &&
        view.inbox.some(({ message: { to } }) => to !== null && to !== host.incarnation)
      );
    }),
  { words: "A message arrives that was meant for an earlier incarnation.", formula: "EF to ≠ incarnation" },
);

/** What the interpreter promises, whatever goes wrong but that a disk forgets: then an incarnation may come a second time. */
const under = everythingBut("amnesia", "lost write");

const diskBeforeMessages = always<V>(
  "disk before messages",
  (world) => inFlight(world).every((envelope) => isOnDisk(world, envelope)),
  {
    words:
      "Whatever a message tells is on the disk of its sender before it leaves, the incarnation of its sender, too.",
    formula: "□ ∀m in flight: durable(m) ≤ disk(sender(m))",
    under,
    witness: answers,
  },
);

const noTimerUnarmed = never<V>(
  "a timer fires that is not armed",
  (world) => hasFault(world, "a timer fired that was not armed"),
  { words: "No timer fires that was cancelled.", formula: "□¬ (fired ∧ ¬armed)", under, witness: isLate },
);

const lateRingsDoNothing = everyStep<V>(
  "late rings do nothing",
  (before, after) => {
    const was = stateOf(before);
    const is = stateOf(after);
    if (before.status !== "up" || after.status !== "up" || was?.host?.held !== null) return true;
    const [bell] = was.bells;
    const isHeard = bell !== undefined && (is?.bells.length ?? 0) < was.bells.length;
    return !isHeard || was.host.armed[bell.timer] === bell.arming || sameHost(was, is);
  },
  {
    words: "A ring that is heard of after its timer was cancelled, or set anew, changes nothing.",
    formula: "□[step] ring ∧ ¬armed ⇒ unchanged",
    under,
    witness: isLate,
  },
);

const orderStays = never<V>("messages change their order", (world) => hasFault(world, "messages out of order"), {
  words: "Two messages of a step reach a process in the order of the step, where the network keeps it.",
  formula: "□¬ part 2 before part 1",
  under: everythingBut("amnesia", "lost write", "reordering", "duplication"),
  witness: answers,
});

const answersToTheAsker = never<V>(
  "an incarnation gets the answer to another",
  (world) => hasFault(world, "an answer to an earlier boot"),
  {
    words: "What answers a process does not reach a later incarnation of it.",
    formula: "□¬ answer to an earlier boot",
    under,
    witness: isElsewhere,
  },
);

export const hostClaims: readonly Claim<V>[] = [
  diskBeforeMessages,
  noTimerUnarmed,
  lateRingsDoNothing,
  orderStays,
  answersToTheAsker,
];

function sameHost(was: V["State"], is: V["State"] | undefined): boolean {
  return JSON.stringify(was.host) === JSON.stringify(is?.host);
}

function hasFault({ processes }: World<V>, fault: Fault): boolean {
  return processes.some((view) => stateOf(view)?.host?.state.fault === fault);
}

/** The probe within the host that `interpreter` makes, with what is claimed of it. */
export function hostModel(interpreter: Interpreter): Model<V> {
  return { protocol: inHost(probe, interpreter), claims: hostClaims, parameters: { mostCounts: 1 } };
}
