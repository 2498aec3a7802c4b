/** Routes from the Istio gateway to the platform's services. */
import type { IDestinationRule } from "@kubernetes-models/istio/networking.istio.io/v1/DestinationRule";
import type { IGateway } from "@kubernetes-models/istio/networking.istio.io/v1/Gateway";
import type { IVirtualService } from "@kubernetes-models/istio/networking.istio.io/v1/VirtualService";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { GATEWAY_PORTS, type GatewayPods, publicHosts } from "../gateway";
import { API_GATEWAY, GRAPHQL_GATEWAY, hostOf, PORTS } from "./endpoints";
import { GATEWAY_SECRET } from "./gateway-tls";

type Stack = ClusterStack<LpEnvironment>;

export interface RoutingProps {
  readonly gateway: GatewayPods;
  /** Namespace of the services, in the same stack. */
  readonly namespace: IConstruct;
  /**
   * Construct that copies the CA certificate for mutual TLS into the gateway's namespace. @default none: clients need
   * no certificate
   */
  readonly clientCa?: IConstruct;
}

const GATEWAY = "lp-gateway";

/** The Gateway of the public host names, a VirtualService for each of them, and the load balancing of the API. */
export function addRouting(stack: Stack, { gateway, namespace, clientCa }: RoutingProps): void {
  const { environment } = stack;
  const { kubernetes } = environment;
  const { api, app } = publicHosts(environment);
  new CustomResource<IGateway>(stack, "gateway", {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name: GATEWAY, namespace: gateway.namespace },
      spec: {
        selector: { ...gateway.gatewaySelector },
        servers: [
          {
            port: { number: GATEWAY_PORTS.gateway, name: "https", protocol: "HTTPS" },
            tls: {
              mode: clientCa ? "MUTUAL" : "SIMPLE",
              credentialName: GATEWAY_SECRET,
              minProtocolVersion: "TLSV1_2",
            },
            hosts: [api, app],
          },
        ],
      },
    },
    after: clientCa ? [clientCa] : [],
  });
  const gateways = [`${gateway.namespace}/${GATEWAY}`];
  const toApi = route(environment, API_GATEWAY, PORTS.api);
  addVirtualService(stack, namespace, "api-routing", {
    hosts: [api],
    gateways,
    http: [
      {
        match: [{ uri: { prefix: "/graphql" } }],
        route: route(environment, GRAPHQL_GATEWAY, PORTS.graphql),
        timeout: "30s",
        // The timeout covers all attempts, so the third attempt cannot last longer.
        retries: { attempts: 3, perTryTimeout: "10s" },
      },
      { match: [{ uri: { prefix: "/api/v2" } }], route: toApi, timeout: "30s" },
      // Path of Cloudflare's monitor.
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

/**
 * Traffic policy of the API, which temporarily removes failing pods from load balancing and limits the requests of each
 * pod.
 */
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
