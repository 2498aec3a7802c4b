import { z } from "zod";
import { adminCidr, count, positive } from "./fields";

/** A Kubernetes cluster, its nodes aside. */
export const clusterSchema = z.strictObject({
  /** Kubernetes version in standard support of EKS; only ever raised, one minor at a time. */
  version: z.string(),
  /** The owner's. Networks that may reach the cluster's endpoint from outside the VPC. */
  adminCidrs: z.array(adminCidr).min(1, { error: "must name at least one network" }),
  /** Account roles, by name, whose holders administer the cluster. */
  administrators: z.array(z.string()),
});

export type ClusterSettings = z.infer<typeof clusterSchema>;

export const nodeGroupSchema = z.strictObject({
  instanceTypes: z.array(z.string()).min(1),
  min: count,
  /** When the group is made; what scales it decides from then on. */
  desired: count,
  max: positive,
});
