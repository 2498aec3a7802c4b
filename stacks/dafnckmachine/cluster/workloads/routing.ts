import type { IDestinationRule } from "@kubernetes-models/istio/networking.istio.io/v1/DestinationRule";
import type { IGateway } from "@kubernetes-models/istio/networking.istio.io/v1/Gateway";
import type { IVirtualService } from "@kubernetes-models/istio/networking.istio.io/v1/VirtualService";
import type { IPeerAuthentication } from "@kubernetes-models/istio/security.istio.io/v1/PeerAuthentication";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { IService } from "@modules/kubernetes/network/service";
import type { Namespace } from "@modules/kubernetes/security/namespace";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { API_HEALTH_PATH, apiHealthHost, apiHosts } from "../pods";

export interface RoutingProps {
  readonly namespace: Namespace;
  readonly service: IService;
  readonly mesh: Istio;
  /** Percentage of the requests that the canary version gets. */
  readonly canaryPercent: number;
}

const GATEWAY = "dafnck-machine-gateway";

/** Istio's routes for the API's host names, from the mesh's gateway to the versions of the API. */
export function addRouting(
  stack: ClusterStack<DafnckmachineEnvironment>,
  { namespace: { name: namespace }, service, mesh, canaryPercent }: RoutingProps,
): void {
  const hosts = [...apiHosts(stack.environment), apiHealthHost(stack.environment)];
  const toVersion = (subset: string, weight?: number) => ({ destination: { host: service.name, subset }, weight });
  new CustomResource<IGateway>(stack, "gateway", {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name: GATEWAY, namespace },
      spec: {
        selector: { ...mesh.gatewaySelector },
        // TLS ends at the load balancer, the only client of the gateway.
        servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts }],
      },
    },
  });
  new CustomResource<IVirtualService>(stack, "routing", {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: { name: "dafnck-machine-routing", namespace },
      spec: {
        hosts,
        gateways: [GATEWAY],
        http: [
          {
            name: "health",
            match: [{ uri: { exact: API_HEALTH_PATH } }],
            rewrite: { uri: "/health" },
            route: [toVersion("v1")],
          },
          {
            name: "canary",
            match: [{ uri: { prefix: "/v1/" } }],
            route: [toVersion("v1", 100 - canaryPercent), toVersion("v2", canaryPercent)],
          },
          { name: "default", route: [toVersion("v1")] },
        ],
      },
    },
  });
  new CustomResource<IDestinationRule>(stack, "versions", {
    manifest: {
      apiVersion: "networking.istio.io/v1",
      kind: "DestinationRule",
      metadata: { name: service.name, namespace },
      spec: {
        host: service.name,
        // Outlier detection removes pods that keep failing from load balancing.
        trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5, interval: "10s", baseEjectionTime: "30s" } },
        subsets: ["v1", "v2"].map((version) => ({ name: version, labels: { version } })),
      },
    },
  });
  new CustomResource<IPeerAuthentication>(stack, "mesh-only", {
    manifest: {
      apiVersion: "security.istio.io/v1",
      kind: "PeerAuthentication",
      metadata: { name: "default", namespace },
      spec: { mtls: { mode: "STRICT" } },
    },
  });
}
