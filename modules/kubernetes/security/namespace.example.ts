import { Namespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { Construct } from "constructs";

/** A namespace in the mesh, and a service account in a namespace of another team. */
export function example(scope: Construct): void {
  new Namespace(scope, "shop", { name: "shop", istioInjection: true, labels: { team: "shop" } });

  const reports = Namespace.fromExisting(scope, "reports", { name: "reports" });
  new ServiceAccount(scope, "reader", { name: "shop-reader", namespace: reports.name });
}
