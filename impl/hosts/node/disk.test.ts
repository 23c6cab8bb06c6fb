import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Disk } from "./disk.ts";

const owner = { cluster: "c", process: 1, protocol: "raft" };
const fresh = (): Disk => new Disk(mkdtempSync(join(tmpdir(), "interregnum-disk-")), owner);

describe("the disk of a process", () => {
  test("is empty before the first write, and then holds the last one", async () => {
    const disk = fresh();
    expect(await disk.load()).toBeNull();
    for (const incarnation of [1, 2]) await disk.save({ incarnation, durable: { term: incarnation } });
    expect(await disk.load()).toEqual({ incarnation: 2, durable: { term: 2 } });
    expect(readdirSync(join(disk.path, ".."))).toEqual(["process-1.json"]);
  });

  test("holds what was there before where a write was broken off", async () => {
    const disk = fresh();
    await disk.save({ incarnation: 1, durable: "old" });
    writeFileSync(`${disk.path}.new`, '{"format":1,"clus');
    expect(await disk.load()).toEqual({ incarnation: 1, durable: "old" });
  });

  test.each([
    ["cut off", (text: string) => text.slice(0, -5)],
    ["empty", () => ""],
    ["changed", (text: string) => text.replace('"old"', '"odd"')],
    ["longer", (text: string) => `${text}x`],
  ])("is refused where it is damaged: %s", async (_, damage) => {
    const disk = fresh();
    await disk.save({ incarnation: 1, durable: "old" });
    writeFileSync(disk.path, damage(readFileSync(disk.path, "utf8")));
    await expect(disk.load()).rejects.toThrow(
      expect.objectContaining({ code: "disk-damaged", message: expect.stringContaining(disk.path) }),
    );
  });

  test.each([{ cluster: "d" }, { process: 2 }, { protocol: "bully" }])(
    "is refused where it is of another one: %j",
    async (other) => {
      const disk = fresh();
      await disk.save({ incarnation: 1, durable: null });
      const stranger = new Disk(join(disk.path, ".."), { ...owner, ...other });
      writeFileSync(stranger.path, readFileSync(disk.path));
      await expect(stranger.load()).rejects.toMatchObject({ code: "disk-foreign" });
    },
  );

  test("says so where it cannot be written", async () => {
    const disk = new Disk(join(fresh().path, "..", "missing"), owner);
    await expect(disk.save({ incarnation: 1, durable: null })).rejects.toMatchObject({ code: "disk-unwritable" });
  });
});
