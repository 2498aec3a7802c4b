import { IngressNginx } from "@modules/kubernetes/charts/ingress-nginx";
import { INGRESS_NGINX_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/** The ingress controller behind a CDN and a load balancer. */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", { name: INGRESS_NGINX_NAMESPACE, isolated: false });

  new IngressNginx(scope, "ingress", { proxies: ["10.0.0.0/16"], after: [namespace] });
}
