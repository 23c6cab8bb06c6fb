import type { MessageTest } from "../../../spec/messages.ts";
import type { Model } from "../../../spec/model.ts";
import type { ProcessId, Vocabulary } from "../../../spec/vocabulary.ts";
import { type Address, addressOf, isLoopback } from "./addresses.ts";
import { HostError } from "./error.ts";
import type { Credentials } from "./network.ts";

/** How one process of an election is set up. */
export interface ElectorOptions<V extends Vocabulary> {
  /** Which of the processes this is. */
  readonly id: ProcessId;
  /** All processes, this one included, each with its address, such as `127.0.0.1:7001`. The same everywhere. */
  readonly processes: Readonly<Record<ProcessId, string>>;
  /** The algorithm: a model that the kit exports, or one of your own. */
  readonly algorithm: Pick<Model<V>, "protocol" | "parameters" | "configurations">;
  /** Tells a message of the algorithm from anything else that may arrive; the kit exports one with each algorithm but `raft-log`, whose log needs a host that applies it. */
  readonly isMessage: MessageTest<V>;
  /** Where this process keeps what it must not forget: a directory that no other process of the same number uses. */
  readonly dataDir: string;
  /** How long a tick is, in milliseconds: more than 0. A message and a write must fit into it several times; 50 by default. */
  readonly tickMs?: number;
  /** The parameters; those of the algorithm by default. */
  readonly parameters?: V["Parameters"];
  /** The name of the cluster: processes of another one are sent away. "interregnum" by default. */
  readonly cluster?: string;
  /** Where to listen, if not at the own address. */
  readonly listen?: string;
  /** With these every connection is encrypted, and both ends prove who they are. */
  readonly credentials?: Credentials;
  /** Allows addresses beyond this machine without credentials: whoever reaches the port can depose any leader. `false` by default. */
  readonly insecure?: boolean;
  /** Where logs for `interregnum validate` are written, a file for each boot; by default nowhere. */
  readonly logDir?: string;
  /** How many messages to one process wait at most: a whole number of at least 1, 256 by default. Beyond, the oldest is lost. */
  readonly queueMost?: number;
  /** Is told why the election ended where it could not go on, as when the disk is full, and what a listener threw. By default such an error is thrown, and ends the program. */
  readonly onError?: (error: unknown) => void;
}

/** The options, looked at. */
export interface Checked {
  readonly cluster: string;
  readonly ids: readonly ProcessId[];
  readonly tickMs: number;
  readonly queueMost: number;
  readonly listen: Address;
  readonly others: ReadonlyMap<ProcessId, Address>;
}

/**
 * Looks at what a process was set up with.
 *
 * @throws HostError `option`, `address` or `insecure`
 */
export function checked<V extends Vocabulary>(options: ElectorOptions<V>): Checked {
  const {
    id,
    processes,
    tickMs = 50,
    cluster = "interregnum",
    queueMost = 256,
    credentials,
    insecure = false,
  } = options;
  const fail = (what: string): HostError => new HostError("option", `createElector: ${what}`);
  const ids = Object.keys(processes).map(Number);
  const wrong = ids.find((each) => !Number.isInteger(each) || each < 1);
  if (wrong !== undefined) throw fail(`a process is numbered ${wrong}\nNumber them by whole numbers from 1.`);
  if (!ids.includes(id))
    throw fail(`id is ${id}, and processes names ${ids.join(", ") || "nobody"}\nName this process, too.`);
  if (!(tickMs > 0 && tickMs < 2 ** 31)) throw fail(`tickMs is ${tickMs}\nGive a number of milliseconds above 0.`);
  if (!(Number.isInteger(queueMost) && queueMost >= 1))
    throw fail(`queueMost is ${queueMost}\nGive a whole number of at least 1.`);
  if (cluster === "" || cluster.length > 100) throw fail("cluster is empty, or longer than 100 characters");
  if (typeof options.dataDir !== "string" || options.dataDir === "")
    throw fail("dataDir is missing\nName a directory.");
  if (typeof options.isMessage !== "function")
    throw fail("isMessage is missing\nGive the test for messages that belongs to the algorithm.");
  const addresses = new Map(ids.map((each) => [each, addressOf(processes[each]!, each)]));
  const listen = options.listen === undefined ? addresses.get(id)! : addressOf(options.listen, id);
  const distant = [listen, ...addresses.values()].find((address) => !isLoopback(address));
  if (distant !== undefined && credentials === undefined && !insecure) {
    throw new HostError(
      "insecure",
      `${distant.host}:${distant.port} can be reached from other machines, and there are no credentials\nGive credentials, or say insecure: true where you trust everybody who can reach it.`,
    );
  }
  addresses.delete(id);
  return { cluster, ids, tickMs, queueMost, listen, others: addresses };
}
