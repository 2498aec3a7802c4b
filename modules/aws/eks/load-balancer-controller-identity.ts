import type { Construct } from "constructs";
import type { ITargetGroup } from "../load-balancing/target-group";
import { grant } from "../security/role";
import type { EksCluster } from "./eks-cluster";
import { PodIdentity } from "./pod-identity";

export interface LoadBalancerControllerIdentityProps {
  readonly cluster: EksCluster;

  /** Of the load balancers that lead to pods, by a name for each. */
  readonly targetGroups: Readonly<Record<string, ITargetGroup>>;
}

/**
 * The role of the AWS Load Balancer Controller where it makes no load balancer, but
 * only registers pods with target groups there are: what bindings of target groups
 * need of the policy AWS publishes for it.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export class LoadBalancerControllerIdentity extends PodIdentity {
  constructor(scope: Construct, id: string, { cluster, targetGroups }: LoadBalancerControllerIdentityProps) {
    super(scope, id, {
      name: `${cluster.physicalName}-load-balancing`,
      cluster,
      namespace: "kube-system",
      serviceAccount: "aws-load-balancer-controller",
    });
    const groups = Object.values(targetGroups);
    if (groups.length === 0) {
      throw new Error(`${this.node.path}: targetGroups must be at least one, got 0`);
    }
    grant(
      this,
      "register-pods",
      {
        actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        resources: groups.map(({ arn }) => arn),
      },
      // Looking knows no resource.
      {
        actions: [
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeInstances",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
        ],
        resources: ["*"],
      },
    );
  }
}
