/** What the signs on the page *Invariants* mean, in short. */
export const legend: string = `<span class="verdict holds">✓</span> claimed, and true in every reachable state ·
<span class="verdict holds">✓≤</span> the same, as far as the bounds of the run reach ·
<span class="verdict unclaimed">✓</span> true, though nobody claims it ·
<span class="verdict fails">✗ 9</span> not claimed, and false: nine steps lead there ·
<span class="verdict refuted">✗ 9</span> claimed, and false: a defect ·
<span class="verdict fails">–</span> something that can happen elsewhere cannot happen here ·
<span class="verdict open">?</span> not decided

How such a sign comes about, and what it does not say, is told [below](#reading-a-verdict).`;

/** What a verdict says and does not say, for somebody who meets one for the first time. */
export const readingAVerdict: string = `## Reading a verdict

**Every state, not a sample.** A *state* is everything at one moment: what each process knows, which of its timers run,
which messages are on their way, who has crashed. The explorer begins at the first moment and follows everything that
could happen next, and next after that, until it meets nothing new. A test runs the algorithm along some way; this
looks at all ways there are. So *holds* is not “no failure found yet” but “there is none”, in the circumstances named.

**In the circumstances named.** Three processes and one crash are three processes and one crash. What holds for them
usually holds for five and two, since most mistakes show in small clusters already, but that is not proved.
The circumstances stand in the table of each algorithm.

**Within bounds.** Raft may count its terms up for ever, and no machine can follow it there. A run may therefore be
told to stop at some term. If it met that limit, it says *holds within bounds*: nothing is known beyond.

**The witness.** “No two processes lead” is also true of an algorithm that never elects anybody. Beside a claim
therefore stands its witness, something that must be seen at least once: that a process leads at all. Where the witness
is never seen, the claim says nothing in that crisis.

**A counterexample** is a list of steps that ends in the moment at which the sentence is false. None is shorter. The
command below the table prints it with what every process did and why it could.

**Premises.** Every claim names the crises under which it is made. Under others it is looked at all the same, and may
hold or fail: “at most one process leads” cannot survive a slow network in an algorithm that trusts its timers, and
seeing how it fails is half of understanding the algorithm.

**The formulas** use five signs: **□** at every moment, **EF** at some moment of some run, **∀** for every, **∃** there
is, **⇒** if … then. A dash as in *epoch′* means the value after a step. **⊥** is nobody. What exactly a step is, and
what is counted as a state, is written in [Semantics](../semantics.md).`;
