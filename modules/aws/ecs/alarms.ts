import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";
import type { FargateService } from "./fargate-service";

type Service = Pick<FargateService, "name"> & { readonly cluster: { readonly name: string } };

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
export function serviceMetric({ name, cluster }: Service, metric: string, namespace = "AWS/ECS"): Metric {
  return {
    namespace,
    name: metric,
    dimensions: { ClusterName: cluster.name, ServiceName: name },
    periodSeconds: 60,
  };
}

/** Alarms of an ECS service whose number of tasks scales with their CPU use. */
export function serviceAlarms(service: Service) {
  return {
    cpu: {
      metric: serviceMetric(service, "CPUUtilization"),
      above: 90,
      periods: 15,
      severity: "warning",
      description: "The tasks use more than 90% of their CPU: the service has reached its most tasks",
    },
    memory: {
      metric: serviceMetric(service, "MemoryUtilization"),
      above: 85,
      periods: 15,
      severity: "warning",
      description: "The tasks use more than 85% of their memory; at 100% ECS stops them",
    },
  } satisfies Record<string, AlarmSpec>;
}
