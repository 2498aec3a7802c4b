import { z } from "zod";
import { email, positive, slug } from "./fields";

const alert = z.strictObject({
  /** Percentage of the limit at which an alert is sent. */
  percent: z.number().positive(),
  /** Compare the forecast for the month instead of the actual cost. */
  forecast: z.boolean().default(false),
  emails: z.array(email).min(1).max(10),
});

/** Limits of the account's cost, and the recipients of their alerts. AWS reports cost hours after it is incurred. */
export const costsSchema = z.strictObject({
  budgets: z.array(
    z.strictObject({
      name: z.string().max(100),
      /** Limit in US dollars. */
      limitUsd: z.number().positive(),
      period: z.enum(["daily", "monthly"]).default("monthly"),
      alerts: z.array(alert).min(1).max(5),
    }),
  ),

  /** Detection of unusual cost. An account has it once, so it requires `account.createDefaults`. @default none */
  anomalies: z
    .strictObject({
      threshold: z.union([
        /** Minimum impact in US dollars. */
        z.strictObject({ usd: positive }),
        /** Minimum impact in percent of the expected cost. */
        z.strictObject({ percent: positive }),
      ]),
      /** Mailboxes get a daily summary; with `"immediate"`, each anomaly is published to the topic for warnings. */
      recipients: z.union([z.literal("immediate"), z.array(email).min(1).max(10)]),
    })
    .optional(),

  /**
   * Monthly charges in US dollars, each with an alarm. CloudWatch publishes charges only in us-east-1. @default none
   */
  billingAlarmsUsd: z.array(positive).default([]),

  /** Daily export of usage and its cost, for reports. The name of its bucket is unique in all of AWS. @default none */
  usageExport: z.strictObject({ bucket: slug, retentionDays: positive }).optional(),

  /**
   * Tags by which Cost Explorer splits cost. AWS can activate a tag only a day after its first use, and only in the
   * account that pays. Leave the tags out in the first apply, and always when another account pays.
   * @default none
   */
  allocationTags: z.array(z.string()).default([]),
});

export type CostSettings = z.infer<typeof costsSchema>;
