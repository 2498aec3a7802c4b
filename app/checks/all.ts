import { argumentFaults } from "./arguments";
import type { Check } from "./check";
import { constructFaults } from "./constructs";
import { nameFaults, tagFaults } from "./names";
import { networkFaults } from "./networks";
import { peeringFaults } from "./peerings";
import { providerFaults } from "./providers";
import { quotaFaults } from "./quotas";
import { reachabilityFaults } from "./reachability";
import { referenceFaults } from "./references";
import { remoteStateFaults } from "./remote-state";
import { secretFaults } from "./secrets";
import { tokenFaults } from "./tokens";
import { addressFaults, stackFaults } from "./unique-addresses";
import { uniqueNameFaults } from "./unique-names";

/** In the order their faults are reported: what confuses the others comes first. */
export const checks: readonly Check[] = [
  constructFaults,
  addressFaults,
  stackFaults,
  tokenFaults,
  referenceFaults,
  remoteStateFaults,
  providerFaults,
  nameFaults,
  uniqueNameFaults,
  tagFaults,
  argumentFaults,
  secretFaults,
  networkFaults,
  peeringFaults,
  reachabilityFaults,
  quotaFaults,
];
