import type { ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { SHARED_NODES } from "../workloads/daemon-set";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";
import { ISTIO_NAMESPACE, KUBE_SYSTEM_NAMESPACE } from "./namespaces";

/** Charts of Istio, by name. */
type IstioChart = "base" | "cni" | "istiod" | "gateway";

export interface IstioProps extends Omit<AddonProps, "overrides"> {
  /**
   * An existing namespace for the control plane and the gateway: not `isolated`, and with pod security `baseline` or
   * `privileged`. @default "istio-system"
   */
  readonly namespace?: string;

  /**
   * Public IP address of the load balancer that Kubernetes creates for the gateway's service.
   * @default none: the service is reachable inside the cluster only
   */
  readonly gatewayAddress?: string;

  /** CIDR blocks that may connect to that load balancer; required with `gatewayAddress`. @default [] */
  readonly gatewayClients?: readonly string[];

  /** Number of proxies in front of the gateway that append to `X-Forwarded-For`, such as a CDN. @default 0 */
  readonly trustedProxies?: number;

  /**
   * Registry and path of the images, such as those of a pull-through cache of Docker Hub. @default "docker.io/istio"
   */
  readonly images?: string;

  /** Platform whose directory for CNI plugins differs from the Kubernetes default, which EKS uses. @default none */
  readonly platform?: "gke";

  /** Arguments of the Helm releases that replace what this module sets, by chart. @default none */
  readonly overrides?: Readonly<Partial<Record<IstioChart, Partial<ReleaseConfig>>>>;
}

/**
 * Ports of the load balancer. The chart's default ports include plain HTTP. Port 15021 stays closed, because the load
 * balancer checks health on a node port of Kubernetes.
 */
const HTTPS_ONLY = [{ name: "https", port: 443, targetPort: 443, protocol: "TCP" }];

/** The CNI plugin tolerates every taint, so the affinity keeps it off Fargate nodes, where it would stay pending. */
const NOT_ON_FARGATE = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [SHARED_NODES] }],
    },
  },
};

/**
 * Time in which a terminating gateway pod finishes its requests. It equals the deregistration delay of the gateway's
 * target groups, because the load balancer keeps sending requests on open connections during that delay.
 */
const DRAIN_SECONDS = 60;

/** Version of all four charts, which are released together. https://istio.io/latest/docs/releases/supported-releases/ */
const VERSION = "1.30.4";

/**
 * Istio deletes its charts and images in Google Cloud, which are the charts' default, in December 2026:
 * https://istio.io/latest/blog/2026/retirement-of-gcp/
 */
const REPOSITORY = "https://blob.istio.io/istio-release/charts";
const IMAGES = "docker.io/istio";

/**
 * Istio, a service mesh with an ingress gateway. Its CNI plugin redirects the traffic of pods to
 * their sidecars, so pods do not need the capability `NET_ADMIN`.
 * https://istio.io/latest/docs/setup/install/helm/
 */
export class Istio extends Construct {
  readonly namespace: string;
  /** Name of the gateway's service. Its ports are 443 and 15021, which is for health checks. */
  readonly gatewayService = "istio-ingressgateway";
  /** Labels of the gateway's pods, for the selector of a Gateway. */
  readonly gatewaySelector = { istio: "ingressgateway" } as const;

  private readonly overrides: NonNullable<IstioProps["overrides"]>;

  constructor(scope: Construct, id: string, props: IstioProps = {}) {
    super(scope, id);
    const {
      namespace = ISTIO_NAMESPACE,
      gatewayAddress,
      gatewayClients = [],
      trustedProxies = 0,
      platform,
      images = IMAGES,
      placement,
      after = [],
      overrides = {},
    } = props;
    check(
      this,
      !gatewayAddress || gatewayClients.length > 0,
      "gatewayClients",
      "a list of at least one CIDR block with gatewayAddress",
      "none",
    );
    this.namespace = namespace;
    this.overrides = overrides;
    const global = { hub: images, istioNamespace: namespace, ...(platform ? { platform } : {}) };
    const base = this.add("base", "istio-base", { global, defaultRevision: "default" }, after);
    const plugin = this.add(
      "cni",
      "istio-cni",
      // The default directory for CNI plugins is read-only on GKE nodes. The chart would detect GKE by the suffix of
      // the API server's version, but Helm does not always report the suffix.
      {
        global,
        affinity: NOT_ON_FARGATE,
        ...(platform === "gke" ? { cni: { cniBinDir: "/home/kubernetes/bin" } } : {}),
      },
      [base],
      KUBE_SYSTEM_NAMESPACE,
    );
    const control = this.add(
      "istiod",
      "istiod",
      {
        global: {
          ...global,
          // Pod security `restricted` requires a seccomp profile of every container, sidecars included.
          proxy: { seccompProfile: { type: "RuntimeDefault" } },
          logAsJson: true,
        },
        meshConfig: { accessLogFile: "/dev/stdout", accessLogEncoding: "JSON" },
        pilot: {
          cni: { enabled: true },
          autoscaleMin: REPLICAS,
          // The chart's default of 2 GiB is enough for thousands of pods; this is enough for several hundred.
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
      // The control plane injects the proxy into the gateway's pods.
      [control],
    );
  }

  private add(
    chart: IstioChart,
    name: string,
    values: object,
    after: readonly IConstruct[],
    namespace = this.namespace,
  ): Chart {
    return new Chart(this, chart, {
      name,
      namespace,
      repository: REPOSITORY,
      chart,
      version: VERSION,
      values,
      after,
      overrides: this.overrides[chart],
    });
  }
}
