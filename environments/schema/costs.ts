import { z } from "zod";
import { email, positive, slug } from "./fields";

const alert = z.strictObject({
  /** Percentage of the limit that is told. */
  percent: z.number().positive(),
  /** Compare what AWS forecasts for the month instead of what was spent. */
  forecast: z.boolean().default(false),
  emails: z.array(email).min(1).max(10),
});

/** Limits of the account's cost, and the recipients of their alerts. AWS reports cost hours after it arises. */
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

  /** Detection of unusual cost, which an account has once: `account.createDefaults` makes it. @default none */
  anomalies: z
    .strictObject({
      threshold: z.union([
        /** Impact in US dollars. */
        z.strictObject({ usd: positive }),
        /** Impact in percent of the expected cost. */
        z.strictObject({ percent: positive }),
      ]),
      /** Mailboxes get a daily summary; `"immediate"` publishes each anomaly to the topic of warnings. */
      recipients: z.union([z.literal("immediate"), z.array(email).min(1).max(10)]),
    })
    .optional(),

  /** Charges of the month in US dollars, each with an alarm. CloudWatch knows charges in us-east-1 only. @default none */
  billingAlarmsUsd: z.array(positive).default([]),

  /** Daily export of usage and its cost, for reports. The name of its bucket is unique in all of AWS. @default none */
  usageExport: z.strictObject({ bucket: slug, retentionDays: positive }).optional(),

  /**
   * Tags by which Cost Explorer splits cost. AWS activates a tag a day after its first use, and in the account that pays
   * alone: leave them out for the first apply, and where another account pays.
   * @default none
   */
  allocationTags: z.array(z.string()).default([]),
});

export type CostSettings = z.infer<typeof costsSchema>;
