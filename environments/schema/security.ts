/** Security settings of an environment. */
import { z } from "zod";
import { logRetentionDays } from "./fields";

/** Security settings of every region; a platform adds its own. */
export const securitySchema = z.strictObject({
  /** Detect threats with GuardDuty. */
  guardDuty: z.boolean(),
  /**
   * Sources that GuardDuty analyzes in addition to flow logs, DNS queries and management events. Each is billed
   * separately.
   */
  guardDutyProtections: z
    .array(
      z.enum(["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]),
    )
    .default([]),
  /** Days in which the deletion of a key can be canceled, 7 to 30. */
  keyDeletionWindowDays: z.int().min(7).max(30),
  /**
   * Use FIPS-validated cryptography: at AWS endpoints, which only regions of the United States and Canada have, in the
   * listeners of public load balancers, and on EKS nodes without GPUs. Budgets, Cost Explorer, Data Exports and chat
   * have no FIPS endpoints, so their usual endpoints are used.
   * https://aws.amazon.com/compliance/fips/
   */
  fips: z.boolean().default(false),
  /** Days that logs are kept; `network.flowLogRetentionDays` is for flow logs. */
  logRetentionDays,
});
