/**
 * What is claimed of elections that come to something in the end: these claims
 * read nothing but leaderships, so that they apply to every protocol.
 */
import { alwaysEventually, type LivenessClaim, recoverable } from "../claim.ts";
import type { Crisis } from "../crisis.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { leads, type World } from "../world.ts";

/**
 * Claims that there is exactly one leader again and again, whatever happened before.
 *
 * @remarks
 * Faults are counted, so that every run has a last one; after it, nothing but
 * what is owed happens. A ring whose token travels has moments without a leader,
 * so that one cannot be asked for at every moment.
 *
 * @param under - the crises under which it is claimed; none by default
 */
export function oneLeadsAgainAndAgain<V extends Vocabulary = Vocabulary>(
  under: readonly Crisis[] = [],
): LivenessClaim<V> {
  return alwaysEventually<V>("one leads again and again", oneLeads, {
    words: "Whatever happened, exactly one process takes itself for the leader later on, and again after that.",
    formula: "□◇ |{p: leader(p) = p}| = 1",
    under,
  });
}

/**
 * Claims that exactly one leader can still be reached, whatever happened before.
 *
 * @param under - the crises under which it is claimed; none by default
 */
export function oneCanLeadAgain<V extends Vocabulary = Vocabulary>(under: readonly Crisis[] = []): LivenessClaim<V> {
  return recoverable<V>("one can lead again", oneLeads, {
    words: "Whatever happened, it can still come about that exactly one process takes itself for the leader.",
    formula: "AG EF |{p: leader(p) = p}| = 1",
    under,
  });
}

function oneLeads<V extends Vocabulary>({ processes }: World<V>): boolean {
  return processes.filter(leads).length === 1;
}
