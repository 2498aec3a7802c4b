import { ThreatDetection } from "@modules/aws/security/threat-detection";
import type { Construct } from "constructs";

/** GuardDuty that also analyzes the audit logs of EKS clusters and the data events of buckets. */
export function example(scope: Construct): void {
  new ThreatDetection(scope, "threats", { protections: ["EKS_AUDIT_LOGS", "S3_DATA_EVENTS"] });
}
