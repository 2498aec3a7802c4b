import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { arn } from "../account";
import type { IApplicationLoadBalancer } from "../load-balancing/application-load-balancer";
import type { IListener } from "../load-balancing/https-listener";
import type { ListenerRule } from "../load-balancing/listener-rule";
import type { ITargetGroup } from "../load-balancing/target-group";
import { grant, type IRole, Role } from "../security/role";
import type { FargateService } from "./fargate-service";

export interface BlueGreenDeploymentProps {
  /** A service with `blue-green` deployments. */
  readonly service: FargateService;

  /** The group the service began with, and the one its successor goes to. */
  readonly targetGroups: { readonly blue: ITargetGroup; readonly green: ITargetGroup };

  /** What the routes belong to. */
  readonly loadBalancer: IApplicationLoadBalancer;

  /** What leads to the blue group: a rule that is declared `blueGreen`, since deployments move it. */
  readonly production: Route;

  /** What shows the successor before production does; leads to the blue group too. @default none */
  readonly test?: Route;

  /**
   * How traffic moves, one of the predefined ways.
   * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
   * @default "ECSCanary10Percent5Minutes": a tenth first, the rest five minutes later
   */
  readonly traffic?: "ECSCanary10Percent5Minutes" | "ECSLinear10PercentEvery1Minutes" | "ECSAllAtOnce";

  /** Answers of 500 and above that either group gives in a minute, twice in a row, before a deployment is taken back. @default 10 */
  readonly maxErrorsPerMinute?: number;

  /** Time the tasks before are kept, so that a rollback needs no start. @default 60 */
  readonly keepPreviousMinutes?: number;
}

/** A rule of a listener. */
export interface Route {
  readonly listener: IListener;
  readonly rule: ListenerRule;
}

/** Deployments that build the successor beside the service, move traffic over, and move it back on failure. */
export class BlueGreenDeployment extends Construct {
  /** Deploys the newest task: what `aws deploy create-deployment --cli-input-json` takes. */
  readonly input: string;

  constructor(scope: Construct, id: string, props: BlueGreenDeploymentProps) {
    super(scope, id);
    const { service, targetGroups, production, test, traffic = "ECSCanary10Percent5Minutes" } = props;
    const { loadBalancer, maxErrorsPerMinute = 10, keepPreviousMinutes = 60 } = props;
    if (service.deployments !== "blue-green") {
      throw new Error(`${this.node.path}: service must have blue-green deployments, got ${service.deployments}`);
    }
    const role = new Role(this, "role", {
      name: `${service.task.name}-deployment`,
      assumedBy: {
        principals: { Service: "codedeploy.amazonaws.com" },
        conditions: {
          ArnLike: { "aws:SourceArn": arn(this, "codedeploy", `deploymentgroup:${service.task.name}/*`) },
        },
      },
    });
    const alarms = Object.entries(targetGroups).map(([color, group]) =>
      this.addAlarm(`${service.task.name}-${color}-errors`, color, loadBalancer, group, maxErrorsPerMinute),
    );
    this.allow(role, props, alarms);
    const application = new CodedeployApp(this, "application", { name: service.task.name, computePlatform: "ECS" });
    const group = new CodedeployDeploymentGroup(this, "Default", {
      appName: application.name,
      deploymentGroupName: service.task.name,
      serviceRoleArn: role.arn,
      deploymentConfigName: `CodeDeployDefault.${traffic}`,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      ecsService: { clusterName: service.cluster.name, serviceName: service.name },
      loadBalancerInfo: {
        targetGroupPairInfo: {
          targetGroup: [{ name: targetGroups.blue.name }, { name: targetGroups.green.name }],
          prodTrafficRoute: { listenerArns: [production.listener.arn] },
          testTrafficRoute: test && { listenerArns: [test.listener.arn] },
        },
      },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: keepPreviousMinutes,
        },
      },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
      },
      alarmConfiguration: { enabled: true, alarms: alarms.map((alarm) => alarm.alarmName) },
      // CodeDeploy tries the role before it accepts the group.
      dependsOn: resourcesOf(role),
    });
    this.input = JSON.stringify({
      applicationName: application.name,
      deploymentGroupName: group.deploymentGroupName,
      revision: { revisionType: "AppSpecContent", appSpecContent: { content: appSpec(service) } },
    });
  }

  private addAlarm(
    alarmName: string,
    color: string,
    loadBalancer: IApplicationLoadBalancer,
    group: ITargetGroup,
    threshold: number,
  ): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, `${color}-errors`, {
      alarmName,
      alarmDescription: "Takes a deployment back",
      namespace: "AWS/ApplicationELB",
      metricName: "HTTPCode_Target_5XX_Count",
      dimensions: { LoadBalancer: loadBalancer.arnSuffix, TargetGroup: group.arnSuffix },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 2,
      threshold,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    });
  }

  /** The part of AWSCodeDeployRoleForECS that this service needs, narrowed to it. */
  private allow(
    role: IRole,
    { service, production, test }: BlueGreenDeploymentProps,
    alarms: readonly CloudwatchMetricAlarm[],
  ): void {
    const { cluster, task } = service;
    grant(
      role,
      "deploy",
      {
        actions: ["ecs:DescribeServices", "ecs:CreateTaskSet", "ecs:UpdateServicePrimaryTaskSet", "ecs:DeleteTaskSet"],
        resources: [service.arn, arn(this, "ecs", `task-set/${cluster.name}/${service.name}/*`)],
      },
      // A task set that is yet to be made is no resource, but names its service.
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
      // Looking knows no resource.
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
  }
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html */
function appSpec({ task, network }: FargateService): string {
  const service = {
    Type: "AWS::ECS::Service",
    Properties: {
      TaskDefinition: task.arn,
      LoadBalancerInfo: { ContainerName: task.name, ContainerPort: task.port },
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: network.subnets,
          SecurityGroups: network.securityGroups,
          AssignPublicIp: "DISABLED",
        },
      },
    },
  };
  return JSON.stringify({ version: "0.0", Resources: [{ TargetService: service }] });
}
