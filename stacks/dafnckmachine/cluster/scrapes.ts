import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { NetworkPolicyRule } from "@modules/kubernetes/network/network-policy";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";

/** Ingress of a port with metrics from Prometheus, in environments that have it. */
export function scrapesOf({ observability }: DafnckmachineEnvironment, port: number): readonly NetworkPolicyRule[] {
  return observability?.monitoring ? [{ peers: [{ namespace: MONITORING_NAMESPACE }], ports: [{ port }] }] : [];
}
