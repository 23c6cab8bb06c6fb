/** The reducers that the exhibits are made of. */
import type { Place } from "../exhibit.ts";

export const raftPlace: Place = { algorithm: "raft", file: "impl/raft/raft.ts", protocol: "raft" };
export const raftProductionPlace: Place = {
  algorithm: "raft-production",
  file: "impl/raft-production/production.ts",
  protocol: "raftProduction",
};
export const bullyPlace: Place = { algorithm: "bully", file: "impl/bully/bully.ts", protocol: "bully" };
export const tokenRingPlace: Place = {
  algorithm: "token-ring",
  file: "impl/ring/token-ring.ts",
  protocol: "tokenRing",
};
export const changRobertsPlace: Place = {
  algorithm: "chang-roberts",
  file: "impl/ring/chang-roberts.ts",
  protocol: "changRoberts",
};
export const synodPlace: Place = { algorithm: "synod", file: "impl/paxos/synod.ts", protocol: "synod" };
export const stollerPlace: Place = { algorithm: "stoller", file: "impl/stoller/stoller.ts", protocol: "stoller" };
export const invitationPlace: Place = {
  algorithm: "invitation",
  file: "impl/invitation/invitation.ts",
  protocol: "invitation",
};
