/** That the claims about transfers can fail: by a leader that never gives up, by time that stands still, by a lease that comes back. */
import { expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import type { VerdictName } from "../../model/result.ts";
import type { Protocol } from "../../spec/protocol.ts";
import { transfersAreGivenUpCleanly, transfersEnd } from "../../spec/raft-production/transfer-claims.ts";
import type { RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import { anyModel } from "../registry.ts";
import { raftTransferEntries } from "./raft-transfer.ts";

const [calm, lost] = raftTransferEntries;

function verdictOf(
  { model, scenario }: NonNullable<typeof calm>,
  change: Partial<typeof model>,
  claim: string,
): VerdictName | undefined {
  const { verdicts } = explore({ ...anyModel(model), ...change }, scenario, { claims: [claim], relativeEpochs: true });
  return verdicts.find((verdict) => verdict.claim === claim)?.verdict;
}

/** The reducer of an entry with something else at the end of a transfer. */
function ending(step: (step: ReturnType<Protocol["step"]>) => ReturnType<Protocol["step"]>) {
  const { protocol } = calm!.model;
  return {
    protocol: {
      ...protocol,
      step: (...[cluster, state, event]: Parameters<Protocol["step"]>) => {
        const taken = protocol.step(cluster, state, event);
        return event.type === "timeout" && event.timer === "transfer"
          ? step([state, ...taken.slice(1)] as never)
          : taken;
      },
    },
  };
}

// It was so in openraft (databendlabs/openraft#2088).
test("a leader that waits for ever once the word to stand is lost never ends the transfer", () => {
  expect(
    verdictOf(
      lost!,
      ending((same) => same),
      transfersEnd.name,
    ),
  ).toBe("violated");
});

test("where time may stand still a transfer need not end, though every message arrives", () => {
  const timeless = { ...transfersEnd, fairness: { ...transfersEnd.fairness, time: "none" as const } };
  expect(verdictOf(lost!, { claims: [timeless as never] }, transfersEnd.name)).toBe("violated");
});

test("a leader that takes its lease up again when it gives a transfer up is noticed", () => {
  const again = ending(([state, ...effects]) => {
    const leader = state as Extract<RaftProduction["State"], { role: "leader" }>;
    return [{ ...leader, transferee: null, lease: "held" }, ...effects];
  });
  expect(verdictOf(lost!, again, transfersAreGivenUpCleanly.name)).toBe("violated");
});
