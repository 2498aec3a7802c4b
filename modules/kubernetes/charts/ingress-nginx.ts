import { check } from "@modules/core/checks";
import type { Construct } from "constructs";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";
import { INGRESS_NGINX_NAMESPACE } from "./namespaces";

export interface IngressNginxProps extends AddonProps {
  /** An existing namespace. @default "ingress-nginx" */
  readonly namespace?: string;

  /**
   * CIDR blocks from which load balancers reach the controller, such as the VPC's. It believes `X-Forwarded-For` from
   * them alone: the client is the last address of the header outside of these blocks, which no client can forge. That is
   * the server of a CDN in front of the load balancer, whose clients then share a rate limit; the CDN limits each.
   * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#proxy-real-ip-cidr
   * @default [], the client is who connects
   */
  readonly proxies?: readonly string[];
}

/**
 * Ingress NGINX, which serves ingresses of the class `nginx`. The project is retired: this is its last release, and
 * faults found since March 2026 are not fixed, so use it only where it is in use already.
 * https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
 */
export class IngressNginx extends Chart {
  constructor(scope: Construct, id: string, props: IngressNginxProps = {}) {
    const { namespace = INGRESS_NGINX_NAMESPACE, proxies = [], placement, after, overrides } = props;
    super(scope, id, {
      name: "ingress-nginx",
      namespace,
      repository: "https://kubernetes.github.io/ingress-nginx",
      chart: "ingress-nginx",
      version: "4.15.1",
      values: {
        controller: {
          ...(proxies.length > 0 && {
            config: { "use-forwarded-headers": "true", "proxy-real-ip-cidr": proxies.join(",") },
          }),
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
    const open = proxies.find((cidr) => cidr.endsWith("/0"));
    check(this, open === undefined, "proxies", "networks of load balancers, never every address", open);
  }
}
