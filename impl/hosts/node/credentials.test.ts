/** Mutual authentication: certificates come from openssl; without it there is nothing to test with. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { freePorts } from "../../../proofs/reality/ports.ts";
import { until } from "../../../proofs/reality/watch.ts";
import { isRaftMessage } from "../../../spec/raft/messages.ts";
import { raftModel } from "../../raft/model.ts";
import { type Credentials, createElector, type Elector } from "./index.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const directory = mkdtempSync(join(tmpdir(), "interregnum-credentials-"));
const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
const openssl = (...args: readonly string[]): void =>
  void execFileSync("openssl", args, { cwd: directory, stdio: "ignore" });

/** An authority of this name. */
function authority(name: string): void {
  openssl("req", "-x509", ...ec, "-keyout", `${name}.key`, "-out", `${name}.pem`, "-subj", `/CN=${name}`);
}

/** The credentials of whoever has this common name, signed by `by`; it believes `ca`. */
function credentials(commonName: string, by: string, ca = by): Credentials {
  const name = `${by}-${commonName}`;
  openssl("req", ...ec.slice(0, -2), "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${commonName}`);
  openssl(
    "x509",
    "-req",
    "-in",
    `${name}.csr`,
    "-CA",
    `${by}.pem`,
    "-CAkey",
    `${by}.key`,
    "-CAcreateserial",
    "-days",
    "2",
    "-out",
    `${name}.pem`,
  );
  const read = (file: string): Buffer => readFileSync(join(directory, file));
  return { cert: read(`${name}.pem`), key: read(`${name}.key`), ca: read(`${ca}.pem`) };
}

const open: Elector[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((elector) => elector.close()));
});

/** An elector for each of the credentials; process 1 comes first. */
async function electors(all: readonly (Credentials | null)[]): Promise<readonly Elector[]> {
  const ports = await freePorts(all.length);
  const processes = Object.fromEntries(ports.map((port, i) => [i + 1, `127.0.0.1:${port}`]));
  const begun = all.map((own, i) => {
    const dataDir = mkdtempSync(join(directory, "disk-"));
    const base = { id: i + 1, processes, dataDir, algorithm: raftModel, isMessage: isRaftMessage, tickMs: 30 };
    return createElector(own === null ? base : { ...base, credentials: own });
  });
  open.push(...(await Promise.all(begun)));
  return [...open];
}

describe.skipIf(!hasOpenssl)("with credentials", () => {
  test("processes that the same authority vouches for elect a leader", async () => {
    authority("good");
    const all = await electors([1, 2, 3].map((id) => credentials(`process-${id}`, "good")));
    expect(await until(() => all.some(({ reign }) => reign !== null), 20_000)).toBe(true);
  });

  test.each([
    ["one with the certificate of another process", () => credentials("process-7", "good")],
    ["one that another authority vouches for", () => credentials("process-2", "bad", "good")],
    ["one without credentials", () => null],
  ])("%s is sent away by those that have them", async (_, other) => {
    authority("good");
    authority("bad");
    const [first, second] = await electors([credentials("process-1", "good"), other()]);
    const refused = (): number =>
      [first!, second!].reduce((sum, { counters }) => sum + Object.keys(counters.refused).length, 0);
    await until(() => refused() > 0 || first!.connected.length > 0, 1_500);
    expect([first!.connected, first!.counters.received, second!.counters.received]).toEqual([[], 0, 0]);
  });
});
