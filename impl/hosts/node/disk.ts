/** What a process keeps over a crash: one small file, replaced as a whole. */
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import { checksum } from "../checksum.ts";
import { HostError } from "./error.ts";

/** What the file says. */
export interface Kept {
  /** The incarnation that wrote it. */
  readonly incarnation: number;
  readonly durable: unknown;
}

/** Whose file it is: nobody else's is taken for it. */
export interface Owner {
  readonly cluster: string;
  readonly process: ProcessId;
  readonly protocol: string;
}

const format = 1;

/** The file of one process. */
export class Disk {
  readonly path: string;
  readonly #directory: string;
  readonly #owner: Owner;

  constructor(directory: string, owner: Owner) {
    this.#directory = directory;
    this.#owner = owner;
    this.path = join(directory, `process-${owner.process}.json`);
  }

  /**
   * What the file says; `null` where there is none.
   *
   * @throws HostError `disk-damaged`, `disk-foreign` or `disk-unreadable`: to go on without it would be amnesia, which only a person may decide on
   */
  async load(): Promise<Kept | null> {
    let text: string;
    try {
      await mkdir(this.#directory, { recursive: true });
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw new HostError("disk-unreadable", `${this.path} cannot be read: ${(error as Error).message}`, {
        cause: error,
      });
    }
    const [body = "", sum = "", end] = text.split("\n");
    if (end !== "" || checksum(body) !== sum) {
      throw new HostError("disk-damaged", `${this.path} is damaged: its checksum does not fit\n${remedy}`);
    }
    const { format: written, incarnation, durable, ...owner } = JSON.parse(body) as Kept & Owner & { format: number };
    const isOurs = (["cluster", "process", "protocol"] as const).every((key) => owner[key] === this.#owner[key]);
    if (written !== format || !isOurs) {
      const whose = `format ${written}, cluster “${owner.cluster}”, process ${owner.process}, protocol ${owner.protocol}`;
      throw new HostError(
        "disk-foreign",
        `${this.path} belongs to something else: ${whose}\nGive this process a directory of its own.`,
      );
    }
    return { incarnation, durable };
  }

  /**
   * Replaces what the file says, all of it or nothing: once this is done, no crash takes it back.
   *
   * @throws HostError `disk-unwritable`
   */
  async save({ incarnation, durable }: Kept): Promise<void> {
    const body = JSON.stringify({ format, ...this.#owner, incarnation, durable });
    const fresh = `${this.path}.new`;
    try {
      const file = await open(fresh, "w", 0o600);
      try {
        await file.writeFile(`${body}\n${checksum(body)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(fresh, this.path);
      await this.#syncDirectory();
    } catch (error) {
      throw new HostError("disk-unwritable", `${this.path} cannot be written: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  /** That the file has its name now must survive, too. Windows knows no such thing, and does without. */
  async #syncDirectory(): Promise<void> {
    if (process.platform === "win32") return;
    const directory = await open(this.#directory, "r");
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }
}

const remedy =
  "What this process promised the others is lost. Remove the file only if no other process has lost its own: then it comes back with nothing, as after a wiped disk, and the claims that are made under amnesia are all that holds.";
