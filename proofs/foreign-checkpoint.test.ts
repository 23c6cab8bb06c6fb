/** Checkpoints that are damaged, or that belong to something else: each is refused, with what is wrong. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { formatVersion } from "../model/checkpoint/frames.ts";
import { type ExploreOptions, explore } from "../model/explore.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import type { Claim } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import type { Protocol } from "../spec/protocol.ts";
import type { Raft } from "../spec/raft/vocabulary.ts";
import { breakOff, inChunks } from "./testing/broken-off.ts";

const scenario: Scenario = { ...calmScenario, crashes: 1, restarts: 1, losses: 1, bounds: { term: 2 } };
const { result, checkpoint } = breakOff(raftModel, scenario, {}, 9);
const bytes = checkpoint!;

/** Why an exploration does not go on from a checkpoint: the error's code and message, or null where it does. */
function refusal(
  from: Uint8Array,
  model: Model<Raft> = raftModel,
  other: Scenario = scenario,
  options: ExploreOptions = {},
): string | null {
  try {
    explore(model, other, { maxStates: 1, ...options, resume: inChunks(from, 700) });
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

test("the checkpoint at hand is a good one, of states of every status", () => {
  expect(refusal(bytes)).toBeNull();
  expect(result.stopped).toBe("interrupted");
  expect(result.states).toBeGreaterThan(500);
});

describe("a checkpoint that is damaged is refused", () => {
  test("wherever it is cut off", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(refusal(bytes.subarray(0, length))).toMatch(length < 27 ? "checkpoint-format" : "before its end");
      }),
      { examples: [[0], [26], [27], [38], [39], [bytes.length - 1], [bytes.length - 12], [bytes.length - 13]] },
    );
  });

  test("whichever bit is another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 * bytes.length - 1 }), (bit) => {
        const flipped = bytes.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        expect(refusal(flipped)).toMatch(/^checkpoint-(format|damaged): /);
      }),
      { numRuns: 300, examples: [[8 * 27], [8 * 31], [8 * 35], [8 * 39], [8 * bytes.length - 1]] },
    );
  });

  test("where frames are missing, or in another order", () => {
    const frames: Uint8Array[] = [];
    for (let at = 27; at < bytes.length; ) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true) + 12;
      frames.push(bytes.subarray(at, at + length));
      at += length;
    }
    expect(frames.length).toBeGreaterThan(2);
    const joined = (some: readonly Uint8Array[]): Uint8Array =>
      new Uint8Array(Buffer.concat([bytes.subarray(0, 27), ...some]));
    const [first, second, ...rest] = frames;
    expect(refusal(joined(frames))).toBeNull();
    expect(refusal(joined([first!, ...rest]))).toContain("checkpoint-damaged");
    expect(refusal(joined([second!, first!, ...rest]))).toContain("checkpoint-damaged");
    expect(refusal(joined([...frames, first!]))).toContain("goes on behind its end");
  });

  test("where it is of another version, or no checkpoint at all", () => {
    const newer = bytes.slice();
    newer[23] = formatVersion + 1;
    expect(refusal(newer)).toContain(
      `version ${formatVersion + 1} of the format, and this is a program for version ${formatVersion}`,
    );
    expect(refusal(new TextEncoder().encode('{"interregnum": "checkpoint"}'))).toContain("this is no checkpoint");
  });
});

describe("a checkpoint of something else is refused", () => {
  const claimsBut = (name: string, changed: Partial<Claim<Raft>>): Model<Raft> => {
    expect(raftModel.claims.map((claim) => claim.name)).toContain(name);
    return {
      ...raftModel,
      claims: raftModel.claims.map((claim) =>
        claim.name === name ? ({ ...claim, ...changed } as Claim<Raft>) : claim,
      ),
    };
  };
  const protocolBut = (changed: Partial<Protocol<Raft>>): Model<Raft> => ({
    ...raftModel,
    protocol: { ...raftModel.protocol, ...changed },
  });
  const { step, init, durable, leadership, timers } = raftModel.protocol;
  const votes = raftModel.claims.find(({ history }) => history?.name === "votes")!.history!;

  test.each<[string, Scenario, ExploreOptions, string]>([
    ["more losses", { ...scenario, losses: 2 }, {}, "losses: then 1, now 2"],
    ["another network", { ...scenario, network: "unordered" }, {}, 'network: then "fifo", now "unordered"'],
    ["another bound", { ...scenario, bounds: { term: 3 } }, {}, "bound term: then 2, now 3"],
    ["one more bound", { ...scenario, bounds: { term: 2, depth: 9 } }, {}, "bound depth: then null, now 9"],
    ["fewer claims", scenario, { claims: ["epochs never go back"] }, "claims: then"],
    ["symmetry", scenario, { symmetry: true }, "symmetry: then false, now true"],
    ["relative epochs", scenario, { relativeEpochs: true }, "relative epochs: then false, now true"],
    ["another end", scenario, { toTheEnd: true }, "to the end: then false, now true"],
    ["another strategy", scenario, { strategy: "depth" }, "checkpoint-strategy"],
    ["walks", scenario, { strategy: "walk" }, "checkpoint-strategy"],
  ])("%s", (_, other, options, words) => {
    expect(refusal(bytes, raftModel, other, options)).toContain(words);
  });

  test.each<[string, Partial<Protocol<Raft>>, string]>([
    [
      "a step",
      { step: (cluster, state, event) => (event.type === "timeout" ? [state] : step(cluster, state, event)) },
      "step of process",
    ],
    ["what is sent", { step: (...asked) => [step(...asked)[0]] }, "step of process"],
    ["init", { init: (cluster, disk) => ({ ...init(cluster, disk), term: 1 }) }, "init of process"],
    ["what is durable", { durable: (state) => ({ ...durable(state), term: 0 }) }, "durable of process"],
    ["who leads", { leadership: (...asked) => ({ ...leadership(...asked), epoch: 7 }) }, "leadership of process"],
    [
      "a throw",
      {
        step: () => {
          throw new Error("never again");
        },
      },
      "never again",
    ],
    ["a duration", { timers: (cluster) => ({ ...timers(cluster), election: [1, 5] }) }, "timers: then"],
  ])("another protocol, by %s", (_, changed, words) => {
    expect(refusal(bytes, protocolBut(changed))).toMatch(/^checkpoint-(protocol|subject): /);
    expect(refusal(bytes, protocolBut(changed))).toContain(words);
  });

  test("another measure under the name of a bound", () => {
    const other = { ...raftModel, bounds: { ...raftModel.bounds, term: () => 5 } };
    expect(refusal(bytes, other)).toContain("checkpoint-bounds");
  });

  test.each(["always", "monotone"])("a claim of the kind %s that fails where it held", (kind) => {
    const { name } = raftModel.claims.find((claim) => claim.kind === kind && claim.history === undefined)!;
    const refused = refusal(bytes, claimsBut(name, { holds: () => false }));
    expect(refused).toMatch(/^checkpoint-claims: .*another claim/);
    expect(refused).toContain(name);
  });

  test("a claim about steps and the past that fails where it held", () => {
    const refused = refusal(
      bytes,
      claimsBut("leaders are up to date", {
        holds: (_before: unknown, _after: unknown, { history }: { history: readonly unknown[] }) => history.length < 2,
      } as unknown as Partial<Claim<Raft>>),
    );
    expect(refused).toMatch(/^checkpoint-claims: .*another claim "leaders are up to date"/);
  });

  test("a claim that was decided, and is not any more", () => {
    const decided = result.verdicts.find(({ kind, verdict }) => kind === "sometimes" && verdict === "holds")!;
    const witnessed = raftModel.claims.find(({ witness }) => witness?.name === decided.claim)!;
    const witness = { ...witnessed.witness!, holds: () => false };
    const model = {
      ...raftModel,
      claims: raftModel.claims.map((claim) =>
        claim.witness?.name === decided.claim ? ({ ...claim, witness } as Claim<Raft>) : claim,
      ),
    };
    expect(refusal(bytes, model)).toContain("what decided it does not decide it any more");
  });

  test("a history variable that remembers something else", () => {
    const history = { ...votes, next: () => [] };
    const model = {
      ...raftModel,
      claims: raftModel.claims.map((claim) => {
        const witness = claim.witness?.history === votes ? { ...claim.witness, history } : claim.witness;
        return { ...claim, witness, ...(claim.history === votes ? { history } : {}) } as Claim<Raft>;
      }),
    };
    expect(refusal(bytes, model)).toContain('another history variable "votes"');
  });
});
