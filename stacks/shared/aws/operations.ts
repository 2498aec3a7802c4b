import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { healthCheckAlarms } from "@modules/aws/dns/alarms";
import type { IHealthCheck } from "@modules/aws/dns/health-check";
import {
  type BalancerAlarmLimits,
  balancerAlarms,
  latencyAlarms,
  targetGroupAlarms,
} from "@modules/aws/load-balancing/alarms";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { AlarmSet } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { Dashboard, type DashboardProps } from "@modules/aws/operations/dashboard";
import { ObjectiveAlarms, objectiveGraphs } from "@modules/aws/operations/objective-alarms";
import { indicatorOf } from "@modules/core/objective";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";
import { alarmRunbook } from "../../base/environment-stack";
import { addResourceAlarms } from "../../parts/aws/alarms";
import type { MeasuredObjective } from "../../parts/aws/objectives";

export interface OperationsProps {
  readonly alerts: IAlerts;
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly limits?: BalancerAlarmLimits;
  /** Target groups that should have a healthy target at all times, by the names of their alarms. */
  readonly targetGroups: Readonly<Record<string, ITargetGroup>>;
  /**
   * Seconds within which the targets of a group must respond, by the name of the group and percentile. @default the
   * limits of the load balancer
   */
  readonly targetSeconds?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Objectives of the platform's services; a dashboard shows their error budgets. @default none */
  readonly objectives?: readonly MeasuredObjective[];
  /**
   * Health check whose failure makes names fail over to the standby. Its metrics exist in us-east-1 only. @default none
   */
  readonly healthCheck?: IHealthCheck;
  /** Rows of dashboards, by the suffixes of their names. @default no dashboards */
  readonly dashboards?: Readonly<Record<string, DashboardProps["rows"]>>;
  /** Saved queries of Logs Insights, by the suffixes of their names. @default none */
  readonly queries?: Readonly<Record<string, { readonly logGroups: readonly string[]; readonly query: string }>>;
  /** Additional alarms, by resource. @default none */
  readonly alarms?: Readonly<Record<string, AlarmSet>>;
}

/**
 * Alarms and dashboards of load balancers and services in a region. Alarms of databases, caches and tables are in the
 * data stacks.
 */
export class OperationsStack extends AwsStack {
  constructor(scope: Construct, environment: Environment, props: OperationsProps, region = environment.account.region) {
    super(scope, environment, "operations", { region });
    const { alerts, loadBalancer, limits, targetGroups, targetSeconds = {}, healthCheck } = props;
    const { platform } = environment;
    addResourceAlarms(this, alerts, platform, balancerAlarms(loadBalancer, limits));
    for (const [name, targetGroup] of Object.entries(targetGroups)) {
      const latency = latencyAlarms(loadBalancer, targetSeconds[name] ?? {}, targetGroup);
      addResourceAlarms(this, alerts, name, { ...targetGroupAlarms(loadBalancer, targetGroup), ...latency });
    }
    if (healthCheck) {
      addResourceAlarms(this, alerts, `${platform}-primary-region`, healthCheckAlarms(healthCheck));
    }
    for (const [resource, specs] of Object.entries(props.alarms ?? {})) {
      addResourceAlarms(this, alerts, resource, specs);
    }
    this.addObjectives(alerts, props.objectives ?? []);
    for (const [name, rows] of Object.entries(props.dashboards ?? {})) {
      new Dashboard(this, `${name}-dashboard`, { name: this.named(`${platform}-${name}`), rows });
    }
    for (const [name, { logGroups, query }] of Object.entries(props.queries ?? {})) {
      new CloudwatchQueryDefinition(this, `${name}-query`, {
        name: `${this.named(platform)}/${name}`,
        logGroupNames: [...logGroups],
        queryString: query,
      });
    }
  }
  private addObjectives(alerts: IAlerts, objectives: readonly MeasuredObjective[]): void {
    const { platform } = this.environment;
    for (const { objective, indicator } of objectives) {
      new ObjectiveAlarms(this, `${objective.service}-${indicatorOf(objective)}`, {
        name: `${platform}-${objective.service}`,
        named: (name) => this.named(name),
        objective,
        indicator,
        alerts,
        runbook: `${alarmRunbook(this.environment)}#error-budget`,
      });
    }
    if (objectives.length > 0) {
      new Dashboard(this, "objectives-dashboard", {
        name: this.named(`${platform}-objectives`),
        rows: objectives.map(({ objective, indicator }) => objectiveGraphs(objective, indicator)),
      });
    }
  }
}
