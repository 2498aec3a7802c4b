import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import {
  CodedeployDeploymentGroup,
  type CodedeployDeploymentGroupConfig,
} from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { check } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import type { IApplicationLoadBalancer } from "../load-balancing/application-load-balancer";
import type { ITargetGroup } from "../load-balancing/target-group";
import { alertsOf } from "../operations/default-alarms";
import { appSpec } from "./app-spec";
import { addDeploymentRole, type Route } from "./deployment-role";
import type { FargateService } from "./fargate-service";

export interface BlueGreenDeploymentProps {
  /** A service with `blue-green` deployments. */
  readonly service: FargateService;

  /** Target group that the service is created with (`blue`), and target group of the next deployment (`green`). */
  readonly targetGroups: { readonly blue: ITargetGroup; readonly green: ITargetGroup };

  /** Load balancer of the listeners, whose metrics the alarms watch. */
  readonly loadBalancer: Pick<IApplicationLoadBalancer, "arnSuffix">;

  /**
   * Listener rule that forwards to the blue group. It needs `blueGreen: true`, because deployments change its target.
   */
  readonly production: Route;

  /**
   * Listener rule for tests of the new tasks before they receive production traffic. Like the production rule, it
   * forwards to the blue group.
   * @default no test listener
   */
  readonly test?: Route;

  /**
   * Predefined deployment configuration, which determines how traffic shifts. The default shifts a tenth, and the rest
   * five minutes later.
   * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
   * @default "ECSCanary10Percent5Minutes"
   */
  readonly traffic?: "ECSCanary10Percent5Minutes" | "ECSLinear10PercentEvery1Minutes" | "ECSAllAtOnce";

  /**
   * Number of 5xx responses of a target group per minute above which, in two consecutive minutes, a deployment is
   * rolled back.
   * @default 10
   */
  readonly maxErrorsPerMinute?: number;

  /** Time for which the former tasks are kept, so that a rollback is immediate. @default 60 */
  readonly keepPreviousMinutes?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<CodedeployDeploymentGroupConfig>;
}

/**
 * A CodeDeploy deployment group for a service: a deployment starts new tasks beside the current ones, shifts the
 * traffic to them, and shifts it back when the deployment fails or an alarm fires.
 */
export class BlueGreenDeployment extends Construct {
  /** Deployment of the latest task definition, for `aws deploy create-deployment --cli-input-json`. */
  readonly input: string;

  constructor(scope: Construct, id: string, props: BlueGreenDeploymentProps) {
    super(scope, id);
    const { service, targetGroups, production, test, traffic = "ECSCanary10Percent5Minutes" } = props;
    const { loadBalancer, maxErrorsPerMinute = 10, keepPreviousMinutes = 60, overrides } = props;
    check(this, service.deployments === "blue-green", "service.deployments", "blue-green", service.deployments);
    const alarms = Object.entries(targetGroups).map(([color, group]) =>
      this.addAlarm(`${service.task.name}-${color}-errors`, color, loadBalancer, group, maxErrorsPerMinute),
    );
    const role = addDeploymentRole(this, props, alarms);
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
      // CodeDeploy checks the role's permissions when it creates the group.
      dependsOn: resourcesOf(role),
      ...overrides,
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
    loadBalancer: Pick<IApplicationLoadBalancer, "arnSuffix">,
    group: ITargetGroup,
    threshold: number,
  ): CloudwatchMetricAlarm {
    const defaults = alertsOf(this);
    const told = defaults && [defaults.alerts.topics.warning];
    return new CloudwatchMetricAlarm(this, `${color}-errors`, {
      alarmName,
      alarmDescription: "Takes a deployment back",
      // The alarm also notifies people, so that they know why their deployment was rolled back.
      alarmActions: told,
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
}
