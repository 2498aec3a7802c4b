import { imageAddress } from "@modules/core/image-address";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { ISTIO_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Service } from "@modules/kubernetes/network/service";
import type { Namespace } from "@modules/kubernetes/security/namespace";
import { type IServiceAccount, ServiceAccount } from "@modules/kubernetes/security/service-account";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Container } from "@modules/kubernetes/workloads/container";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { HorizontalPodAutoscaler } from "@modules/kubernetes/workloads/horizontal-pod-autoscaler";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { IConstruct } from "constructs";
import type { DafnckmachineEnvironment, DeploymentSettings } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { repositoryUrl } from "../../../parts/aws/repository-url";
import type { ExternalSecretProps } from "../../../parts/cluster/external-secrets";
import { redisUrl } from "../../aws/kubernetes/identities";
import { PORTS } from "../../ports";
import { API, USER } from "../pods";
import { scrapesOf } from "../scrapes";
import { addDatabaseSecret, type WorkloadData } from "./database-secret";
import { addPodPolicy } from "./pod-policy";
import { addRouting } from "./routing";

export interface ApiProps {
  readonly namespace: Namespace;
  readonly data: WorkloadData;
  readonly secrets: ExternalSecretProps["store"];
  readonly mesh: Istio;
}

type Stack = ClusterStack<DafnckmachineEnvironment>;

/** Port on which Istio's proxy serves its own metrics and those of the pod. */
const PROXY_METRICS_PORT = 15020;

/** Props that both versions share. */
interface VersionProps {
  readonly namespace: string;
  readonly serviceAccount: IServiceAccount;
  readonly container: Omit<Container, "image">;
  readonly after: readonly IConstruct[];
}

/** The stable and the canary version of the API; the mesh sends a share of the requests to the canary. */
export function addApi(stack: Stack, { namespace, data, secrets, mesh }: ApiProps): void {
  const { canary, ...stable } = stack.environment.workloads.api;
  const database = addDatabaseSecret(stack, data, {
    name: "database-secret",
    namespace: namespace.name,
    store: secrets,
  });
  const shared: VersionProps = {
    namespace: namespace.name,
    serviceAccount: new ServiceAccount(stack, "api-account", { name: API, namespace: namespace.name }),
    container: {
      name: "api",
      ports: { http: PORTS.api },
      environment: { NODE_ENV: "production", AWS_REGION: stack.environment.account.region },
      secrets: { DATABASE_URL: { secret: database.name, key: "url" } },
      configMaps: [addCacheSettings(stack, namespace, data)],
      // After a rotation the file has the new login, while the login in the environment variable stays valid for a
      // month.
      mounts: { database: { path: "/etc/secrets/database", source: { secret: database.name } } },
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { cpu: "500m", memory: "512Mi" },
      liveness: { path: "/health", initialDelaySeconds: 30, periodSeconds: 10 },
      readiness: { path: "/ready", initialDelaySeconds: 5, periodSeconds: 5 },
    },
    after: [database],
  };
  addVersion(stack, { version: "v1", name: API, autoscaler: "dafnck-machine-hpa" }, stable, shared);
  addVersion(stack, { version: "v2", name: `${API}-v2`, autoscaler: "dafnck-machine-v2-hpa" }, canary, shared);
  const service = new Service(stack, "api-service", {
    name: API,
    namespace: namespace.name,
    selector: { app: API },
    ports: { http: { port: PORTS.api } },
  });
  addPodPolicy(stack, "api-policy", {
    name: API,
    namespace: namespace.name,
    pods: { app: API },
    ingress: [
      { peers: [{ namespace: ISTIO_NAMESPACE, pods: mesh.gatewaySelector }], ports: [{ port: PORTS.api }] },
      ...scrapesOf(stack.environment, PROXY_METRICS_PORT),
    ],
  });
  addRouting(stack, { namespace, service, mesh, canaryPercent: canary.percent });
}

function addVersion(
  stack: Stack,
  { version, name, autoscaler }: { readonly version: string; readonly name: string; readonly autoscaler: string },
  { imageTag, min, max }: DeploymentSettings,
  { container, ...shared }: VersionProps,
): void {
  const labels = { app: API, version };
  const target = new Deployment(stack, name, {
    ...shared,
    name,
    labels,
    // Without the version, the autoscaler would count the pods of both versions.
    selector: labels,
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": `${PORTS.api}`,
      "prometheus.io/path": "/metrics",
    },
    replicas: min,
    user: USER,
    autoscaled: true,
    container: { ...container, image: imageAddress(repositoryUrl(stack.environment, "dafnck-machine/api"), imageTag) },
  });
  new HorizontalPodAutoscaler(stack, `${version}-autoscaler`, {
    name: autoscaler,
    target,
    minReplicas: min,
    maxReplicas: max,
    cpuPercent: 70,
    memoryPercent: 80,
    scaleUp: { stabilizationSeconds: 60, percent: 100, periodSeconds: 15 },
  });
  new PodDisruptionBudget(stack, `${version}-budget`, { target });
}

/** Settings of the in-process cache (L1) and of the cache in Redis (L2): lifetimes in seconds, sizes in MiB. */
function addCacheSettings(stack: Stack, namespace: Namespace, { caches }: WorkloadData): ConfigMap {
  return new ConfigMap(stack, "api-cache-settings", {
    name: "cache-settings",
    namespace: namespace.name,
    data: {
      CACHE_L1_SIZE: "256",
      CACHE_L1_TTL: "60",
      CACHE_L2_URL: redisUrl(caches.cluster),
      // MiB that this service may use; other services share the cache.
      CACHE_L2_SIZE: "4096",
      CACHE_L2_TTL: "3600",
    },
  });
}
