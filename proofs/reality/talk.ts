/** What the program that runs a cluster and its processes say to each other. */
import type { Counters } from "../../impl/hosts/node/index.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** How a process is set up: its only argument, as JSON. */
export interface Setup {
  readonly algorithm: string;
  readonly id: ProcessId;
  readonly processes: Readonly<Record<ProcessId, string>>;
  readonly cluster: string;
  readonly tickMs: number;
  readonly dataDir: string;
  readonly logDir: string | null;
  /** The processes from which it is cut off when it starts. */
  readonly cutOff: readonly ProcessId[];
}

/** What a process is told. */
export type Order =
  | { readonly type: "cutOff"; readonly processes: readonly ProcessId[] }
  | { readonly type: "resign" }
  | { readonly type: "count" }
  | { readonly type: "close" };

/** What a process reports; `at` in milliseconds since 1970. */
export type Report =
  | { readonly type: "up"; readonly at: number }
  | { readonly type: "leader"; readonly at: number; readonly epoch?: number }
  | { readonly type: "follower"; readonly at: number; readonly leader: ProcessId; readonly epoch?: number }
  | { readonly type: "lost"; readonly at: number; readonly epoch?: number }
  | { readonly type: "counted"; readonly at: number; readonly counters: Counters }
  | { readonly type: "failed"; readonly at: number; readonly message: string };
