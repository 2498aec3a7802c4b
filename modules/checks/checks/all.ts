import { calendarWarnings, type EndWaiver } from "../calendar/calendar";
import { argumentFaults } from "./arguments";
import { attributeFaults } from "./attributes";
import { awsValueFaults } from "./aws-values";
import { boundaryFaults } from "./boundaries";
import type { Check } from "./check";
import { constructFaults } from "./constructs";
import { deliveryPermissionFaults } from "./delivery-permissions";
import { googlePathFaults } from "./google-paths";
import { googlePermissionFaults } from "./google-permissions";
import { googleQuotaFaults, googleQuotaWarnings } from "./google-quotas";
import { googleRoomFaults } from "./google-room";
import { masterPasswordFaults } from "./master-passwords";
import { moveFaults } from "./moves";
import { nameFaults } from "./names";
import { networkPolicyFaults } from "./network-policies";
import { networkFaults } from "./networks";
import { pathFaults } from "./paths";
import { peeringFaults } from "./peerings";
import { podEgressFaults } from "./pod-egress";
import { podIdentityFaults } from "./pod-identities";
import { printedSecretFaults } from "./printed-secrets";
import { programCallFaults } from "./program-calls";
import { projectPolicyFaults } from "./project-policies";
import { missingProviderFaults } from "./providers";
import { quotaFaults, quotaWarnings } from "./quotas";
import { reachabilityFaults } from "./reachability";
import { referenceFaults } from "./references";
import { remoteStateFaults } from "./remote-state";
import { roomFaults } from "./room";
import { rulesetFaults } from "./rulesets";
import { secretFaults } from "./secrets";
import { sessionManagerFaults } from "./session-manager";
import { tagFaults } from "./tags";
import { textFaults } from "./texts";
import { tokenFaults } from "./tokens";
import { duplicateAddressFaults, stackFaults } from "./unique-addresses";
import { uniqueNameFaults } from "./unique-names";

/** Every check, in the order in which faults are reported: a fault comes before the faults that it causes. */
export const checks: readonly Check[] = [
  constructFaults,
  duplicateAddressFaults,
  stackFaults,
  tokenFaults,
  textFaults,
  referenceFaults,
  attributeFaults,
  moveFaults,
  remoteStateFaults,
  missingProviderFaults,
  nameFaults,
  uniqueNameFaults,
  rulesetFaults,
  projectPolicyFaults,
  tagFaults,
  argumentFaults,
  awsValueFaults,
  secretFaults,
  printedSecretFaults,
  masterPasswordFaults,
  deliveryPermissionFaults,
  googlePermissionFaults,
  boundaryFaults,
  programCallFaults,
  networkFaults,
  peeringFaults,
  reachabilityFaults,
  pathFaults,
  sessionManagerFaults,
  googlePathFaults,
  podEgressFaults,
  podIdentityFaults,
  networkPolicyFaults,
  quotaFaults,
  googleQuotaFaults,
  roomFaults,
  googleRoomFaults,
];

export interface WarningOptions {
  /** Ends of support that are accepted for a while. @default none */
  readonly ends?: readonly EndWaiver[];
}

/** Every check whose lines a synthesis prints and survives: quotas that are nearly used up, and ends of support that are near. */
export function warningChecks({ ends }: WarningOptions = {}): readonly Check[] {
  return [quotaWarnings, googleQuotaWarnings, calendarWarnings({ ends })];
}
