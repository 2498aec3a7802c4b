import type { Istio } from "@modules/kubernetes/charts/istio";
import { ISTIO_NAMESPACE, MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
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
import type { ExternalSecretProps } from "../../../parts/cluster/external-secrets";
import { imageAddress } from "../../../shared/aws/registry";
import { redisUrl } from "../../aws/kubernetes/identities";
import { API, USER } from "../pods";
import { addDatabaseSecret, addPodPolicy, type WorkloadData } from "./data-access";
import { addRouting } from "./routing";

export interface ApiProps {
  readonly namespace: Namespace;
  readonly data: WorkloadData;
  readonly secrets: ExternalSecretProps["store"];
  readonly mesh: Istio;
}

type Stack = ClusterStack<DafnckmachineEnvironment>;

const PORT = 3000;

/** What versions have in common. */
interface Surroundings {
  readonly namespace: string;
  readonly serviceAccount: IServiceAccount;
  readonly container: Omit<Container, "image">;
  readonly after: readonly IConstruct[];
}

/** Two versions of the API: the mesh gives the second a share of the first one's requests. */
export function addApi(stack: Stack, { namespace, data, secrets, mesh }: ApiProps): void {
  const { canary, ...stable } = stack.environment.workloads.api;
  const database = addDatabaseSecret(stack, "api-database", data, {
    name: "database-secret",
    namespace: namespace.name,
    store: secrets,
  });
  const surroundings: Surroundings = {
    namespace: namespace.name,
    serviceAccount: new ServiceAccount(stack, "api-account", { name: API, namespace: namespace.name }),
    container: {
      name: "api",
      ports: { http: PORT },
      environment: { NODE_ENV: "production", AWS_REGION: stack.environment.account.region },
      secrets: { DATABASE_URL: { secret: database.name, key: "url" } },
      configMaps: [addCacheSettings(stack, namespace, data)],
      // A rotation changes the file, while the variable stays as it was when the pod began.
      mounts: { database: { path: "/etc/secrets/database", source: { secret: database.name } } },
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { cpu: "500m", memory: "512Mi" },
      liveness: { path: "/health", initialDelaySeconds: 30, periodSeconds: 10 },
      readiness: { path: "/ready", initialDelaySeconds: 5, periodSeconds: 5 },
    },
    after: [database],
  };
  addVersion(stack, { version: "v1", name: API, autoscaler: "dafnck-machine-hpa" }, stable, surroundings);
  addVersion(stack, { version: "v2", name: `${API}-v2`, autoscaler: "dafnck-machine-v2-hpa" }, canary, surroundings);
  const service = new Service(stack, "api-service", {
    name: API,
    namespace: namespace.name,
    selector: { app: API },
    ports: { http: { port: PORT } },
  });
  addPodPolicy(stack, "api-policy", {
    name: API,
    namespace: namespace.name,
    pods: { app: API },
    ingress: [
      { peers: [{ namespace: ISTIO_NAMESPACE, pods: mesh.gatewaySelector }], ports: [{ port: PORT }] },
      // Where the proxy offers its numbers and those of the pod.
      { peers: [{ namespace: MONITORING_NAMESPACE }], ports: [{ port: 15020 }] },
    ],
  });
  addRouting(stack, { namespace, service, mesh, canaryPercent: canary.percent });
}

function addVersion(
  stack: Stack,
  { version, name, autoscaler }: { readonly version: string; readonly name: string; readonly autoscaler: string },
  { imageTag, min, max }: DeploymentSettings,
  { container, ...surroundings }: Surroundings,
): void {
  const labels = { app: API, version };
  const target = new Deployment(stack, name, {
    ...surroundings,
    name,
    labels,
    // Of its own version alone, or its autoscaler would count the other's pods.
    selector: labels,
    annotations: { "prometheus.io/scrape": "true", "prometheus.io/port": `${PORT}`, "prometheus.io/path": "/metrics" },
    replicas: min,
    user: USER,
    autoscaled: true,
    container: { ...container, image: imageAddress(stack.environment, "dafnck-machine/api", imageTag) },
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

/** Layers in process and in Redis; lifetimes in seconds, sizes in MiB. */
function addCacheSettings(stack: Stack, namespace: Namespace, { caches }: WorkloadData): ConfigMap {
  return new ConfigMap(stack, "api-cache-settings", {
    name: "cache-settings",
    namespace: namespace.name,
    data: {
      CACHE_L1_SIZE: "256",
      CACHE_L1_TTL: "60",
      CACHE_L2_URL: redisUrl(caches.cluster),
      // Of what the nodes have, for other uses of the same cache have a share.
      CACHE_L2_SIZE: "4096",
      CACHE_L2_TTL: "3600",
    },
  });
}
