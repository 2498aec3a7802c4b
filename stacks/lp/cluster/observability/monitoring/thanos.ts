import { Service } from "@modules/kubernetes/network/service";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { DisruptionBudget } from "@modules/kubernetes/workloads/disruption-budget";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { NAMESPACE, THANOS_VERSION } from "./prometheus";

/** Answers as one Prometheus that knows what all shards know. */
export const QUERIES = { host: `thanos-query.${NAMESPACE}.svc.cluster.local`, port: 9090 };

const HTTP_PORT = 10902;

/** Asks all shards at once, and takes two replicas' answers for one; https://thanos.io/tip/components/query.md/ */
export function addQueries(stack: ClusterStack<LpEnvironment>): IConstruct {
  const queries = new Deployment(stack, "thanos-query", {
    name: "thanos-query",
    namespace: NAMESPACE,
    replicas: stack.environment.observability.prometheus.replicas,
    container: {
      image: `quay.io/thanos/thanos:${THANOS_VERSION}`,
      arguments: [
        "query",
        `--http-address=0.0.0.0:${HTTP_PORT}`,
        // One record for each pod of each shard.
        `--endpoint=dnssrv+_grpc._tcp.prometheus-operated.${NAMESPACE}.svc.cluster.local`,
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
    namespace: NAMESPACE,
    selector: queries.selector,
    ports: { http: { port: QUERIES.port, targetPort: HTTP_PORT } },
  });
  new DisruptionBudget(stack, "thanos-query-budget", { target: queries });
  return service;
}
