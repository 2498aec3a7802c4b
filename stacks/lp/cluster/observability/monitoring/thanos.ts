import type { Placement } from "@modules/aws/eks/eks-placement";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Service } from "@modules/kubernetes/network/service";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { THANOS_VERSION } from "./prometheus";

/** Endpoint of the querier, which has the API of a Prometheus with the data of all shards. */
export const THANOS_QUERY = { host: `thanos-query.${MONITORING_NAMESPACE}.svc.cluster.local`, port: 9090 };

const HTTP_PORT = 10902;

/** Thanos querier: it queries all shards and merges the series of a shard's replicas. https://thanos.io/tip/components/query.md/ */
export function addThanosQuery(stack: ClusterStack<LpEnvironment>, placement: Placement): IConstruct {
  const querier = new Deployment(stack, "thanos-query", {
    name: "thanos-query",
    namespace: MONITORING_NAMESPACE,
    replicas: stack.environment.observability.prometheus.replicas,
    ...placement,
    container: {
      image: `quay.io/thanos/thanos:${THANOS_VERSION}`,
      args: [
        "query",
        `--http-address=0.0.0.0:${HTTP_PORT}`,
        // The SRV records list every pod of every shard.
        `--endpoint=dnssrv+_grpc._tcp.prometheus-operated.${MONITORING_NAMESPACE}.svc.cluster.local`,
        "--query.replica-label=replica",
        "--query.auto-downsampling",
      ],
      ports: { http: HTTP_PORT },
      requests: { cpu: "100m", memory: "256Mi" },
      limits: { memory: "1Gi" },
      liveness: { path: "/-/healthy", periodSeconds: 30 },
      readiness: { path: "/-/ready" },
    },
  });
  const service = new Service(stack, "thanos-query-service", {
    name: "thanos-query",
    namespace: MONITORING_NAMESPACE,
    selector: querier.selector,
    ports: { http: { port: THANOS_QUERY.port, targetPort: HTTP_PORT } },
  });
  new PodDisruptionBudget(stack, "thanos-query-budget", { target: querier });
  return service;
}
