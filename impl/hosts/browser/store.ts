/** The database of an election: one record, changed by one transaction at a time, whichever tab runs it. */
import type { Lease, LeaseMessage } from "../../../spec/lease/vocabulary.ts";
import type { Protocol } from "../../../spec/protocol.ts";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import { attend, type Errand, emptyRegister, enrol, type Register } from "./register.ts";

const table = "register";
const key = "grantor";

/** One tab's connection to it. */
export class Store {
  readonly #protocol: Protocol<Lease>;
  readonly #database: IDBDatabase;
  readonly #running = new Set<IDBTransaction>();

  private constructor(protocol: Protocol<Lease>, database: IDBDatabase, lost: () => void) {
    this.#protocol = protocol;
    this.#database = database;
    // Whoever deletes the database must not wait for this tab.
    database.onversionchange = lost;
    database.onclose = lost;
  }

  /**
   * Opens the database of the election of that name.
   *
   * @param lost - is called where it is, or shall be, deleted: whoever has the connection closes it
   */
  static async open(protocol: Protocol<Lease>, name: string, lost: () => void): Promise<Store> {
    const request = indexedDB.open(`interregnum:${name}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table);
    return new Store(protocol, await settled(request), lost);
  }

  /** Draws a number for a tab: one that no other tab has, had or will have. */
  async enrol(): Promise<ProcessId> {
    const { tab } = await this.#change("strict", (register) => ({ register: enrol(register) }));
    return tab;
  }

  /** Has the grantor do an errand, and returns its answers once they are durable. */
  async attend(errand: Omit<Errand, "at">): Promise<readonly LeaseMessage[]> {
    let answers: readonly LeaseMessage[] = [];
    // A renewal that a power cut undoes costs nobody anything; a grant could be given twice.
    await this.#change(errand.message.type === "renew" ? "relaxed" : "strict", (register) => {
      // The time is that of the transaction, which may have had to wait.
      const attended = attend(this.#protocol, register, { ...errand, at: Date.now() });
      answers = attended.answers;
      return attended;
    });
    return answers;
  }

  /**
   * Closes the connection, and breaks off what is under way. A page that is
   * frozen in the middle of a transaction would have all other tabs wait.
   */
  close(): void {
    for (const transaction of this.#running) brokenOff(transaction);
    this.#database.close();
  }

  /** Changes the record in one transaction, and returns it once it is durable. */
  #change(
    durability: IDBTransactionDurability,
    change: (register: Register) => { readonly register: Register },
  ): Promise<Register> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(table, "readwrite", { durability });
      this.#running.add(transaction);
      let changed: Register;
      transaction.oncomplete = () => {
        this.#running.delete(transaction);
        resolve(changed);
      };
      transaction.onabort = () => {
        this.#running.delete(transaction);
        reject(transaction.error ?? new DOMException("the tab left the election", "AbortError"));
      };
      const record: IDBRequest<Register | undefined> = transaction.objectStore(table).get(key);
      record.onsuccess = () => {
        const register = record.result ?? emptyRegister(this.#protocol);
        // What is thrown here breaks the transaction off.
        if (register.format !== 1)
          throw new Error(`the election was begun by another version, in format ${register.format}`);
        changed = change(register).register;
        transaction.objectStore(table).put(changed, key);
      };
    });
  }
}

/** One that has just ended, though nobody was told yet, can not be broken off any more. */
function brokenOff(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
