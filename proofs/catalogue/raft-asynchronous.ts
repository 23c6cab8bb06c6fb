/**
 * Raft where timers run out at any moment: nobody need ever be elected, and yet
 * somebody always can be.
 *
 * The first is what Fischer, Lynch and Paterson proved of every protocol
 * ("Impossibility of distributed consensus with one faulty process", 1985), and
 * what Ongaro and Ousterhout time elections for (section 5.6 of their paper of
 * 2014). The second is what they leave to hope for.
 *
 * Terms are looked at by their differences, since those of an election without end
 * have none themselves. What bounds the rest is how far terms are apart and how
 * many messages are in flight: heartbeats multiply where nothing keeps time.
 */
import { raftModel } from "../../impl/raft/model.ts";
import { calmScenario } from "../../model/scenario.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";

/** The entries of Raft without time. */
export const raftAsynchronous: readonly Entry[] = [
  {
    id: "raft, timers that run out at any moment",
    algorithm: "raft",
    title: "Raft whose timers run out at any moment, in whatever terms",
    row: null,
    crisis: null,
    scenario: { ...calmScenario, network: "set", timing: "asynchronous", bounds: { spread: 1, inflight: 4 } },
    relativeEpochs: true,
    model: { ...anyModel(raftModel), claims: [oneLeadsAgainAndAgain(), oneCanLeadAgain()] },
    why: "elections can fail for ever, and from every state within the bounds one can succeed",
  },
];
