import { CertManager } from "@modules/kubernetes/charts/cert-manager";
import { MetricsServer } from "@modules/kubernetes/charts/metrics-server";
import type { Construct } from "constructs";

/** Metrics Server, installed after cert-manager, which issues its certificate. */
export function example(scope: Construct): void {
  new MetricsServer(scope, "metrics", { after: [new CertManager(scope, "certificates")] });
}
