import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/**
 * The number of a group: whoever counts to k when it forms one, and stands at place i of n (from 0), gives k·n + i.
 *
 * @remarks
 * So no two processes ever give the same number, and a process never gives one twice, as long as its disk remembers `counter`.
 */
export type GroupNumber = number;

/** What a process of the Invitation algorithm can be. In each role it knows how far it has counted: an integer of at least 0. */
export type InvitationState = InvitationCoordinator | InvitationInviter | InvitationAccepting | InvitationMember;

/** Coordinates a group, which may be itself alone (Normal). */
export interface InvitationCoordinator {
  readonly role: "coordinator";
  readonly counter: number;
  /** The other processes of its group, in ascending order: the paper's Up. */
  readonly members: readonly ProcessId[];
  /** The coordinators of other groups that have answered, in ascending order. */
  readonly others: readonly ProcessId[];
}

/** Forms a new group, and collects who accepts (Election). */
export interface InvitationInviter {
  readonly role: "inviter";
  readonly counter: number;
  /** Who has accepted so far, in ascending order. */
  readonly members: readonly ProcessId[];
}

/** Has accepted, and waits until the group is ready (Reorganization). */
export interface InvitationAccepting {
  readonly role: "accepting";
  readonly counter: number;
  readonly coordinator: ProcessId;
  readonly group: GroupNumber;
}

/** Belongs to a group (Normal). */
export interface InvitationMember {
  readonly role: "member";
  readonly counter: number;
  readonly coordinator: ProcessId;
  readonly group: GroupNumber;
}

/**
 * AreYouCoordinator, which only a coordinator answers, with Coordinator. Invitation, which members get from their
 * coordinator: `from` is whoever forms the group. Accept, Ready. AreYouThere: "do I still belong to your group?", with
 * Here or Gone.
 */
export type InvitationMessage =
  | { readonly type: "AreYouCoordinator" | "Coordinator" }
  | { readonly type: "Invitation"; readonly coordinator: ProcessId; readonly group: GroupNumber }
  | { readonly type: "Accept" | "Ready" | "AreYouThere" | "Here" | "Gone"; readonly group: GroupNumber };

/** The words of the Invitation algorithm. */
export interface Invitation extends Vocabulary {
  readonly State: InvitationState;
  readonly Message: InvitationMessage;
  readonly Timer: "check" | "answer" | "ready";
  readonly Request: never;
  /** How far the process has counted. */
  readonly Durable: number;
  readonly Parameters: null;
}
