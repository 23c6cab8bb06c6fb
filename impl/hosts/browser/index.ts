/**
 * One leading tab among all tabs of an origin.
 *
 * @remarks
 * **Who decides.** Tabs come and go, and a reducer knows its cluster. So nothing
 * is decided among the tabs: the algorithm is `interregnum/lease`, in which one
 * process grants the lead and the others know that one only. Its grantor is no tab
 * but a record in IndexedDB; whoever sends it something runs its reducer in a
 * transaction. Algorithms with majorities would need to know how many tabs there
 * are, and one that ranks processes has no epochs to fence with.
 *
 * **Time.** A tab leads for a limited time, and all tabs of a machine share its
 * clock. Whatever a tab is about to do, it first looks at the time: a leader that
 * stood still for too long hears `lost`, and its signal fires, before `reign` is
 * answered, before a message is taken, before a timer runs. Between two looks at
 * the time it may stand still, as any program: that is what the epoch is for. It
 * goes along with what the leader writes elsewhere, and whoever stores that
 * refuses an older one.
 *
 * **Web Locks** decide nothing: they tell at once that a tab is gone, also one that
 * crashed, so that nobody need wait for its lease to run out. Each tab holds a
 * lock in its own name for as long as it takes part, numbers are given once, and
 * nobody steals; so whoever gets the lock of a tab knows that this one is gone for
 * good. Without them (`locks: false`, or where the page is not secure) a tab that is
 * closed says so on a BroadcastChannel, and after one that crashed the lease
 * runs out.
 *
 * **Sleep.** A page that is frozen, or goes into the back-forward cache, is told
 * before: it leaves, loses the lead if it has it, and joins anew under another
 * number when it is back. Nothing is kept in the page, so that a duplicated tab
 * is a tab of its own.
 *
 * What remains: a page that stops without being told, in the few milliseconds of
 * a transaction, has all others wait for the database until it goes on or is
 * discarded; then nobody leads any more.
 *
 * @module interregnum/hosts/browser
 */
export type { ElectionEvents, Reign } from "../announcer.ts";
export { createTabElector, type TabElector, type TabElectorOptions } from "./elector.ts";
