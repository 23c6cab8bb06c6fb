/** One process of a cluster that is run for real: started by `Fleet`, with its setup as the only argument. */
import { createElector, type Elector } from "../../impl/hosts/node/index.ts";
import { registry } from "../registry.ts";
import { messageTests } from "./messages.ts";
import type { Order, Report, Setup } from "./talk.ts";

const { algorithm, logDir, cutOff, ...setup } = JSON.parse(process.argv[2]!) as Setup;

function report(what: Report): void {
  if (process.connected) process.send?.(what);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  // Whoever started this process learns of it before it ends.
  process.send?.({ type: "failed", at: Date.now(), message } satisfies Report, () => process.exit(1));
}

function obey(elector: Elector, order: Order): void {
  switch (order.type) {
    case "cutOff":
      elector.cutOff(order.processes);
      return;
    case "resign":
      elector.resign();
      return;
    case "count":
      report({ type: "counted", at: Date.now(), counters: elector.counters });
      return;
    case "close":
      void elector.close().then(() => process.disconnect());
      return;
  }
}

// Nobody is left to report to: whoever started this process has ended. That may be before this line.
process.on("disconnect", () => process.exit(0));
if (!process.connected) process.exit(0);

try {
  const { model } = registry[algorithm]!;
  const isMessage = messageTests[algorithm]!;
  const logs = logDir === null ? {} : { logDir };
  const elector = await createElector({ ...setup, ...logs, algorithm: model, isMessage, onError: fail });
  elector.cutOff(cutOff);
  elector.on("leader", ({ epoch }) =>
    report({ type: "leader", at: Date.now(), ...(epoch === undefined ? {} : { epoch }) }),
  );
  elector.on("follower", (event) => report({ type: "follower", at: Date.now(), ...event }));
  elector.on("lost", (event) => report({ type: "lost", at: Date.now(), ...event }));
  process.on("message", (order: Order) => obey(elector, order));
  report({ type: "up", at: Date.now() });
} catch (error) {
  fail(error);
}
