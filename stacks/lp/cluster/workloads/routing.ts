/** The way of requests from the gateway to the platform's services. */
import type { IDestinationRule } from "@kubernetes-models/istio/networking.istio.io/v1/DestinationRule";
import type { IGateway } from "@kubernetes-models/istio/networking.istio.io/v1/Gateway";
import type { IVirtualService } from "@kubernetes-models/istio/networking.istio.io/v1/VirtualService";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { GATEWAY_PORTS, publicHosts } from "../gateway";
import { GATEWAY_SECRET } from "./certificate";
import { API_GATEWAY, GRAPHQL_GATEWAY, hostOf, PORTS } from "./services";

type Stack = ClusterStack<LpEnvironment>;

/** The gateway's pods, as the mesh of an earlier stack has them. */
export interface GatewayPods {
  readonly namespace: string;
  readonly gatewaySelector: Readonly<Record<string, string>>;
}

const GATEWAY = "lp-gateway";

/**
 * @param namespace of the services, made in the same stack
 * @param callers what brings the authority of the only ones the gateway answers; everyone, where there is none
 */
export function addRouting(
  stack: Stack,
  { namespace: gatewayNamespace, gatewaySelector }: GatewayPods,
  namespace: IConstruct,
  callers?: IConstruct,
): void {
  const { environment } = stack;
  const { kubernetes } = environment;
  const [api, app] = publicHosts(environment) as [string, string];
  new CustomResource<IGateway>(stack, "gateway", {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name: GATEWAY, namespace: gatewayNamespace },
      spec: {
        selector: { ...gatewaySelector },
        servers: [
          {
            port: { number: GATEWAY_PORTS.gateway, name: "https", protocol: "HTTPS" },
            tls: {
              mode: callers ? "MUTUAL" : "SIMPLE",
              credentialName: GATEWAY_SECRET,
              minProtocolVersion: "TLSV1_2",
            },
            hosts: [api, app],
          },
        ],
      },
    },
    after: callers ? [callers] : [],
  });
  const gateways = [`${gatewayNamespace}/${GATEWAY}`];
  const toApi = route(environment, API_GATEWAY, PORTS.api);
  addVirtualService(stack, namespace, "api-routing", {
    hosts: [api],
    gateways,
    http: [
      {
        match: [{ uri: { prefix: "/graphql" } }],
        route: route(environment, GRAPHQL_GATEWAY, PORTS.graphql),
        timeout: "30s",
        // The third would end after the timeout, which wins.
        retries: { attempts: 3, perTryTimeout: "10s" },
      },
      { match: [{ uri: { prefix: "/api/v2" } }], route: toApi, timeout: "30s" },
      // What the edge asks whether this cluster is there.
      { match: [{ uri: { exact: "/health" } }], route: toApi, timeout: "5s" },
    ],
  });
  addVirtualService(stack, namespace, "app-routing", {
    hosts: [app],
    gateways,
    http: [{ route: toApi, timeout: "30s" }],
  });
  new CustomResource<IDestinationRule>(stack, "api-gateway-dr", {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "DestinationRule",
      metadata: { name: "api-gateway-dr", namespace: kubernetes.namespace },
      spec: { host: hostOf(environment, API_GATEWAY), trafficPolicy: trafficPolicy(environment) },
    },
    after: [namespace],
  });
}

type Spec = NonNullable<IVirtualService["spec"]>;

function addVirtualService(stack: Stack, namespace: IConstruct, name: string, spec: Spec): void {
  new CustomResource<IVirtualService>(stack, name, {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: { name, namespace: stack.environment.kubernetes.namespace },
      spec,
    },
    after: [namespace],
  });
}

function route(environment: LpEnvironment, service: string, port: number) {
  return [{ destination: { host: hostOf(environment, service), port: { number: port } } }];
}

/** A pod that fails is left alone for a while, and no pod is asked more than it can hold. */
function trafficPolicy({ workloads }: LpEnvironment): NonNullable<IDestinationRule["spec"]>["trafficPolicy"] {
  return {
    loadBalancer: { simple: "LEAST_REQUEST" },
    connectionPool: {
      tcp: { maxConnections: 100 },
      http: {
        http1MaxPendingRequests: 50,
        http2MaxRequests: 100,
        maxRequestsPerConnection: workloads.apiGateway.maxRequestsPerConnection,
      },
    },
    outlierDetection: {
      consecutive5xxErrors: 5,
      interval: "10s",
      baseEjectionTime: "30s",
      maxEjectionPercent: 50,
    },
  };
}
