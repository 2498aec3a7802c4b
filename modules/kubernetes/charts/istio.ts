import { Construct, type IConstruct } from "constructs";
import { SHARED_NODES } from "../workloads/daemon-set";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";

export interface IstioProps extends AddonProps {
  /** Namespace of the control plane and of the gateway; not isolated, and no stricter than `baseline`. */
  readonly namespace: string;

  /** Public address of a load balancer that the gateway's service makes. @default none: one that is there leads to its pods */
  readonly gatewayAddress?: string;

  /** Networks that may ask that load balancer; it would answer everyone. @default none, so it must be given with the address */
  readonly gatewayClients?: readonly string[];

  /** Proxies before the gateway that add who asked them to `X-Forwarded-For`, such as a CDN. @default 0 */
  readonly trustedProxies?: number;

  /** Where its network plugin finds that of the nodes. @default as Kubernetes has it, and EKS */
  readonly platform?: "gke";
}

/** The chart's own have one for plain HTTP, too; Kubernetes asks the nodes for the health of the pods on them. */
const HTTPS_ONLY = [{ name: "https", port: 443, targetPort: 443, protocol: "TCP" }];

/** It tolerates every node, also those that can have no pod of it. */
const SHARED = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [SHARED_NODES] }],
    },
  },
};

/**
 * Time an old gateway pod finishes its requests in. It is as long as the deregistration delay of the target groups
 * that lead to the gateway: until then the load balancer still sends requests on open connections.
 */
const DRAIN_SECONDS = 60;

/** The four charts are released together. https://istio.io/latest/docs/releases/supported-releases/ */
const VERSION = "1.30.4";

/** Where both are from December 2026 on, when they are deleted in Google Cloud, which charts name for images; https://istio.io/latest/blog/2026/retirement-of-gcp/ */
const REPOSITORY = "https://blob.istio.io/istio-release/charts";
const IMAGES = "docker.io/istio";

/**
 * A service mesh and the gateway into it. A network plugin sends the traffic of pods
 * through their proxies, so that no pod needs the right to change its network.
 * https://istio.io/latest/docs/setup/install/helm/
 */
export class Istio extends Construct {
  readonly namespace: string;
  /** Of the gateway's service, whose ports are 443 and, for health checks, 15021. */
  readonly gatewayService = "istio-ingressgateway";
  /** What a Gateway selects the pods of the gateway by. */
  readonly gatewaySelector = { istio: "ingressgateway" } as const;

  constructor(scope: Construct, id: string, props: IstioProps) {
    super(scope, id);
    const {
      namespace,
      gatewayAddress,
      gatewayClients = [],
      trustedProxies = 0,
      platform,
      placement,
      after = [],
    } = props;
    if (gatewayAddress && gatewayClients.length === 0) {
      throw new Error(`${this.node.path}: gatewayClients must name at least one network, got none`);
    }
    this.namespace = namespace;
    const global = { hub: IMAGES, istioNamespace: namespace, ...(platform ? { platform } : {}) };
    const base = this.add("base", "istio-base", { global, defaultRevision: "default" }, after);
    const plugin = this.add(
      "cni",
      "istio-cni",
      // GKE's nodes keep plugins where the root file system is writable. The chart's own detection reads the version of
      // the API server, which Helm does not always report with its suffix.
      { global, affinity: SHARED, ...(platform === "gke" ? { cni: { cniBinDir: "/home/kubernetes/bin" } } : {}) },
      [base],
      "kube-system",
    );
    const control = this.add(
      "istiod",
      "istiod",
      {
        global: {
          ...global,
          // Namespaces held to the strictest level ask it of every container.
          proxy: { seccompProfile: { type: "RuntimeDefault" } },
          logAsJson: true,
        },
        meshConfig: { accessLogFile: "/dev/stdout", accessLogEncoding: "JSON" },
        pilot: {
          cni: { enabled: true },
          autoscaleMin: REPLICAS,
          // For some hundred pods; the chart's 2 GiB are for thousands.
          resources: { requests: { cpu: "200m", memory: "512Mi" } },
          seccompProfile: { type: "RuntimeDefault" },
          ...placement,
        },
      },
      [base, plugin],
    );
    this.add(
      "gateway",
      this.gatewayService,
      {
        service: gatewayAddress
          ? {
              type: "LoadBalancer",
              loadBalancerIP: gatewayAddress,
              loadBalancerSourceRanges: gatewayClients,
              externalTrafficPolicy: "Local",
              ports: HTTPS_ONLY,
            }
          : { type: "ClusterIP" },
        podAnnotations: {
          "proxy.istio.io/config": JSON.stringify({
            gatewayTopology: { numTrustedProxies: trustedProxies },
            terminationDrainDuration: `${DRAIN_SECONDS}s`,
          }),
        },
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        terminationGracePeriodSeconds: DRAIN_SECONDS + 30,
        autoscaling: { enabled: true, minReplicas: REPLICAS, maxReplicas: 5, targetCPUUtilizationPercentage: 80 },
        podDisruptionBudget: { minAvailable: 1 },
        ...placement,
      },
      // It is injected, too.
      [control],
    );
  }

  private add(chart: string, name: string, values: object, after: readonly IConstruct[], namespace = this.namespace) {
    return new Chart(this, chart, {
      name,
      namespace,
      repository: REPOSITORY,
      chart,
      version: VERSION,
      values,
      after,
    });
  }
}
