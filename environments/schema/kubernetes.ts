import { z } from "zod";
import { adminCidrs, count, positive } from "./fields";

/** An EKS cluster without its nodes. */
export const clusterSchema = z.strictObject({
  /** Kubernetes version in standard support of EKS. It is only ever raised, one minor version at a time. */
  version: z.string(),
  /** The owner's networks that reach the cluster's endpoint from outside the VPC. */
  adminCidrs,
  /** Names of account roles whose holders administer the cluster. */
  administrators: z.array(z.string()),
});

export type ClusterSettings = z.infer<typeof clusterSchema>;

/** A managed node group. */
export const nodeGroupSchema = z.strictObject({
  instanceTypes: z.array(z.string()).min(1),
  min: count,
  /** Nodes of a new group; the autoscaler changes the number afterwards. */
  desired: count,
  max: positive,
});

export type NodeGroupSettings = z.infer<typeof nodeGroupSchema>;
