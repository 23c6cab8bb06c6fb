/**
 * Changes by hand of what decides claims over runs that go on for ever, each a
 * mistake that one could make. `npm run mutants:liveness` tries them all.
 */

/** One change, in a file of model/liveness. */
export interface LivenessMutant {
  readonly file: string;
  /** What is changed: stands in the file once. */
  readonly original: string;
  readonly replacement: string;
  /** Why it is no harm that nobody notices it, where nobody does. */
  readonly harmless?: string;
}

const inFile = (file: string, ...changes: readonly (readonly [string, string, string?])[]): readonly LivenessMutant[] =>
  changes.map(([original, replacement, harmless]) => ({
    file: `model/liveness/${file}`,
    original,
    replacement,
    ...(harmless === undefined ? {} : { harmless }),
  }));

export const livenessMutants: readonly LivenessMutant[] = [
  ...inFile(
    "fair-cycles.ts",
    ["this.#count.enabled(duty) === members.length", "this.#count.enabled(duty) > 0"],
    [
      "isStrong[duty] === false && this.#count.enabled(duty)",
      "this.#count.enabled(duty)",
      "a strong duty that can be fulfilled in every state and never is takes all of them away below, too",
    ],
    ["!this.#count.isTaken(duty) && !(rises && hasEpochs[duty])", "!this.#count.isTaken(duty)"],
    ["!this.#count.isTaken(duty) && !(rises && hasEpochs[duty])", "!(rises && hasEpochs[duty])"],
    ["if (strong.length === 0) {", "if (strong.length <= 1) {"],
    ["return !owes;", "return owes;"],
    ["if (left.length > 0) this.#divideAnew(left);", ""],
    ["staying === 0 || staying === to - from", "staying !== 1"],
    ["this.#dead.fill(1, from, to);", "this.#dead.fill(1, from, to - 1);"],
    ["target !== beyond && this.#dead[edge] === 0 &&", "target !== beyond &&"],
    ["through !== undefined && !members.some((state) => through[state] === 1)", "false"],
    ["isRandom && this.#graph.hasChoices && this.#cutRisks", "this.#graph.hasChoices && this.#cutRisks"],
    ["if (this.#wanted.within[state] === 1) members.push(state);", "members.push(state);"],
    ["for (const duty of this.met) this.#enabled[duty] = this.#taken[duty] = 0;", ""],
    ["if (this.#last[duty] !== state) {", "if (this.#last[duty] !== -2) {"],
    ["if (isTaken) this.#taken[duty] = 1;", "this.#taken[duty] = 1;"],
  ),
  ...inFile(
    "components.ts",
    ["Math.min(earliest[state]!, met[target]!)", "earliest[state]!"],
    ["dead[edge] === 1 || region[target] !== number", "region[target] !== number"],
    ["for (let i = 0; i < members.length; i++) met[members[i]!] = 0;", ""],
  ),
  ...inFile(
    "errands.ts",
    ["this.#owed.size === 0 && this.#outcomes.size === 0", "this.#owed.size === 0"],
    ["&& !this.#passes && !this.#lowers", "&& !this.#lowers"],
    ["&& !this.#passes && !this.#lowers", "&& !this.#passes"],
    [
      "for (const duty of this.#weak) if (!still.has(duty)) this.#pay(duty);",
      "for (const duty of this.#weak) this.#pay(duty);",
    ],
  ),
  ...inFile(
    "lasso.ts",
    ["if (!isRandom) return;", "return;"],
    ["} while (states.at(-1) !== start);", "} while (states.length < 0);"],
    ["if (seen.has(other)) continue;", "if (seen.has(other) || other === from) continue;"],
  ),
  ...inFile(
    "duties.ts",
    ["process < 0 ? own :", "process < 9 ? own :"],
    ['if (type === "fault") return [];', 'if (type === "fault") return duty("fault", "weak");'],
    ['isStrong.push(obligation === "strong")', "isStrong.push(false)"],
  ),
  ...inFile(
    "decide.ts",
    ["recovers[state] === 0 && isUnknown[state] === 0", "recovers[state] === 0"],
    ['if (isWhole(graph)) return { verdict: "holds", about };', 'return { verdict: "holds", about };'],
    ["graph.unfinished === null && recovers.every((can) => can === 1)", "graph.unfinished === null"],
    ["graph.unfinished === null && recovers.every((can) => can === 1)", "recovers.every((can) => can === 1)"],
    ["graph.unfinished === null && wayOfWaiting", "wayOfWaiting"],
    [": isWhole(graph);", ": true;"],
    [
      "isRandom && find(false) !== null",
      "find(false) !== null",
      "where nothing is random, that is what was looked for already, and not found",
    ],
    ['fairness.durations === "random" && graph.hasChoices', "graph.hasChoices"],
    ["fromTheBeginning: false }, through: bad };", "fromTheBeginning: false } };"],
  ),
  ...inFile(
    "way.ts",
    ["if (lasts[target] === 1) visit(edge, waits(target));", "visit(edge, waits(target));"],
    ["begins[state] === 1 && lasts[state] === 1", "begins[state] === 1"],
    ["} else if (!fromTheBeginning) {", "} else {"],
  ),
  ...inFile(
    "graph.ts",
    ["lowered > 0 && target !== beyond ?", "lowered < 0 ?"],
    ["if ((code & 1) === 1) this.hasChoices = true;", ""],
    ["if (this.targets[edge] === beyond) return true;", ""],
  ),
  ...inFile(
    "events.ts",
    ["i > 0 && moves[i - 1]!.action === move.action", "i > 0"],
    ["i > 0 && moves[i - 1]!.action === move.action", "i < 0"],
    ["key: arrivalKey(position, label)", "key: arrivalKey(0, label)"],
    ["key: arrivalKey(position, label)", "key: arrivalKey(position, 0)"],
  ),
];
