import { groupMetric } from "@modules/aws/compute/alarms";
import type { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { postgresMetric } from "@modules/aws/database/postgres/alarms";
import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import { balancerMetric } from "@modules/aws/load-balancing/alarms";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { Widget } from "@modules/aws/operations/dashboard";
import { databaseGraphs, serviceGraphs } from "../../parts/aws/dashboards";

export interface DashboardsProps {
  readonly balancer: IApplicationLoadBalancer;
  readonly autoScalingGroups: Readonly<Record<string, AutoScalingGroup>>;
  readonly database: IPostgres;
  /** Log groups of the services' tasks. */
  readonly logGroups: readonly string[];
}

/** Query of errors that the services log. */
export const ERRORS = "fields @timestamp, @message | filter @message like /ERROR/ | sort @timestamp desc | limit 100";

/** Dashboards by the suffixes of their names. */
export function dashboards(props: DashboardsProps): Readonly<Record<string, readonly (readonly Widget[])[]>> {
  const { balancer, autoScalingGroups, database, logGroups } = props;
  return {
    infrastructure: [
      [
        {
          title: "Infrastructure Metrics: CPU of the instances",
          metrics: Object.entries(autoScalingGroups).map(([label, group]) => ({
            ...groupMetric(group, "CPUUtilization"),
            label,
          })),
        },
        { title: "Requests", metrics: [{ ...balancerMetric(balancer, "RequestCount", "Sum"), periodSeconds: 300 }] },
        {
          title: "Connections",
          metrics: [postgresMetric(database.identifier, "DatabaseConnections", { label: "dafnckmachine-postgres" })],
        },
      ],
      // Metrics of the replicas are in their own regions.
      ...databaseGraphs(database.identifier, []),
    ],
    application: [serviceGraphs(balancer), [{ title: "Application Errors", logGroups, query: ERRORS }]],
  };
}
