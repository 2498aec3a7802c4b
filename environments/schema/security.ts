/** Guards of an environment's accounts. */
import { z } from "zod";
import { logRetentionDays } from "./fields";

/** Guards that every region has; a platform adds its own. */
export const securitySchema = z.strictObject({
  /** Detect threats with GuardDuty. */
  guardDuty: z.boolean(),
  /** Sources that GuardDuty analyzes besides flow logs, DNS queries and management events. Each has its own price. */
  guardDutyProtections: z
    .array(
      z.enum(["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]),
    )
    .default([]),
  /** Days in which the deletion of a key can be cancelled, 7 to 30. */
  keyDeletionWindowDays: z.int().min(7).max(30),
  /**
   * Use FIPS-validated cryptography: at the endpoints of AWS, which regions of the United States and Canada have, in the
   * listeners of public load balancers, and on nodes of EKS without GPUs. Budgets, Cost Explorer, Data Exports and chat
   * have no such endpoints and are called at their usual ones.
   * https://aws.amazon.com/compliance/fips/
   */
  fips: z.boolean().default(false),
  /** Days that logs are kept; `network.flowLogRetentionDays` is for flow logs. */
  logRetentionDays,
});
