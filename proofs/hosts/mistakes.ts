/** What a host may do wrong, each as a few changed lines of the interpreter, with the claim that catches it. */
import type { Replacement } from "../museum/patch.ts";

/** The file whose text is changed. */
export const interpreterFile = "impl/hosts/interpreter.ts";

export interface Mistake {
  readonly name: string;
  readonly change: readonly Replacement[];
  readonly claim: string;
  /** The network on which it shows; `fifo` by default. */
  readonly network?: "unordered";
  /** The length of the shortest trace that shows it. */
  readonly steps: number;
}

export const mistakes: readonly Mistake[] = [
  {
    name: "messages leave before what is durable is on the disk",
    change: [
      [
        'return [{ ...stepped, held: effects }, ...begun, { type: "write", durable }];',
        'return append([...begun, { type: "write", durable }], carryOut(protocol, cluster, { ...stepped, held: [] }, effects));',
      ],
    ],
    claim: "disk before messages",
    steps: 7,
  },
  {
    name: "the boot is not written before anybody hears of it",
    change: [
      ['{ type: "start" }, { mustWrite: true });', '{ type: "start" });'],
      ["const isDurable = !mustWrite && (", 'const isDurable = event.type === "start" || ('],
    ],
    claim: "disk before messages",
    steps: 13,
  },
  {
    name: "what happens during a write does not wait for its end",
    change: [["if (hosted.held !== null) return [{ ...hosted, waiting: [...hosted.waiting, input] }];", ""]],
    claim: "disk before messages",
    steps: 15,
  },
  {
    name: "a timer that was cancelled fires",
    change: [["if (hosted.armed[timer] !== arming) return [hosted];", ""]],
    claim: "a timer fires that is not armed",
    steps: 16,
  },
  {
    name: "a timer that was set anew fires by its earlier arming",
    change: [
      [
        "if (hosted.armed[timer] !== arming) return [hosted];",
        "if (hosted.armed[timer] === undefined) return [hosted];",
      ],
    ],
    claim: "late rings do nothing",
    steps: 14,
  },
  {
    name: "a message reaches a newer incarnation",
    change: [["if (to !== null && to !== hosted.incarnation)", "if (to !== null && to > hosted.incarnation)"]],
    claim: "an incarnation gets the answer to another",
    steps: 22,
  },
  {
    name: "an earlier incarnation is heard after a later one",
    change: [["if (latest !== undefined && incarnation < latest)", "if (latest !== undefined && incarnation < 0)"]],
    claim: "an incarnation gets the answer to another",
    network: "unordered",
    steps: 30,
  },
  {
    name: "effects of a step change their order",
    change: [["  const turn = effects.reduce<Turn<V>>(", "  const turn = effects.toReversed().reduce<Turn<V>>("]],
    claim: "messages change their order",
    steps: 13,
  },
];
