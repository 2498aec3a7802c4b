/**
 * Quotas of a Google Cloud project. Resources above a quota fail at apply. Google gives projects different quotas, by
 * their history and their billing account, so that few have a default: https://cloud.google.com/compute/resource-usage
 */

export interface GoogleQuota {
  /** The resources that count, as an error names them. */
  readonly words: string;
  /** Metric of the quota in `gcloud compute regions describe`, or in `gcloud compute project-info describe`. @default none, another service has it */
  readonly metric?: string;
  /** Whether the quota holds in each region or in the whole project. */
  readonly scope: "region" | "account";
  /** @default the project's own */
  readonly limit?: number;
}

/** Quotas by a name of this project; metrics are those of https://cloud.google.com/compute/docs/reference/rest/v1/regions */
export const GOOGLE_QUOTAS = {
  cpus: { metric: "CPUS", words: "vCPUs of E2, N1 and shared-core machines", scope: "region" },
  c2Cpus: { metric: "C2_CPUS", words: "vCPUs of C2 machines", scope: "region" },
  c2dCpus: { metric: "C2D_CPUS", words: "vCPUs of C2D machines", scope: "region" },
  c3Cpus: { metric: "C3_CPUS", words: "vCPUs of C3 machines", scope: "region" },
  n2Cpus: { metric: "N2_CPUS", words: "vCPUs of N2 machines", scope: "region" },
  n2dCpus: { metric: "N2D_CPUS", words: "vCPUs of N2D machines", scope: "region" },
  t2dCpus: { metric: "T2D_CPUS", words: "vCPUs of T2D machines", scope: "region" },
  ssdGigabytes: { metric: "SSD_TOTAL_GB", words: "GB of SSD and balanced persistent disks", scope: "region" },
  diskGigabytes: { metric: "DISKS_TOTAL_GB", words: "GB of standard persistent disks", scope: "region" },
  inUseAddresses: { metric: "IN_USE_ADDRESSES", words: "external addresses of instances", scope: "region" },
  staticAddresses: { metric: "STATIC_ADDRESSES", words: "static external addresses", scope: "region" },
  globalStaticAddresses: { metric: "STATIC_ADDRESSES", words: "global static external addresses", scope: "account" },
  firewalls: { metric: "FIREWALLS", words: "firewall rules", scope: "account" },
  routes: { metric: "ROUTES", words: "static routes", scope: "account" },
  // https://cloud.google.com/sql/docs/postgres/quotas
  sqlInstances: { limit: 1000, words: "Cloud SQL instances", scope: "account" },
  // https://cloud.google.com/memorystore/docs/redis/quotas
  redisGibibytes: { limit: 1024, words: "GiB of Memorystore for Redis", scope: "region" },
} as const satisfies Record<string, GoogleQuota>;

export type GoogleQuotaName = keyof typeof GOOGLE_QUOTAS;

export const GOOGLE_QUOTA_NAMES = Object.keys(GOOGLE_QUOTAS) as GoogleQuotaName[];

/** Quotas of vCPUs by series of machine types. Other series have theirs in the console alone. */
const SERIES: Readonly<Record<string, GoogleQuotaName>> = {
  c2: "c2Cpus",
  c2d: "c2dCpus",
  c3: "c3Cpus",
  custom: "cpus",
  e2: "cpus",
  f1: "cpus",
  g1: "cpus",
  n1: "cpus",
  n2: "n2Cpus",
  n2d: "n2dCpus",
  t2d: "t2dCpus",
};

/** The quota that a machine type counts against, and its vCPUs; undefined for series without a quota here. */
export function cpusOf(type: string): { readonly quota: GoogleQuotaName; readonly count: number } | undefined {
  const quota = SERIES[type.split("-")[0]!];
  const written = /custom-(\d+)-/.exec(type) ?? /-(\d+)$/.exec(type);
  const isSmall = type === "f1-micro" || type === "g1-small";
  return quota && { quota, count: written ? Number(written[1]) : isSmall ? 1 : 2 };
}
