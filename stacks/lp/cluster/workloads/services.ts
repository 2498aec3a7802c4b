import { imageAddress } from "@modules/core/image-address";
/** Deployments of the platform's services, the same on EKS and GKE. */
import type { NetworkPolicyRule } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import { type INamespace, Namespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { IConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Container } from "@modules/kubernetes/workloads/container";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import {
  HorizontalPodAutoscaler,
  type HorizontalPodAutoscalerProps,
} from "@modules/kubernetes/workloads/horizontal-pod-autoscaler";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import type { Image } from "../../images";
import type { GatewayPods } from "../gateway";
import { API_GATEWAY, GRAPHQL_GATEWAY, hostOf, PORTS, type ServiceName } from "./endpoints";
import { addServicePolicies } from "./network-policies";

type Stack = ClusterStack<LpEnvironment>;

export interface ServicesProps {
  readonly gateway: GatewayPods;
  readonly namespace: INamespace;
  /** Address of an image's repository in the registry of the cluster's cloud, without a tag. */
  readonly repositoryUrl: (image: Image) => string;
  /** Egress rules to the database and the cache. */
  readonly data: readonly NetworkPolicyRule[];
  /**
   * Whether Prometheus runs in the cluster, so that it may scrape the services and the API also scales by
   * `requests_per_second`.
   */
  readonly prometheus: boolean;
  /** Config map with additional CA certificates that the API trusts, under the key `ca.pem`. @default none */
  readonly certificateAuthorities?: IConfigMap;
  /** Constructs that create `database-secret` and `redis-secret`, each with a key `connection-string`. */
  readonly after: readonly IConstruct[];
}

const RESOURCES = { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "500m", memory: "1Gi" } };

const PROBES = {
  liveness: { path: "/health", initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  readiness: { path: "/ready", initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
};

/**
 * Namespace of the services. Istio injects a sidecar into its pods, and network policies deny connections by default.
 */
export function addPlatformNamespace(stack: Stack): Namespace {
  const { kubernetes, deletionProtection } = stack.environment;
  return new Namespace(stack, "namespace", { name: kubernetes.namespace, istioInjection: true, deletionProtection });
}

/** The API and the GraphQL gateway, each with its autoscaler, and the network policies of both. */
export function addServices(stack: Stack, props: ServicesProps): void {
  const { apiGateway, graphqlGateway } = stack.environment.workloads;
  const api = addService(stack, props, API_GATEWAY, {
    ...apiGateway,
    port: PORTS.api,
    secrets: {
      DATABASE_URL: { secret: "database-secret", key: "connection-string" },
      REDIS_URL: { secret: "redis-secret", key: "connection-string" },
    },
    ...(props.certificateAuthorities && trust(props.certificateAuthorities)),
  });
  addAutoscaler(stack, api, apiGateway, props.prometheus ? { requests_per_second: "100" } : undefined);
  const graphql = addService(stack, props, GRAPHQL_GATEWAY, {
    ...graphqlGateway,
    port: PORTS.graphql,
    environment: { API_URL: `http://${hostOf(stack.environment, API_GATEWAY)}:${PORTS.api}` },
  });
  addAutoscaler(stack, graphql, graphqlGateway);
  addServicePolicies(stack, props);
}

/** Mount and variable with which Node.js trusts the certificates of the file in addition to its own. */
function trust(configMap: IConfigMap): Pick<Container, "environment" | "mounts"> {
  return {
    environment: { NODE_EXTRA_CA_CERTS: "/etc/authorities/ca.pem" },
    mounts: { authorities: { path: "/etc/authorities", source: { configMap } } },
  };
}

function addAutoscaler(
  stack: Stack,
  target: Deployment,
  { minReplicas, maxReplicas }: Pick<HorizontalPodAutoscalerProps, "minReplicas" | "maxReplicas">,
  podMetrics?: Readonly<Record<string, string>>,
): void {
  const name = `${target.name}-hpa`;
  new HorizontalPodAutoscaler(stack, name, {
    name,
    target,
    minReplicas,
    maxReplicas,
    cpuPercent: 70,
    memoryPercent: 80,
    podMetrics,
    scaleUp: { stabilizationSeconds: 60, percent: 100, periodSeconds: 60 },
    scaleDown: { stabilizationSeconds: 300, percent: 10, periodSeconds: 60 },
  });
}

interface ServiceProps extends Pick<Container, "environment" | "mounts" | "secrets"> {
  readonly port: number;
  readonly version: string;
  readonly minReplicas: number;
}

function addService(
  stack: Stack,
  { namespace, repositoryUrl, after }: ServicesProps,
  name: ServiceName,
  props: ServiceProps,
): Deployment {
  const { port, version, minReplicas, environment, secrets, mounts } = props;
  const metadata = { name, namespace: namespace.name };
  const deployment = new Deployment(stack, name, {
    ...metadata,
    labels: { version },
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": `${PORTS.metrics}`,
      "prometheus.io/path": "/metrics",
    },
    replicas: minReplicas,
    autoscaled: true,
    maxSurge: 2,
    maxUnavailable: 1,
    serviceAccount: new ServiceAccount(stack, `${name}-sa`, { ...metadata, name: `${name}-sa` }),
    container: {
      image: imageAddress(repositoryUrl(`lp-system/${name}`), version),
      ports: { http: port, metrics: PORTS.metrics },
      environment: { NODE_ENV: "production", ...environment },
      secrets,
      mounts,
      ...RESOURCES,
      ...PROBES,
    },
    nodeSelector: { role: "application" },
    after,
  });
  new Service(stack, `${name}-service`, {
    ...metadata,
    selector: deployment.selector,
    ports: { http: { port }, metrics: { port: PORTS.metrics } },
  });
  new PodDisruptionBudget(stack, `${name}-budget`, { target: deployment, maxUnavailable: "20%" });
  return deployment;
}
