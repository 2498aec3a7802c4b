import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import type { ITargetGroup } from "../load-balancing/target-group";
import { grant, type IRole } from "../security/role";
import type { IEksCluster } from "./eks-cluster";
import { addPodIdentity } from "./pod-identity";

export interface LoadBalancerControllerIdentityProps {
  readonly cluster: IEksCluster;

  /** Target groups that pods are registered with, by a name. */
  readonly targetGroups: Readonly<Record<string, Pick<ITargetGroup, "arn">>>;

  /** Arguments of the role that replace what this module sets. @default none */
  readonly overrides?: Partial<IamRoleConfig>;
}

/**
 * The role of an AWS Load Balancer Controller that registers pods with existing target groups by TargetGroupBindings,
 * and does not create load balancers. It has only the permissions of the published policy that TargetGroupBindings
 * need.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export class LoadBalancerControllerIdentity extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: LoadBalancerControllerIdentityProps) {
    super(scope, id);
    const { cluster, targetGroups, overrides } = props;
    const groups = Object.values(targetGroups);
    checkLength(this, "targetGroups", groups, 1);
    const role = addPodIdentity(this, {
      name: `${cluster.physicalName}-load-balancing`,
      cluster,
      namespace: "kube-system",
      serviceAccount: "aws-load-balancer-controller",
      overrides,
    });
    this.arn = role.arn;
    this.name = role.name;
    grant(
      this,
      "register-pods",
      {
        actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        resources: groups.map(({ arn }) => arn),
      },
      // `Describe*` actions do not support resource-level permissions.
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
