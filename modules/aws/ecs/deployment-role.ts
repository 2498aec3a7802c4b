import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { arn } from "../account";
import type { IListener } from "../load-balancing/https-listener";
import type { ListenerRule } from "../load-balancing/listener-rule";
import { grant, Role } from "../security/role";
import type { FargateService } from "./fargate-service";

/** A listener and one of its rules. */
export interface Route {
  readonly listener: Pick<IListener, "arn">;
  readonly rule: Pick<ListenerRule, "arn">;
}

interface Deployment {
  readonly service: FargateService;
  readonly production: Route;
  readonly test?: Route;
}

/** Adds CodeDeploy's role with the necessary permissions of AWSCodeDeployRoleForECS, limited to this service. */
export function addDeploymentRole(
  scope: Construct,
  { service, production, test }: Deployment,
  alarms: readonly CloudwatchMetricAlarm[],
): Role {
  const { cluster, task } = service;
  const role = new Role(scope, "role", {
    name: `${task.name}-deployment`,
    assumedBy: {
      principals: { Service: "codedeploy.amazonaws.com" },
      conditions: { ArnLike: { "aws:SourceArn": arn(scope, "codedeploy", `deploymentgroup:${task.name}/*`) } },
    },
  });
  grant(
    role,
    "deploy",
    {
      actions: ["ecs:DescribeServices", "ecs:CreateTaskSet", "ecs:UpdateServicePrimaryTaskSet", "ecs:DeleteTaskSet"],
      resources: [service.arn, arn(scope, "ecs", `task-set/${cluster.name}/${service.name}/*`)],
    },
    // A task set's ARN is unknown before it exists, so condition keys limit the cluster and the service.
    {
      actions: ["ecs:CreateTaskSet"],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:cluster": cluster.arn, "ecs:service": service.arn } },
    },
    {
      actions: ["iam:PassRole"],
      resources: [task.role.arn, task.executionRole.arn],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  );
  grant(
    role,
    "move-traffic",
    {
      actions: ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
      resources: [production, ...(test ? [test] : [])].flatMap(({ listener, rule }) => [listener.arn, rule.arn]),
    },
    // `Describe*` actions of Elastic Load Balancing do not support resource-level permissions.
    {
      actions: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
      ],
      resources: ["*"],
    },
  );
  grant(role, "watch", { actions: ["cloudwatch:DescribeAlarms"], resources: alarms.map((alarm) => alarm.arn) });
  return role;
}
