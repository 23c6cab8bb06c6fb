import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LeaseMessage } from "../../../spec/lease/vocabulary.ts";
import { lease } from "../../lease/lease.ts";
import { attend, emptyRegister, enrol, grantorId, type Register } from "./register.ts";

const ask: LeaseMessage = { type: "ask", gone: null };
const tickMs = 1000;
const empty = emptyRegister(lease);
const later = (register: Register, from: number, message: LeaseMessage, at: number): ReturnType<typeof attend> =>
  attend(lease, register, { from, message, at, tickMs });

describe("The grantor in a record", () => {
  test("gives every tab a number of its own, none of them its own", () => {
    const first = enrol(empty);
    expect([empty.tab, first.tab, enrol(first).tab]).toEqual([grantorId, 2, 3]);
  });

  test("grants the lease to one, and to the next from the moment on in which it has run out", () => {
    const { register, answers } = later(empty, 2, ask, 5000);
    expect(answers).toEqual([{ type: "granted", epoch: 1 }]);
    expect(register.lease).toEqual({ until: 11_000, ms: 6000 });
    expect(later(register, 3, ask, 10_999).answers).toEqual([{ type: "refused", epoch: 1, holder: 2 }]);
    expect(later(register, 3, ask, 11_000).answers).toEqual([{ type: "granted", epoch: 2 }]);
  });

  test("extends no lease that has run out, though nobody else has asked", () => {
    const { register } = later(empty, 2, ask, 5000);
    expect(later(register, 2, { type: "renew", epoch: 1 }, 11_000).answers).toEqual([
      { type: "refused", epoch: 1, holder: null },
    ]);
  });

  test("grants a lease that was given back at once", () => {
    const { register } = later(empty, 2, ask, 5000);
    const resigned = later(register, 2, { type: "resign", epoch: 1 }, 5001);
    expect([resigned.answers, resigned.register.lease]).toEqual([[], null]);
    expect(later(resigned.register, 3, ask, 5002).answers).toEqual([{ type: "granted", epoch: 2 }]);
  });

  test("lets nobody wait for longer than a lease runs, though the clock was set back by a year", () => {
    const { register } = later(empty, 2, ask, 1_000_000_000_000);
    const back = later(register, 3, ask, 5000);
    expect(back.answers).toEqual([{ type: "refused", epoch: 1, holder: 2 }]);
    expect(later(back.register, 3, ask, 11_000).answers).toEqual([{ type: "granted", epoch: 2 }]);
  });

  test("is plain data, and remembers nobody but the holder", () => {
    const { register } = later(later(empty, 2, ask, 1).register, 3, ask, 2);
    expect(JSON.parse(JSON.stringify(register))).toEqual(register);
    expect(register.hosted.known).toEqual({});
  });

  test("grants each epoch once, and no lease before another has run out, whoever asks whatever at whatever time", () => {
    const message = fc.oneof(
      fc.constant(ask),
      fc.record({ type: fc.constant("renew" as const), epoch: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ type: fc.constant("resign" as const), epoch: fc.integer({ min: 1, max: 6 }) }),
    );
    const errands = fc.array(fc.tuple(fc.integer({ min: 2, max: 5 }), message, fc.nat({ max: 4000 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(errands, (steps) => {
        let [register, now] = [empty, 0];
        const granted: number[] = [];
        /** By an account of its own: who holds the lease, in which epoch, and until when. */
        let held = { by: 0, epoch: 0, until: 0 };
        for (const [from, what, ms] of steps) {
          now += ms;
          const { register: next, answers } = later(register, from, what, now);
          register = next;
          const [answer] = answers;
          if (what.type === "resign" && held.by === from && held.epoch === what.epoch && now < held.until)
            held = { ...held, by: 0 };
          if (answer?.type !== "granted") continue;
          const isFree = held.by === 0 || held.by === from || now >= held.until;
          expect(isFree).toBe(true);
          if (what.type === "renew") expect([from, answer.epoch]).toEqual([held.by, held.epoch]);
          else granted.push(answer.epoch);
          held = { by: from, epoch: answer.epoch, until: now + 6000 };
        }
        expect(granted).toEqual(granted.map((_epoch, index) => index + 1));
      }),
    );
  });
});
