/** The platform's services, on whatever cluster. */

import type { Rule } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import { type INamespace, Namespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { IConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Container } from "@modules/kubernetes/workloads/container";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { DisruptionBudget } from "@modules/kubernetes/workloads/disruption-budget";
import { HorizontalAutoscaler } from "@modules/kubernetes/workloads/horizontal-autoscaler";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import type { Image } from "../../images";
import { addServicePolicies } from "./policies";

type Stack = ClusterStack<LpEnvironment>;

export interface ServicesNeeds {
  /** Where pods pull an image from. */
  readonly imageAddress: (image: Image, tag: string) => string;
  /** Where the database and the cache are. */
  readonly data: readonly Rule[];
  /** Whether somebody tells the autoscaler how many requests pods get. */
  readonly countsRequests: boolean;
  /** Authorities that the API trusts beside the public ones, under `ca.pem`. @default none */
  readonly authorities?: IConfigMap;
  readonly namespace: INamespace;
  /** What brings `database-secret` and `redis-secret`, each with a key `connection-string`. */
  readonly after: readonly IConstruct[];
}

/** Where services listen: for requests, and for Prometheus. */
export const PORTS = { api: 3000, graphql: 4000, metrics: 3001 };

export const API_GATEWAY = "api-gateway";
export const GRAPHQL_GATEWAY = "graphql-gateway";

type ServiceName = typeof API_GATEWAY | typeof GRAPHQL_GATEWAY;

const SIZE = { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "500m", memory: "1Gi" } };

const PROBES = {
  liveness: { path: "/health", initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  readiness: { path: "/ready", initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
};

/** Name of a service within the cluster. */
export function hostOf({ kubernetes }: LpEnvironment, service: string): string {
  return `${service}.${kubernetes.namespace}.svc.cluster.local`;
}

/** Whose pods have Istio's proxy beside them, and talk to those alone that policies name. */
export function addPlatformNamespace(stack: Stack): Namespace {
  const { kubernetes, deletionProtection } = stack.environment;
  return new Namespace(stack, "namespace", { name: kubernetes.namespace, meshed: true, deletionProtection });
}

export function addServices(stack: Stack, needs: ServicesNeeds): void {
  const { apiGateway, graphqlGateway } = stack.environment.workloads;
  const api = addService(stack, needs, API_GATEWAY, {
    ...apiGateway,
    port: PORTS.api,
    secrets: {
      DATABASE_URL: { secret: "database-secret", key: "connection-string" },
      REDIS_URL: { secret: "redis-secret", key: "connection-string" },
    },
    ...(needs.authorities && trust(needs.authorities)),
  });
  scale(stack, api, apiGateway, needs.countsRequests ? { requests_per_second: "100" } : undefined);
  const graphql = addService(stack, needs, GRAPHQL_GATEWAY, {
    ...graphqlGateway,
    port: PORTS.graphql,
    environment: { API_URL: `http://${hostOf(stack.environment, API_GATEWAY)}:${PORTS.api}` },
  });
  scale(stack, graphql, graphqlGateway);
  addServicePolicies(stack, needs);
}

/** Node.js adds them to its own. */
function trust(configMap: IConfigMap): Pick<Container, "environment" | "mounts"> {
  return {
    environment: { NODE_EXTRA_CA_CERTS: "/etc/authorities/ca.pem" },
    mounts: { authorities: { path: "/etc/authorities", source: { configMap } } },
  };
}

function scale(
  stack: Stack,
  target: Deployment,
  { minReplicas, maxReplicas }: LpEnvironment["workloads"]["graphqlGateway"],
  podMetrics?: Readonly<Record<string, string>>,
): void {
  const name = `${target.name}-hpa`;
  new HorizontalAutoscaler(stack, name, {
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

interface ServiceSettings extends Pick<Container, "environment" | "mounts" | "secrets"> {
  readonly port: number;
  readonly version: string;
  readonly minReplicas: number;
}

function addService(
  stack: Stack,
  { namespace, imageAddress, after }: ServicesNeeds,
  name: ServiceName,
  settings: ServiceSettings,
): Deployment {
  const { port, version, minReplicas, environment, secrets, mounts } = settings;
  const place = { namespace: namespace.name };
  const deployment = new Deployment(stack, name, {
    ...place,
    name,
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
    serviceAccount: new ServiceAccount(stack, `${name}-sa`, { ...place, name: `${name}-sa` }),
    container: {
      image: imageAddress(`lp-system/${name}`, version),
      ports: { http: port, metrics: PORTS.metrics },
      environment: { NODE_ENV: "production", ...environment },
      secrets,
      mounts,
      ...SIZE,
      ...PROBES,
    },
    nodeLabels: { role: "application" },
    after,
  });
  new Service(stack, `${name}-service`, {
    ...place,
    name,
    selector: deployment.selector,
    ports: { http: { port }, metrics: { port: PORTS.metrics } },
  });
  new DisruptionBudget(stack, `${name}-budget`, { target: deployment, maxUnavailable: "20%" });
  return deployment;
}
