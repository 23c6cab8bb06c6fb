/** Asks the claims of a protocol about what happened in a real cluster. */
import { canonical } from "../../model/plain.ts";
import type { Action, Snapshot, Trace, TraceStep } from "../../model/result.ts";
import { type Claim, isClaimed, isLiveness } from "../../spec/claim.ts";
import type { Circumstances, Hazard } from "../../spec/crisis.ts";
import type { Model } from "../../spec/model.ts";
import type { Cluster, Configuration, ProcessId } from "../../spec/vocabulary.ts";
import type { Faults, View, World } from "../../spec/world.ts";
import type { Merged } from "./merge.ts";
import type { Item } from "./retrace.ts";

/** What came of a claim. */
export interface Judgement {
  readonly claim: string;
  /** `null`: it was not asked. */
  readonly isKept: boolean | null;
  /** Why it was not asked. */
  readonly why?: string;
  /** Where it fails: the last steps before, and the one after which it does. */
  readonly trace?: Trace;
  /** How many steps were taken before those of the trace. */
  readonly skipped?: number;
}

/** How many steps before a violation are shown. */
const shown = 30;

/** Everything that may go wrong between real processes; what empties a disk is seen in the logs. */
const reality: readonly Hazard[] = [
  "crash",
  "restart",
  "loss",
  "reordering",
  "asynchrony",
  "partition",
  "pause",
  "fast clock",
  "torn step",
];

/** What may have gone wrong, for all that the logs tell. */
export function circumstancesOf({ items }: Merged): Circumstances {
  const forgot = items.some((item) => item.kind === "taken" && item.action.type === "amnesia");
  return { hazards: forgot ? [...reality, "amnesia"] : reality, times: Number.MAX_SAFE_INTEGER };
}

/** Asks every claim of the model that is made whatever may have gone wrong. */
export function judged(model: Model, configuration: Configuration, merged: Merged): readonly Judgement[] {
  const circumstances = circumstancesOf(merged);
  return model.claims
    .filter(({ kind }) => kind !== "sometimes")
    .map((claim): Judgement => {
      if (isLiveness(claim)) return { claim: claim.name, isKept: null, why: "it is about runs that go on for ever" };
      if (!isClaimed(claim, circumstances)) {
        return {
          claim: claim.name,
          isKept: null,
          why: "it is not claimed where all may go wrong that may between real processes",
        };
      }
      try {
        return { claim: claim.name, ...new Court(model, configuration, merged, claim).hear() };
      } catch (error) {
        if (error !== looksAtMessages) throw error;
        return {
          claim: claim.name,
          isKept: null,
          why: "it looks at messages in flight, and logs do not tell which were lost when",
        };
      }
    });
}

/** Thrown where a claim looks at an inbox. */
const looksAtMessages = new Error("a claim looks at messages in flight");

const noFaults: Faults = {
  crashes: 0,
  restarts: 0,
  amnesia: 0,
  losses: 0,
  duplicates: 0,
  partitions: 0,
  requests: 0,
  missedTicks: 0,
  extraTicks: 0,
  tornSteps: 0,
  lostWrites: 0,
};

/** One claim, and what happened. */
class Court {
  readonly #model: Model;
  readonly #configuration: Configuration;
  readonly #merged: Merged;
  readonly #claim: Claim;
  readonly #views: Map<ProcessId, View>;
  #faults: Faults = noFaults;
  #history: unknown;

  constructor(model: Model, configuration: Configuration, merged: Merged, claim: Claim) {
    this.#model = model;
    this.#configuration = configuration;
    this.#merged = merged;
    this.#claim = claim;
    this.#history = claim.history?.initial;
    this.#views = new Map(configuration.processes.map((process) => [process, this.#waiting(process)]));
  }

  hear(): Pick<Judgement, "isKept" | "trace" | "skipped"> {
    for (const [place, item] of this.#merged.items.entries()) {
      if (!this.#isKeptBy(item)) return { isKept: false, ...this.#traceTo(place) };
    }
    return { isKept: true };
  }

  /** Goes on to after an item; answers whether the claim is kept. */
  #isKeptBy(item: Item): boolean {
    const claim = this.#claim;
    const before = this.#views.get(item.process)!;
    const after = viewAfter(this.#model, before, item);
    this.#views.set(item.process, after);
    this.#faults = faultsAfter(this.#faults, item);
    if (before.status === after.status && canonical(before.state ?? null) === canonical(after.state ?? null))
      return true;
    if (claim.history !== undefined) this.#history = claim.history.next(this.#history, before, after);
    const world: World = {
      processes: [...this.#views.values()],
      history: this.#history,
      faults: this.#faults,
      partitioned: false,
    };
    if (claim.kind === "everyStep" || claim.kind === "monotone") return claim.holds(before, after, world);
    if (claim.kind === "always") return claim.holds(world);
    return claim.kind === "never" ? !claim.holds(world) : true;
  }

  #waiting(self: ProcessId): View {
    const cluster: Cluster = { ...this.#configuration, self };
    const first = this.#merged.items.find((item) => item.process === self);
    const durable = first?.journal.boot.durable;
    const { protocol } = this.#model;
    const state = durable === undefined ? protocol.init(cluster) : protocol.init(cluster, durable);
    return withoutInbox({ process: self, cluster, leadership: { leader: null }, status: "waiting", state });
  }

  /** The last items before one and itself, as a trace. */
  #traceTo(place: number): Pick<Judgement, "trace" | "skipped"> {
    const from = Math.max(0, place + 1 - shown);
    const { items, sentBy } = this.#merged;
    const views = new Map(this.#configuration.processes.map((process) => [process, this.#waiting(process)]));
    const letters = new Map<number, { at: number; to: ProcessId; from: ProcessId; message: unknown }>();
    for (const [at, by] of sentBy) {
      const { action } = items[at] as Item & { kind: "taken" };
      if (action.type === "deliver")
        letters.set(at, { at: by, to: action.process, from: action.from, message: action.message });
    }
    const snapshot = (now: number): Snapshot => ({
      processes: [...views.values()].map(({ process, status, state, leadership }) => ({
        process,
        status,
        leadership,
        ...(state === undefined ? {} : { state }),
        timers: {},
        inbox: [...letters]
          .filter(([arrives, letter]) => letter.at <= now && arrives > now && letter.to === process)
          .map(([, letter]) => ({ from: letter.from, message: letter.message })),
      })),
      cut: null,
      histories: {},
    });
    let initial = snapshot(-1);
    const steps: TraceStep[] = [];
    for (const [now, item] of items.slice(0, place + 1).entries()) {
      views.set(item.process, viewAfter(this.#model, views.get(item.process)!, item));
      if (now < from - 1) continue;
      const after = snapshot(now);
      if (now === from - 1) initial = after;
      else {
        const action: Action = item.kind === "taken" ? item.action : { type: "crash", process: item.process };
        steps.push({ step: steps.length + 1, action, effects: item.kind === "taken" ? item.effects : [], after });
      }
    }
    return { trace: { initial, parameters: this.#configuration.parameters, steps }, skipped: from };
  }
}

function viewAfter({ protocol }: Model, { process, cluster }: View, item: Item): View {
  if (item.kind === "taken") {
    const { state } = item;
    return withoutInbox({ process, cluster, leadership: protocol.leadership(cluster, state), status: "up", state });
  }
  const { durable } = item;
  const state = durable === undefined ? protocol.init(cluster) : protocol.init(cluster, durable);
  return withoutInbox({
    process,
    cluster,
    leadership: { leader: null },
    status: "down",
    durable: durable ?? null,
    state,
  });
}

/** A view whose inbox nobody knows. */
function withoutInbox(view: object): View {
  return Object.defineProperty({ ...view }, "inbox", {
    get: () => {
      throw looksAtMessages;
    },
  }) as View;
}

function faultsAfter(faults: Faults, item: Item): Faults {
  if (item.kind === "crashed") return { ...faults, crashes: faults.crashes + 1 };
  const { type } = item.action;
  if (type === "restart") return { ...faults, restarts: faults.restarts + 1 };
  if (type === "amnesia") return { ...faults, amnesia: faults.amnesia + 1 };
  return type === "request" ? { ...faults, requests: faults.requests + 1 } : faults;
}
