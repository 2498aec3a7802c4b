import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { NetworkPolicyRule } from "@modules/kubernetes/network/network-policy";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";

/** Ingress rules that allow Prometheus to scrape a port, in environments with monitoring. */
export function scrapesOf({ observability }: DafnckmachineEnvironment, port: number): readonly NetworkPolicyRule[] {
  return observability?.monitoring ? [{ peers: [{ namespace: MONITORING_NAMESPACE }], ports: [{ port }] }] : [];
}
