import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { networks } from "../../network/index.ts";
import type { Inbox, Network, SenderOf } from "../../network/network.ts";
import type { Cell } from "../cell.ts";
import { Interner } from "../interner.ts";
import type { Space } from "../space.ts";

/** What is in flight from one process to another, as a field of a vector. */
export interface Channel {
  readonly to: number;
  readonly from: number;
  readonly contents: Interner<Inbox>;
}

/** The number of the contents of a channel in which nothing is in flight. */
export const emptyChannel = 0;

/**
 * A state as a vector of many small fields: of each process its *core*, which is
 * its cell without its inbox, and what is in flight on each channel by itself.
 *
 * @remarks
 * What one process does to another is to put a message into one channel, so that
 * sets of states are close to products of sets of fields, and their diagrams are
 * small. With whole cells for fields the raft-election reference model has 7,074
 * values of fields; with cores and channels, 250.
 *
 * The fields of a process follow on all the channels between it and those before
 * it, in both directions. With all channels to a process beside it instead, the
 * diagram of all states has five times the nodes, and the search takes three
 * times as long.
 *
 * A core is numbered as the cell that has it and an empty inbox.
 */
export class Fields<V extends Vocabulary> {
  /** By position: the field of its core. */
  readonly coreOf: readonly number[];
  /** By field: the position whose core it is, or -1. */
  readonly positionOf: readonly number[];
  /** By field: its channel, or null. */
  readonly channels: readonly (Channel | null)[];
  readonly network: Network;
  readonly senderOf: SenderOf;

  readonly #space: Space<V>;
  /** By receiver and sender. */
  readonly #channelOf: readonly (readonly number[])[];

  constructor(space: Space<V>) {
    this.#space = space;
    this.network = networks[space.scenario.network];
    this.senderOf = (envelope) => space.actors.envelopes.value(envelope).from;
    const channels: (Channel | null)[] = [];
    const positionOf: number[] = [];
    const coreOf: number[] = [];
    const channelOf: number[][] = Array.from({ length: space.size }, () => []);
    const add = (to: number, from: number): void => {
      const contents = new Interner<Inbox>();
      contents.number("", () => []);
      channelOf[to]![from] = channels.length;
      channels.push({ to, from, contents });
      positionOf.push(-1);
    };
    for (let i = 0; i < space.size; i++) {
      for (let j = 0; j < i; j++) {
        add(i, j);
        add(j, i);
      }
      add(i, i);
      coreOf.push(channels.length);
      channels.push(null);
      positionOf.push(i);
    }
    this.coreOf = coreOf;
    this.positionOf = positionOf;
    this.channels = channels;
    this.#channelOf = channelOf;
  }

  /** How many fields a vector has. */
  get length(): number {
    return this.channels.length;
  }

  /** How many values there are, all fields together. */
  get values(): number {
    const inChannels = this.channels.reduce((sum, channel) => sum + (channel?.contents.size ?? 0), 0);
    return inChannels + this.#space.cells.size;
  }

  /** The field of the channel from a sender to a receiver. */
  channelOf(to: number, from: number): number {
    return this.#channelOf[to]![from]!;
  }

  /** The core of a process, of which it may have any inbox here. */
  core(position: number, cell: Cell): number {
    return this.#space.cells.number(position, { ...cell, inbox: [] });
  }

  /** What is in flight on a channel, as a number. */
  contents(field: number, inbox: Inbox): number {
    return this.channels[field]!.contents.number(inbox.join(), () => inbox);
  }

  /** How many messages are in flight where a field has a value. */
  inFlight(field: number, value: number): number {
    return this.channels[field]?.contents.value(value).length ?? 0;
  }

  /** What of an inbox came from one sender. */
  sentBy(sender: number, inbox: Inbox): Inbox {
    return inbox.filter((envelope) => this.senderOf(envelope) === sender);
  }

  /** The vector of a state, which is given by its cells. */
  vectorOf(cells: ArrayLike<number>): Int32Array {
    const vector = new Int32Array(this.length);
    for (const [field, channel] of this.channels.entries()) {
      const position = channel?.to ?? this.positionOf[field]!;
      const cell = this.#space.cells.cell(position, cells[position]!);
      vector[field] =
        channel === null ? this.core(position, cell) : this.contents(field, this.sentBy(channel.from, cell.inbox));
    }
    return vector;
  }

  /** The cells of a state, which is given by its vector. */
  cellsOf(vector: ArrayLike<number>): Int32Array {
    const { cells } = this.#space;
    return Int32Array.from(this.coreOf, (field, position) => {
      const inbox = this.#channelOf[position]!.flatMap((channel) => {
        return this.channels[channel]!.contents.value(vector[channel]!);
      });
      return cells.number(position, { ...cells.cell(position, vector[field]!), inbox });
    });
  }
}
