import { bullyModel } from "../../impl/bully/model.ts";
import type { Bully } from "../../spec/bully/vocabulary.ts";
import type { Model } from "../../spec/model.ts";
import { anyModel } from "../registry.ts";

/**
 * The Bully algorithm in which the top process leads already as all begin: every
 * other one begins by hearing its Coordinator.
 *
 * @remarks
 * What can happen after a crash at rest is the same as in the algorithm itself
 * (a test compares the two), and the first election, whose
 * schedules are by far the most of all, need not be gone through.
 */
export const bullyAtRest: Model = anyModel({
  ...bullyModel,
  protocol: {
    ...bullyModel.protocol,
    step: (cluster, state, event) => {
      const { step } = bullyModel.protocol;
      const top = Math.max(...cluster.processes);
      if (event.type !== "start" || cluster.self === top) return step(cluster, state, event);
      return step(cluster, state, { type: "receive", from: top, message: { type: "Coordinator" } });
    },
  },
} satisfies Model<Bully>);
