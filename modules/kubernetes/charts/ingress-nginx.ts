import { check } from "@modules/core/checks";
import type { Construct } from "constructs";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";
import { INGRESS_NGINX_NAMESPACE } from "./namespaces";

export interface IngressNginxProps extends AddonProps {
  /** An existing namespace. @default "ingress-nginx" */
  readonly namespace?: string;

  /**
   * CIDR blocks from which load balancers reach the controller, such as the VPC's. The controller trusts
   * `X-Forwarded-For` only from these blocks: the client is the last address of the header outside of them, which
   * clients cannot forge. Behind a CDN that is the address of a CDN server, so all clients of one server share a rate
   * limit; set limits for each client in the CDN.
   * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#proxy-real-ip-cidr
   * @default [], the client is the peer of the connection
   */
  readonly proxies?: readonly string[];
}

/**
 * Ingress NGINX, which serves ingresses of the class `nginx`. The project is retired: this is its last release, and
 * vulnerabilities found since March 2026 are not fixed, so use it only where it already runs.
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
