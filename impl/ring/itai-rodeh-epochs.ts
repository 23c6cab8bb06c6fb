import type { Epochs } from "../../spec/epochs.ts";
import type { IdentityMessage, ItaiRodeh } from "../../spec/ring/itai-rodeh.ts";

/**
 * Where rounds occur in Itai and Rodeh's algorithm: in whoever draws or is active, and in the identities under way.
 * How many places a message has come is no epoch: it is compared with the size of the ring.
 */
export const itaiRodehEpochs: Epochs<ItaiRodeh> = {
  state: (state, shift) => {
    const inRound = <T extends { readonly round: number }>(value: T): T => ({ ...value, round: shift(value.round) });
    switch (state.role) {
      case "drawing":
        return { ...inRound(state), kept: state.kept.map((message): IdentityMessage => inRound(message)) };
      case "active":
        return inRound(state);
      default:
        return state;
    }
  },
  message: (message, shift) => (message.type === "identity" ? { ...message, round: shift(message.round) } : message),
};
