import { z } from "zod";
import { adminCidrs, count, instanceType, positive } from "./fields";

/** Runner of GitHub Actions in the VPC of the primary region. */
const runnerSchema = z.strictObject({
  /** ARN of the connection to GitHub, which an owner of the repository completes in the console. */
  connectionArn: z.string().regex(/^arn:aws[a-z-]*:codeconnections:[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/, {
    error: "must be the ARN of a connection of CodeConnections",
  }),
});

export type RunnerSettings = z.infer<typeof runnerSchema>;

/** An EKS cluster without its nodes. */
export const clusterSchema = z.strictObject({
  /** Kubernetes version in standard support of EKS. It is only ever raised, one minor version at a time. */
  version: z.string(),
  /** The owner's networks that reach the cluster's endpoint from outside the VPC. */
  adminCidrs,
  /** Runner of the pipeline's applies. @default GitHub's runners, which reach no cluster: people apply what is inside */
  runner: runnerSchema.optional(),
  /**
   * ARN of a secret with a login of Docker Hub, in the cluster's region; its name begins with `ecr-pullthroughcache/`, and
   * it has the fields `username` and `accessToken`. Nodes then pull images of Docker Hub through ECR, and do not share the
   * limit of anonymous pulls with everything behind the same NAT gateway. Make the secret before the first apply.
   * @default nodes pull from Docker Hub without a login
   */
  dockerHubSecretArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/, {
      error: "must be the ARN of a secret whose name begins with ecr-pullthroughcache/",
    })
    .optional(),
  /** Names of account roles whose holders administer the cluster. */
  administrators: z.array(z.string()),
});

export type ClusterSettings = z.infer<typeof clusterSchema>;

/** A managed node group. */
export const nodeGroupSchema = z.strictObject({
  instanceTypes: z.array(instanceType).min(1),
  min: count,
  /** Nodes of a new group; the autoscaler changes the number afterwards. */
  desired: count,
  max: positive,
});

export type NodeGroupSettings = z.infer<typeof nodeGroupSchema>;
