/** All the connections of one process: it listens for the processes of lower numbers, and connects to those of higher ones. */
import { connect as dialPlainly, createServer as listenPlainly, type Socket } from "node:net";
import { connect as dialSecurely, createServer as listenSecurely, type TLSSocket } from "node:tls";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import type { Address } from "./addresses.ts";
import { Connection, type ConnectionRefusal, type Party } from "./connection.ts";
import { HostError } from "./error.ts";
import { encoded, type Frame } from "./frames.ts";
import { Link, type Retry } from "./link.ts";

/** What proves who a process is: its certificate with its key, and whose signature counts. All in PEM. */
export interface Credentials {
  /** The common name of its subject must be `process-N`, where N is the number of the process. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  /** The authority that signed the certificates of all processes, and of nobody else. */
  readonly ca: string | Buffer;
}

/** What the network hands on. */
export interface NetworkReports {
  meeting(other: ProcessId, incarnation: number): void;
  message(frame: Frame): void;
  refused(why: ConnectionRefusal): void;
}

/** How the network is set up. */
export interface NetworkOptions {
  readonly self: ProcessId;
  readonly cluster: string;
  readonly protocol: string;
  readonly listen: Address;
  /** The other processes. */
  readonly others: ReadonlyMap<ProcessId, Address>;
  readonly credentials: Credentials | null;
  readonly retry: Retry;
  /** How many messages to one process wait at most. */
  readonly queueMost: number;
}

/** How many connections may stand that have not said yet who they are. */
const mostStrangers = 64;

export class Network {
  readonly #options: NetworkOptions;
  readonly #reports: NetworkReports;
  readonly #links: ReadonlyMap<ProcessId, Link>;
  readonly #strangers: Set<Connection> = new Set();
  readonly #listener: ReturnType<typeof listenPlainly>;
  #party: Party | null = null;
  #cutOff: ReadonlySet<ProcessId> = new Set();

  constructor(options: NetworkOptions, reports: NetworkReports) {
    this.#options = options;
    this.#reports = reports;
    const { self, others, retry, queueMost, credentials } = options;
    this.#links = new Map(
      [...others.keys()].map((other) => {
        const dial = other > self ? () => this.#dial(other) : null;
        return [other, new Link(other, dial, retry, queueMost)];
      }),
    );
    const accept = (socket: Socket): void => this.#accept(socket);
    this.#listener =
      credentials === null
        ? listenPlainly(accept)
        : listenSecurely({ ...credentials, requestCert: true, rejectUnauthorized: true }, accept);
    this.#listener.on("tlsClientError", (_error, socket: TLSSocket) => {
      reports.refused("stranger");
      socket.destroy();
    });
  }

  /** How many messages were thrown away before they left. */
  get dropped(): number {
    return [...this.#links.values()].reduce((sum, { dropped }) => sum + dropped, 0);
  }

  /** With whom a connection stands. */
  get connected(): readonly ProcessId[] {
    return [...this.#links.values()].filter(({ connection }) => connection !== null).map(({ other }) => other);
  }

  /**
   * Begins to listen; whoever connects is sent away until the network is opened.
   *
   * @throws HostError `listen`
   */
  async listen(): Promise<void> {
    const { listen, self } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#listener.once("error", (error: NodeJS.ErrnoException) => {
        const remedy =
          error.code === "EADDRINUSE" ? "\nAnother program listens there; or this process runs already." : "";
        const where = `${listen.host}:${listen.port}`;
        reject(
          new HostError("listen", `process ${self} cannot listen at ${where}: ${error.message}${remedy}`, {
            cause: error,
          }),
        );
      });
      this.#listener.listen(listen.port, listen.host, resolve);
    });
  }

  /** Connects with everybody, as this incarnation: it must be on the disk. */
  open(incarnation: number): void {
    const { cluster, protocol, self } = this.#options;
    this.#party = { cluster, protocol, self, incarnation };
    for (const link of this.#links.values()) if (!this.#cutOff.has(link.other)) link.open();
  }

  /** Closes all connections and makes no others, until it is opened again. */
  rest(): void {
    this.#party = null;
    for (const link of this.#links.values()) link.close();
    for (const connection of [...this.#strangers]) connection.close();
  }

  async close(): Promise<void> {
    this.rest();
    if (this.#listener.listening) await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  /** Sends a message, or queues it; answers whether it is one that can be sent at all. */
  send(to: ProcessId, toIncarnation: number | null, message: unknown): boolean {
    if (this.#party === null) return true;
    const { cluster, self: from, incarnation } = this.#party;
    const bytes = encoded({ cluster, from, incarnation, to, toIncarnation, kind: "message", content: message });
    if (bytes === null) return false;
    this.#links.get(to)?.send(toIncarnation, bytes);
    return true;
  }

  /** From now on nothing passes between this process and these. */
  cutOff(processes: readonly ProcessId[]): void {
    const before = this.#cutOff;
    this.#cutOff = new Set(processes);
    for (const link of this.#links.values()) {
      if (this.#cutOff.has(link.other)) link.close();
      else if (before.has(link.other) && this.#party !== null) link.open();
    }
  }

  #accept(socket: Socket): void {
    if (this.#party === null) {
      socket.destroy();
      return;
    }
    const connection = this.#connection(socket, this.#party, null);
    this.#strangers.add(connection);
    if (this.#strangers.size > mostStrangers) connection.refuse("too many strangers");
  }

  #dial(other: ProcessId): void {
    const party = this.#party;
    if (party === null) return;
    const { host, port } = this.#options.others.get(other)!;
    const { credentials } = this.#options;
    const socket =
      credentials === null
        ? dialPlainly({ host, port })
        : // Who is there is told by the common name, wherever it listens: see `#greeted`.
          dialSecurely({ host, port, ...credentials, checkServerIdentity: () => undefined });
    const connection = this.#connection(socket, party, other);
    socket.once(credentials === null ? "connect" : "secureConnect", () => connection.greet(other));
  }

  /** @param expected - whom we connected to; `null` where somebody connected to us */
  #connection(socket: Socket, party: Party, expected: ProcessId | null): Connection {
    return new Connection(socket, party, {
      greeted: (connection, other, incarnation) => this.#greeted(connection, socket, expected, other, incarnation),
      message: (frame) => this.#reports.message(frame),
      refused: (why) => this.#reports.refused(why),
      drained: ({ other }) => {
        if (other !== null) this.#links.get(other.id)?.drained();
      },
      closed: (connection) => {
        this.#strangers.delete(connection);
        const other = connection.other?.id ?? expected;
        if (other !== null) this.#links.get(other)?.lost(connection);
      },
    });
  }

  #greeted(
    connection: Connection,
    socket: Socket,
    expected: ProcessId | null,
    other: ProcessId,
    incarnation: number,
  ): ConnectionRefusal | null {
    this.#strangers.delete(connection);
    const link = this.#links.get(other);
    const mayCall = expected === null ? other < this.#options.self : other === expected;
    if (link === undefined || !mayCall) return "stranger";
    if (this.#options.credentials !== null && !isCertified(socket as TLSSocket, other))
      return "certificate of another process";
    if (this.#cutOff.has(other)) return "cut off";
    const standing = link.connection?.other?.incarnation;
    if (standing !== undefined && incarnation < standing) return "an older incarnation connects";
    if (expected === null) connection.greet(other);
    this.#reports.meeting(other, incarnation);
    link.adopt(connection, incarnation);
    return null;
  }
}

/** Whether the certificate at the other end, whose signature was checked already, is that of process `other`. */
function isCertified(socket: TLSSocket, other: ProcessId): boolean {
  const { subject } = socket.getPeerCertificate();
  return socket.authorized && subject?.CN === `process-${other}`;
}
