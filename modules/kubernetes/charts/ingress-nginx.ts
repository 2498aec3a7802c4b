import type { Construct } from "constructs";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";
import { INGRESS_NGINX_NAMESPACE } from "./namespaces";

export interface IngressNginxProps extends AddonProps {
  /** An existing namespace. @default "ingress-nginx" */
  readonly namespace?: string;

  /**
   * Read the client address from `X-Forwarded-For`, which a CDN and a load balancer in front write. Without it all
   * clients share one rate limit, that of the proxy's address. A client that reaches the controller directly can
   * forge the header, so the CDN must limit rates as well.
   * @default false
   */
  readonly behindProxies?: boolean;
}

/**
 * Ingress NGINX, which serves ingresses of the class `nginx`. The project is retired: this is its last release, and
 * faults found since March 2026 are not fixed, so use it only where it is in use already.
 * https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
 */
export class IngressNginx extends Chart {
  constructor(scope: Construct, id: string, props: IngressNginxProps = {}) {
    const { namespace = INGRESS_NGINX_NAMESPACE, behindProxies = false, placement, after, overrides } = props;
    super(scope, id, {
      name: "ingress-nginx",
      namespace,
      repository: "https://kubernetes.github.io/ingress-nginx",
      chart: "ingress-nginx",
      version: "4.15.1",
      values: {
        controller: {
          ...(behindProxies ? { config: { "use-forwarded-headers": "true", "proxy-real-ip-cidr": "0.0.0.0/0" } } : {}),
          replicaCount: REPLICAS,
          minAvailable: 1,
          // The author of an ingress could run code in the controller through a snippet.
          allowSnippetAnnotations: false,
          service: { type: "ClusterIP" },
          publishService: { enabled: false },
          ...placement,
          admissionWebhooks: { patch: { ...placement } },
        },
      },
      after,
      overrides,
    });
  }
}
