import type { ProcessId } from "../../../spec/vocabulary.ts";
import { HostError } from "./error.ts";

/** Where a process listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads an address, such as `127.0.0.1:7001` or `[::1]:7001`.
 *
 * @throws HostError `address`
 */
export function addressOf(text: string, id: ProcessId): Address {
  const [, six, four, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new HostError(
      "address",
      `the address of process ${id} is “${text}”\nWrite host:port, such as 127.0.0.1:7001 or [::1]:7001.`,
    );
  }
  return { host, port };
}

/** Whether an address can be reached from this machine alone. */
export function isLoopback({ host }: Address): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
