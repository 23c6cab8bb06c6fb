/** Watches a fleet: how long each election took, who led in which epoch, and whether two ever led the same. */
import type { ProcessId } from "../../spec/vocabulary.ts";
import type { Fleet, Happening } from "./fleet.ts";

/** An election, from the disturbance that called for it to the new leader. */
export interface Election {
  readonly process: ProcessId;
  readonly epoch: number | null;
  /** Milliseconds since the first disturbance after the last election; `null` where there was none. */
  readonly ms: number | null;
  /** How many messages all processes sent meanwhile, as far as they could say. */
  readonly messages: number | null;
}

export class Watch {
  readonly elections: Election[] = [];
  /** The epochs that two processes led. */
  readonly shared: { readonly epoch: number; readonly processes: readonly ProcessId[] }[] = [];
  readonly #fleet: Fleet;
  readonly #leaders = new Map<number, ProcessId>();
  readonly #told: (election: Election) => void;
  #disturbed: { readonly at: number; readonly sent: number } | null = null;

  /** @param told - is called for each election once its messages are counted */
  constructor(fleet: Fleet, told: (election: Election) => void = () => {}) {
    this.#fleet = fleet;
    this.#told = told;
    fleet.on((happening) => this.#see(happening));
  }

  /** Something is about to be done that may call for an election. */
  async disturb(): Promise<void> {
    const sent = await this.#fleet.sent();
    this.#disturbed ??= { at: Date.now(), sent };
  }

  #see({ process, at, report }: Happening): void {
    if (report.type !== "leader") return;
    const { epoch = null } = report;
    if (epoch !== null) this.#note(epoch, process);
    const disturbed = this.#disturbed;
    this.#disturbed = null;
    void this.#fleet.sent().then((sent) => {
      const since =
        disturbed === null ? { ms: null, messages: null } : { ms: at - disturbed.at, messages: sent - disturbed.sent };
      const election = { process, epoch, ...since };
      this.elections.push(election);
      this.#told(election);
    });
  }

  #note(epoch: number, process: ProcessId): void {
    const known = this.#leaders.get(epoch);
    if (known === undefined) this.#leaders.set(epoch, process);
    else if (known !== process) this.shared.push({ epoch, processes: [known, process] });
  }
}

/** The one process that leads and that all others follow, all of them up; `null` where it is not so. */
export function settledLeader({ members }: Fleet): ProcessId | null {
  const leading = members.filter(({ leads }) => leads !== undefined);
  const [leader] = leading;
  if (leader === undefined || leading.length > 1) return null;
  const all = members.every(
    ({ id, status, follows }) => status === "up" && (id === leader.id || follows === leader.id),
  );
  return all ? leader.id : null;
}

/** Waits until `isSo`, asked at everything that happens and every few milliseconds; answers whether it came about in time. */
export async function until(isSo: () => boolean, ms: number): Promise<boolean> {
  const end = Date.now() + ms;
  while (!isSo()) {
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}
