/** Objectives and graphs of the platform in Google Cloud. */
import { objectivesOf } from "@modules/core/objective";
import { balancerMetric, requestCount } from "@modules/google/load-balancing/alerts";
import type { MeasuredObjective } from "@modules/google/operations/service-objectives";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { balancerGraphs, clusterGraphs, databaseGraphs } from "../../parts/google/graphs";
import type { GoogleOperationsProps } from "../../shared/google/operations";
import type { GoogleComputeStack } from "./compute";

/**
 * The objectives are those of AWS, which this load balancer must meet after a failover. Before a failover it has hardly
 * any requests, so no alarm fires.
 */
export function operations(
  { google, nameSuffix, objectives }: DafnckmachineEnvironment,
  { loadBalancer, backends }: Pick<GoogleComputeStack, "loadBalancer" | "backends">,
): Pick<GoogleOperationsProps, "objectives" | "rows"> {
  const { urlMap } = loadBalancer;
  const measured = Object.entries(objectives ?? {}).flatMap(([service, targets]) =>
    objectivesOf(service, targets).map((objective): MeasuredObjective => {
      const { milliseconds } = objective;
      if (milliseconds === undefined) {
        return { objective, indicator: { bad: requestCount(urlMap, 500), total: requestCount(urlMap) } };
      }
      const backend = service === "api" ? backends.api : backends.web;
      const labels = { "resource.labels.backend_target_name": backend.name };
      return {
        objective,
        indicator: { latencies: balancerMetric(urlMap, "total_latencies", { labels }), milliseconds },
      };
    }),
  );
  return {
    objectives: () => measured,
    rows: [
      balancerGraphs(urlMap),
      databaseGraphs(`${google?.project.id}:dafnckmachine-postgres-replica${nameSuffix}`),
      clusterGraphs(`dafnckmachine-gke${nameSuffix}`),
    ],
  };
}
