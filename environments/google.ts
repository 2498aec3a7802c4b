/** The part of an environment that is in Google Cloud; a platform adds its own fields. */
import { z } from "zod";
import { adminCidr, cidr, slug } from "./fields";

export const googleRegion = z
  .string()
  .regex(/^[a-z]+-[a-z]+\d$/, { error: "must be a Google Cloud region such as us-central1" });

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects */
const projectId = z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, {
  error: "must be a project id: 6 to 30 lower-case letters, digits and hyphens, a letter first, no hyphen at the end",
});

const subnet = z.strictObject({
  /** Addresses of instances and nodes. */
  cidr,
  /** Addresses of a cluster's pods; a node takes a /24 of them. */
  podsCidr: cidr.optional(),
  /** Addresses of a cluster's services. */
  servicesCidr: cidr.optional(),
});

export const googleSchema = z.strictObject({
  /** The owner's. One environment each; its billing account is linked before anything is applied. */
  project: z.strictObject({
    id: projectId,
    /** As `gcloud projects describe` shows it. */
    number: z.string().regex(/^\d{6,14}$/, { error: "must be a project number, digits in a string" }),
  }),
  region: googleRegion,
  network: z.strictObject({
    /** By name; all in the region. */
    subnets: z.record(slug, subnet),
    /** Addresses that Google's managed services, such as Cloud SQL, take theirs of. */
    servicesCidr: cidr,
    /** Days flow logs are kept. */
    flowLogRetentionDays: z.int().min(1).max(3650),
  }),
  /** The owner's. Networks that may reach the cluster's endpoint from outside the VPC. */
  adminCidrs: z.array(adminCidr).min(1, { error: "must name at least one network" }),
});

/** A PostgreSQL server on Cloud SQL, whose data comes from the one on AWS; see the runbooks on its replication. */
export const cloudSqlSchema = z.strictObject({
  /** No older than on AWS, whose changes it takes in. */
  version: z.string().regex(/^POSTGRES_\d+$/, { error: "must be a version of Cloud SQL such as POSTGRES_15" }),
  tier: z.string().regex(/^db-custom-\d+-\d+$/, {
    error: "must be db-custom-<vCPUs>-<MiB of memory> such as db-custom-4-16384",
  }),
  /** Storage to begin with, GiB. */
  storageGibibytes: z.int().min(10, { error: "must be at least 10 GiB" }),
  /** Storage grows by itself to this, GiB. */
  maxStorageGibibytes: z.int().min(10, { error: "must be at least 10 GiB" }),
  /** A standby in a second zone takes over by itself. */
  highAvailability: z.boolean(),
  /** Daily backups that are kept. */
  retainedBackups: z.int().min(7, { error: "must be at least 7, the days of point-in-time recovery" }).max(365),
});

export type GoogleSettings = z.infer<typeof googleSchema>;
