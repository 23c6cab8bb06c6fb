import { createServer } from "node:net";

/** Ports on which nobody listens: held all at once, so that no two are the same. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const listeners = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    listeners.map(
      (listener) =>
        new Promise<number>((resolve, reject) => {
          listener.once("error", reject);
          listener.listen(0, "127.0.0.1", () => resolve((listener.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(listeners.map((listener) => new Promise((resolve) => listener.close(resolve))));
  return ports;
}
