import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decoder, encoded, type Frame, mostBytes } from "./frames.ts";

const frame: Frame = {
  cluster: "c",
  from: 1,
  incarnation: 3,
  to: 2,
  toIncarnation: null,
  kind: "message",
  content: { x: "é" },
};

function framed(body: string): Buffer {
  const bytes = Buffer.from(`0000${body}`);
  bytes.writeUInt32BE(bytes.length - 4);
  return bytes;
}

/** Everything that a decoder finds in bytes that come in pieces. */
function found(bytes: Buffer, cuts: readonly number[]): ReturnType<Decoder["push"]> {
  const decoder = new Decoder();
  const frames: Frame[] = [];
  let refusal: ReturnType<Decoder["push"]>["refusal"] = null;
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  ends.reduce((from, to) => {
    const pushed = decoder.push(bytes.subarray(from, to));
    frames.push(...pushed.frames);
    refusal = pushed.refusal;
    return to;
  }, 0);
  return { frames, refusal };
}

describe("frames", () => {
  test("come out as they went in, however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (contents, cuts) => {
          const frames = contents.map(
            (content): Frame => ({ ...frame, content: JSON.parse(JSON.stringify(content)) as unknown }),
          );
          const bytes = Buffer.concat(frames.map((each) => encoded(each)!));
          expect(found(bytes, cuts)).toEqual({ frames, refusal: null });
        },
      ),
    );
  });

  test("are refused where they are none, and nothing throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const { frames } = found(Buffer.from(noise), []);
        expect(frames).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (body) => {
        fc.pre(JSON.parse(body) !== 1);
        const { frames, refusal } = found(framed(body), []);
        expect(frames).toEqual([]);
        expect(["garbage", "another version"]).toContain(refusal);
      }),
    );
  });

  test.each([
    ["another version", '[2,"whatever comes then"]'],
    ["garbage", '[1,"c",1,3,2,null,"message"]'],
    ["garbage", '[1,"c",1,3,2,null,"gossip",null]'],
    ["garbage", '[1,"c","1",3,2,null,"message",null]'],
    ["garbage", "[1,"],
  ])("%s: %s", (refusal, body) => {
    expect(found(framed(body), [])).toEqual({ frames: [], refusal });
  });

  test("are refused by their length, before their bytes have come", () => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(mostBytes + 1);
    expect(new Decoder().push(head)).toEqual({ frames: [], refusal: "oversized frame" });
    expect(encoded({ ...frame, content: "x".repeat(mostBytes) })).toBeNull();
  });

  test("after one that was refused are not read any more", () => {
    const bytes = Buffer.concat([framed("[1,"), encoded(frame)!]);
    expect(found(bytes, [])).toEqual({ frames: [], refusal: "garbage" });
  });
});
