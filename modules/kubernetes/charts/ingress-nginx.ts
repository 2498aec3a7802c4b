import type { Construct } from "constructs";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";

export interface IngressNginxProps extends AddonProps {
  readonly namespace: string;

  /**
   * Take from `X-Forwarded-For` who asked, as a load balancer and a CDN before it write it; else all clients of
   * theirs share one limit of requests. Who may write the header freely escapes the limit: the CDN's own must hold.
   * @default false
   */
  readonly behindProxies?: boolean;
}

/**
 * Serves ingresses of class `nginx`. Retired: this is its last release, and no fault
 * found since March 2026 is mended. Nothing new belongs on it.
 * https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
 */
export class IngressNginx extends Chart {
  constructor(scope: Construct, id: string, { namespace, behindProxies = false, placement, after }: IngressNginxProps) {
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
          // Snippets are code that whoever writes an ingress runs in the controller.
          allowSnippetAnnotations: false,
          service: { type: "ClusterIP" },
          publishService: { enabled: false },
          ...placement,
          admissionWebhooks: { patch: { ...placement } },
        },
      },
      after,
    });
  }
}
