/** The part of an environment that is in Google Cloud; a platform adds its own fields. */
import { z } from "zod";
import { adminCidr, cidr, slug } from "./fields";

const googleRegion = z
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

export type GoogleSettings = z.infer<typeof googleSchema>;
