import type { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import type { IHealthCheck } from "@modules/aws/dns/health-check";
import type { FargateService } from "@modules/aws/ecs/fargate-service";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { secondsByPercentile } from "@modules/core/objective";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { balancerObjectives } from "../../parts/aws/objectives";
import { OperationsStack } from "../../shared/aws/operations";
import { dashboards, ERRORS } from "./dashboards";
import type { DataStack } from "./data/stack";
import type { LoadBalancingStack } from "./load-balancing";
import { serverAlarms } from "./server-alarms";

interface OperationsProps {
  readonly alerts: IAlerts;
  readonly loadBalancing: Pick<LoadBalancingStack, "public" | "targetGroups">;
  readonly autoScalingGroups: Readonly<Record<string, AutoScalingGroup>>;
  readonly services: Readonly<Record<string, FargateService>>;
  readonly data: Pick<DataStack, "database">;
  /** Health check whose failure makes names fail over to the standby. @default none */
  readonly healthCheck?: IHealthCheck;
}

/** Defines alarms, objectives and dashboards of the services for users in the primary region. */
export function defineOperations(
  app: Construct,
  environment: DafnckmachineEnvironment,
  { alerts, loadBalancing, autoScalingGroups, services, data, healthCheck }: OperationsProps,
): void {
  const { public: loadBalancer, targetGroups } = loadBalancing;
  const { objectives } = environment;
  const logGroups = Object.values(services).map(({ task }) => task.logGroupName);
  new OperationsStack(app, environment, {
    alerts,
    loadBalancer,
    targetGroups: { "dafnckmachine-web": targetGroups.web, "dafnckmachine-api": targetGroups.api },
    ...(objectives && {
      // Pages may take longer than responses of the API.
      targetSeconds: {
        "dafnckmachine-web": secondsByPercentile(objectives.web),
        "dafnckmachine-api": secondsByPercentile(objectives.api),
      },
      objectives: [
        ...balancerObjectives("public", objectives.public, loadBalancer),
        ...balancerObjectives("web", objectives.web, loadBalancer, targetGroups.web),
        ...balancerObjectives("api", objectives.api, loadBalancer, targetGroups.api),
      ],
    }),
    healthCheck,
    alarms: serverAlarms({ autoScalingGroups, services, alerts }),
    dashboards: dashboards({ balancer: loadBalancer, autoScalingGroups, database: data.database, logGroups }),
    queries: { "application-errors": { logGroups, query: ERRORS } },
  });
}
