/** Settings of an environment with a Google Cloud project; a platform adds its own fields. */
import { SEVERITIES } from "@modules/core/severity";
import { LOG_RETENTION_DAYS } from "@modules/google/limits";
import { GOOGLE_QUOTA_NAMES } from "@modules/google/quotas";
import { z } from "zod";
import { type Fault, type Given, listOf } from "./faults";
import { adminCidrs, cidr, domain, slug } from "./fields";

const googleRegion = z
  .string()
  .regex(/^[a-z]+-[a-z]+\d$/, { error: "must be a Google Cloud region such as us-central1" });

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects */
const projectId = z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, {
  error: "must be a project id: 6 to 30 lower-case letters, digits and hyphens, a letter first, no hyphen at the end",
});

const subnet = z.strictObject({
  /** Block for the addresses of instances and nodes. */
  cidr,
  /** Block for the addresses of a cluster's pods; GKE gives a /24 of it to each node. */
  podsCidr: cidr.optional(),
  /** Block for the addresses of a cluster's Services. */
  servicesCidr: cidr.optional(),
});

const googleZone = z
  .string()
  .regex(/^[a-z]+-[a-z]+\d-[a-z]$/, { error: "must be a zone of Google Cloud such as us-central1-a" });

/** Zones of Google Cloud, `<region>-<letter>`. */
export const googleZones = z.array(googleZone).min(1, { error: "must name at least one zone" });

export const googleSchema = z.strictObject({
  /** The owner's project, which only this environment uses. Link its billing account before the first apply. */
  project: z.strictObject({
    id: projectId,
    /** `projectNumber` in the output of `gcloud projects describe`. */
    number: z.string().regex(/^\d{6,14}$/, { error: "must be a project number, digits in a string" }),
  }),
  region: googleRegion,
  /**
   * Quotas of the project and of its region, by their names in `modules/google/quotas.ts`. `gcloud compute regions
   * describe REGION` and `gcloud compute project-info describe` print them.
   */
  quotas: z.partialRecord(z.enum(GOOGLE_QUOTA_NAMES), z.int().min(0)),
  network: z.strictObject({
    /** Subnets of the region, by name. */
    subnets: z.record(slug, subnet),
    /** Block for the addresses of Google's managed services, such as Cloud SQL. */
    servicesCidr: cidr,
    /** Days that flow logs are kept, 1 to 3650. */
    flowLogRetentionDays: z.int().min(LOG_RETENTION_DAYS.min).max(LOG_RETENTION_DAYS.max),
  }),
  /** The owner's networks that may connect to the cluster's endpoint from outside the VPC. */
  adminCidrs,

  monitoring: z.strictObject({
    /** Severities that have alert policies; `alerts` of the environment names their recipients. */
    severities: z.array(z.enum(SEVERITIES)).min(1, { error: "must name at least one severity" }),
    /** Create a dashboard. */
    dashboard: z.boolean(),
    /** Public host names that Google's uptime checks request every minute, by a name for the check. @default none */
    uptimeChecks: z
      .record(
        slug,
        z.strictObject({
          host: domain,
          /** Path whose response must have a status of 200 to 299. */
          path: z.string().regex(/^\/\S*$/, { error: "must be an absolute path such as /health" }),
        }),
      )
      .default({}),
  }),

  /** Limit of the project's monthly cost. Google reports cost hours after it is incurred. @default none */
  budget: z
    .strictObject({
      /** The owner's billing account, whose currency must be US dollars. */
      billingAccount: z.string().regex(/^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/, {
        error: "must be a billing account such as 012345-567890-ABCDEF; `gcloud billing accounts list` prints it",
      }),
      /** Limit in whole US dollars. */
      limitUsd: z.int().min(1),
      /**
       * Percentages of the limit at which Google sends mail to `alerts.emails`, for the actual cost or for the forecast
       * of the month.
       */
      alerts: z
        .array(z.strictObject({ percent: z.number().min(1).max(1000), forecast: z.boolean().default(false) }))
        .min(1)
        .max(10),
    })
    .optional(),
});

export type GoogleSettings = z.infer<typeof googleSchema>;
export type GoogleBudgetSettings = NonNullable<GoogleSettings["budget"]>;

/**
 * Every zone must be in the region. When no zone is, the region is probably wrong, and only it gets a fault.
 *
 * @param zones lists of zones by their path in the environment
 */
export function googleZoneFaults(
  region: string | undefined,
  zones: Readonly<Record<string, Given<readonly string[]>>>,
): Fault[] {
  if (!googleRegion.safeParse(region).success) {
    return [];
  }
  const placed = Object.entries(zones).flatMap(([path, names]) =>
    listOf(names).map((zone: unknown, index) => ({ path: [...path.split("."), String(index)], zone })),
  );
  const known = placed.filter((one): one is { path: string[]; zone: string } => googleZone.safeParse(one.zone).success);
  const strays = known.filter(({ zone }) => !zone.startsWith(`${region}-`));
  if (strays.length > 0 && strays.length === known.length) {
    const names = [...new Set(strays.map(({ zone }) => zone))].join(", ");
    return [{ path: ["google", "region"], message: `must be the region of its zones (${names})`, input: region }];
  }
  return strays.map(({ path, zone }) => ({
    path,
    message: `must be a zone of ${region}; take another, or move the region`,
    input: zone,
  }));
}
