import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import type { IClusterIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer";
import { imageAddress } from "@modules/core/image-address";
import { INGRESS_NGINX_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { CustomResource } from "@modules/kubernetes/custom-resource";
import { type IService, Service } from "@modules/kubernetes/network/service";
import type { Namespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { HorizontalPodAutoscaler } from "@modules/kubernetes/workloads/horizontal-pod-autoscaler";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { repositoryUrl } from "../../../parts/aws/repository-url";
import { addExternalSecret, type ExternalSecretProps } from "../../../parts/cluster/external-secrets";
import { redisUrl } from "../../aws/kubernetes/identities";
import { PORTS } from "../../ports";
import { AGENTS, apiHosts, USER, versionLabel } from "../pods";
import { scrapesOf } from "../scrapes";
import type { WorkloadData } from "./database-secret";
import { addPodPolicy } from "./pod-policy";

export interface AgentsProps {
  readonly namespace: Namespace;
  readonly data: WorkloadData;
  /** Secret store with the URLs. They contain no password, because pods log in with IAM tokens. */
  readonly store: ExternalSecretProps["store"];
  readonly issuer: CustomResource<IClusterIssuer>;
}

type Stack = ClusterStack<DafnckmachineEnvironment>;

/** The service that orchestrates agents, inside the cluster; the same service also runs on ECS. */
export function addAgents(stack: Stack, props: AgentsProps): void {
  const { namespace, data, store, issuer } = props;
  const { imageTag, min, max } = stack.environment.workloads.agentOrchestration;
  const database = addExternalSecret(stack, "agents-database", {
    name: "database-credentials",
    namespace: namespace.name,
    store,
    data: { url: { key: data.urls.databaseUrl.name } },
  });
  const cache = addExternalSecret(stack, "agents-cache", {
    name: "redis-credentials",
    namespace: namespace.name,
    store,
    data: { url: { key: data.urls.cacheUrl.name } },
  });
  const deployment = new Deployment(stack, AGENTS, {
    name: AGENTS,
    namespace: namespace.name,
    labels: { app: AGENTS, version: versionLabel(imageTag) },
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": `${PORTS.agents}`,
      "prometheus.io/path": "/metrics",
    },
    replicas: min,
    user: USER,
    autoscaled: true,
    serviceAccount: new ServiceAccount(stack, "agents-account", { name: AGENTS, namespace: namespace.name }),
    container: {
      image: imageAddress(repositoryUrl(stack.environment, AGENTS), imageTag),
      ports: { http: PORTS.agents },
      environment: { AWS_REGION: stack.environment.account.region, METRICS_TABLE: data.tables.agentMetrics.name },
      secrets: {
        DATABASE_URL: { secret: database.name, key: "url" },
        REDIS_URL: { secret: cache.name, key: "url" },
      },
      configMaps: [addCacheSettings(stack, props)],
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { cpu: "500m", memory: "512Mi" },
      liveness: { path: "/health", initialDelaySeconds: 30, periodSeconds: 10 },
      readiness: { path: "/ready", initialDelaySeconds: 5, periodSeconds: 5 },
    },
    after: [database, cache],
  });
  new HorizontalPodAutoscaler(stack, "agents-autoscaler", {
    name: `${AGENTS}-hpa`,
    target: deployment,
    minReplicas: min,
    maxReplicas: max,
    cpuPercent: 70,
    memoryPercent: 80,
  });
  new PodDisruptionBudget(stack, "agents-budget", { target: deployment });
  addPodPolicy(stack, "agents-policy", {
    name: AGENTS,
    namespace: namespace.name,
    pods: deployment.selector,
    ingress: [
      { peers: [{ namespace: INGRESS_NGINX_NAMESPACE }], ports: [{ port: PORTS.agents }] },
      ...scrapesOf(stack.environment, PORTS.agents),
    ],
  });
  const service = new Service(stack, "agents-service", {
    name: `${AGENTS}-service`,
    namespace: namespace.name,
    selector: deployment.selector,
    ports: { http: { port: 80, targetPort: PORTS.agents } },
  });
  addIngress(stack, namespace.name, service, issuer);
}

/** Settings of the caches: lifetimes in seconds, sizes in MiB. */
function addCacheSettings(stack: Stack, { namespace, data }: AgentsProps): ConfigMap {
  return new ConfigMap(stack, "agents-cache-settings", {
    name: "cache-settings",
    namespace: namespace.name,
    data: {
      SESSION_CACHE_URL: redisUrl(data.caches.session),
      SESSION_CACHE_TTL: "3600",
      APPLICATION_CACHE_TTL: "1800",
      // Half of the container's memory.
      LOCAL_CACHE_SIZE: "256",
      LOCAL_CACHE_TTL: "300",
    },
  });
}

/**
 * The ingress of agents. Its certificate is for TLS between the load balancer and the cluster; public TLS ends at the
 * load balancer.
 */
function addIngress(stack: Stack, namespace: string, service: IService, issuer: CustomResource<IClusterIssuer>): void {
  const hosts = apiHosts(stack.environment);
  const backend = { service: { name: service.name, port: { number: 80 } } };
  new IngressV1(stack, "agents-ingress", {
    metadata: {
      name: `${AGENTS}-ingress`,
      namespace,
      annotations: {
        "cert-manager.io/cluster-issuer": issuer.name,
        // The limit is in requests per second for each address and each pod of ingress-nginx, with bursts of five times
        // as many. Behind CloudFront the address is that of a CloudFront server, whose viewers share the limit: it
        // protects the service, while the web ACLs limit each client.
        "nginx.ingress.kubernetes.io/limit-rps": "100",
      },
    },
    spec: {
      ingressClassName: "nginx",
      tls: [{ hosts, secretName: "api-tls-secret" }],
      rule: hosts.map((host) => ({ host, http: { path: [{ path: "/api/agents", pathType: "Prefix", backend }] } })),
    },
  });
}
