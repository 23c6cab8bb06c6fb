/** Which options a chain of four needs, read off what is pinned: each alone fails from some leader on, and both together do not. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Pin } from "./entry.ts";
import { prove } from "./index.ts";
import { raftLivelockEntries } from "./raft-livelock.ts";

const pinned = JSON.parse(readFileSync(new URL("./pinned.json", import.meta.url), "utf8")) as Record<string, Pin>;

/** How the claims of an entry came out, without the lengths of traces. */
function told(name: string): Readonly<Record<string, string>> {
  const { cut, verdicts } = pinned[`raft-production (${name})`]!;
  expect(cut).toBe(0);
  return Object.fromEntries(Object.entries(verdicts).map(([claim, verdict]) => [claim, verdict.split(",")[0]!]));
}

test.each(["no option; a chain led from within", "the leader's check alone; a chain led from within"])(
  "no leader ever stays, in any run, though one can always be followed again: %s",
  (name) => {
    expect(told(name)).toEqual({
      "a leader comes to stay, whatever is drawn": "violated",
      "no leader stays": "holds",
      "a majority can follow a leader again": "holds",
    });
  },
);

test("on the paper's graph of five it is the same", () => {
  expect(told("no option; two arms for ever")).toEqual(told("no option; a chain led from within"));
});

test("with pre-votes alone a leader within a chain stays, and one at its end lets nobody ever be elected", () => {
  expect(told("pre-vote; a chain led from within")["a leader comes to stay, whatever is drawn"]).toBe("holds");
  expect(told("pre-vote; a chain led from its end")["a majority can follow a leader again"]).toBe("violated");
});

test("with both options a leader comes to stay: surely from within, almost surely from the end", () => {
  expect(told("pre-vote, check-quorum; a chain led from within")["a leader comes to stay, whatever is drawn"]).toBe(
    "holds",
  );
  const fromTheEnd = raftLivelockEntries.find(({ id }) =>
    id.includes("pre-vote, check-quorum; a chain led from its end"),
  );
  const { stopped, cut, verdicts } = prove(fromTheEnd!).exploration;
  expect({ stopped, cut }).toEqual({ stopped: null, cut: 0 });
  const stays = verdicts.find(({ claim }) => claim === "a leader that a majority follows comes to stay");
  expect(stays).toMatchObject({ verdict: "holds", liveness: { almostSurely: true } });
});
