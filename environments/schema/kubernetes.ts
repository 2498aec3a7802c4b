import { eksVersionProblem } from "@modules/aws/tables/eks-versions";
import { z } from "zod";
import { adminCidrs, checkedText, count, instanceType, positive } from "./fields";

/** A runner of GitHub Actions in the VPC of the primary region. */
const runnerSchema = z.strictObject({
  /** ARN of the connection to GitHub, which an owner of the repository must complete in the console. */
  connectionArn: z.string().regex(/^arn:aws[a-z-]*:codeconnections:[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/, {
    error: "must be the ARN of a connection of CodeConnections",
  }),
});

export type RunnerSettings = z.infer<typeof runnerSchema>;

/** An EKS cluster without its nodes. */
export const clusterSchema = z.strictObject({
  /** Kubernetes version in standard support of EKS. It can only be raised, one minor version at a time. */
  version: checkedText(eksVersionProblem),
  /** The owner's networks that may connect to the cluster's endpoint from outside the VPC. */
  adminCidrs,
  /**
   * Runner for the pipeline's applies. @default none: GitHub's runners cannot connect to clusters, so people apply the
   * stacks inside clusters
   */
  runner: runnerSchema.optional(),
  /**
   * ARN of a secret with a login of Docker Hub, in the cluster's region; its name begins with `ecr-pullthroughcache/`,
   * and it has the fields `username` and `accessToken`. With it, nodes pull images of Docker Hub through ECR, so that
   * they do not share Docker Hub's limit of anonymous pulls with all hosts behind the same NAT gateway. Create the
   * secret before the first apply.
   * @default nodes pull from Docker Hub without a login
   */
  dockerHubSecretArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/, {
      error: "must be the ARN of a secret whose name begins with ecr-pullthroughcache/",
    })
    .optional(),
  /** Names of account roles whose holders may administer the cluster. */
  administrators: z.array(z.string()),
});

export type ClusterSettings = z.infer<typeof clusterSchema>;

/** A managed node group. */
export const nodeGroupSchema = z.strictObject({
  instanceTypes: z.array(instanceType).min(1),
  min: count,
  /** Number of nodes of a new group; the autoscaler changes it afterwards. */
  desired: count,
  max: positive,
});

export type NodeGroupSettings = z.infer<typeof nodeGroupSchema>;
