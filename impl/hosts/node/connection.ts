import type { Socket } from "node:net";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import { Decoder, encoded, type Frame, type FrameRefusal } from "./frames.ts";

/** Why a connection, or what came over it, was refused. */
export type ConnectionRefusal =
  | FrameRefusal
  | "no hello"
  | "stranger"
  | "another cluster"
  | "another protocol"
  | "an older incarnation connects"
  | "certificate of another process"
  | "cut off"
  | "too many strangers";

/** Who is at one end of a connection. */
export interface Party {
  readonly cluster: string;
  readonly protocol: string;
  readonly self: ProcessId;
  readonly incarnation: number;
}

/** What a connection reports. */
export interface ConnectionReports {
  /** The other end has said who it is; answers why it is refused, or `null`. */
  greeted(connection: Connection, other: ProcessId, incarnation: number): ConnectionRefusal | null;
  message(frame: Frame): void;
  refused(why: ConnectionRefusal): void;
  closed(connection: Connection): void;
  drained(connection: Connection): void;
}

/** How long whoever connects may take to say who it is, in milliseconds. */
const patienceMs = 5_000;

/** One connection, from the moment that bytes can pass. */
export class Connection {
  readonly #socket: Socket;
  readonly #party: Party;
  readonly #reports: ConnectionReports;
  readonly #decoder = new Decoder();
  readonly #patience: NodeJS.Timeout;
  #other: { readonly id: ProcessId; readonly incarnation: number } | null = null;
  #isClosed = false;

  constructor(socket: Socket, party: Party, reports: ConnectionReports) {
    this.#socket = socket;
    this.#party = party;
    this.#reports = reports;
    this.#patience = setTimeout(() => this.refuse("no hello"), patienceMs);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    socket.on("data", (bytes) => this.#read(bytes));
    socket.on("drain", () => reports.drained(this));
    // What went wrong with a connection does not matter: it is closed, and made anew.
    socket.on("error", () => this.close());
    socket.on("close", () => this.close());
  }

  /** Who is at the other end; `null` before it said so. */
  get other(): { readonly id: ProcessId; readonly incarnation: number } | null {
    return this.#other;
  }

  /** Says who we are, to the process that is meant to be at the other end. */
  greet(to: ProcessId): void {
    const { cluster, protocol, self, incarnation } = this.#party;
    const hello = encoded({
      cluster,
      from: self,
      incarnation,
      to,
      toIncarnation: null,
      kind: "hello",
      content: protocol,
    });
    if (hello !== null) this.write(hello);
  }

  /** Writes bytes; answers whether more may follow at once. */
  write(bytes: Buffer): boolean {
    return !this.#isClosed && this.#socket.write(bytes);
  }

  /** Counts why, and closes. */
  refuse(why: ConnectionRefusal): void {
    if (this.#isClosed) return;
    this.#reports.refused(why);
    this.close();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#patience);
    this.#socket.destroy();
    this.#reports.closed(this);
  }

  #read(bytes: Buffer): void {
    if (this.#isClosed) return;
    const { frames, refusal } = this.#decoder.push(bytes);
    for (const frame of frames) {
      if (this.#isClosed) return;
      this.#take(frame);
    }
    if (refusal !== null) this.refuse(refusal);
  }

  #take(frame: Frame): void {
    const why = this.#whyNot(frame);
    if (why !== null) this.refuse(why);
    else if (this.#other === null) this.#meet(frame);
    else this.#reports.message(frame);
  }

  #meet(frame: Frame): void {
    this.#other = { id: frame.from, incarnation: frame.incarnation };
    clearTimeout(this.#patience);
    const refusal = this.#reports.greeted(this, frame.from, frame.incarnation);
    if (refusal !== null) this.refuse(refusal);
  }

  /** A frame must come from who the other end says it is, and be for us; the first must be a hello, and no later one. */
  #whyNot({ cluster, from, incarnation, to, kind, content }: Frame): ConnectionRefusal | null {
    const other = this.#other;
    if (cluster !== this.#party.cluster) return "another cluster";
    if (to !== this.#party.self) return "stranger";
    if ((kind === "hello") !== (other === null)) return "no hello";
    if (other === null) return content === this.#party.protocol ? null : "another protocol";
    return from === other.id && incarnation === other.incarnation ? null : "stranger";
  }
}
