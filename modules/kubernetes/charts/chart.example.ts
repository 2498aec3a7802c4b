import { Chart } from "@modules/kubernetes/charts/chart";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/** A chart that this package has no module for, in a namespace of its own. */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", { name: "reloader" });

  new Chart(scope, "reloader", {
    name: "reloader",
    namespace: namespace.name,
    repository: "https://stakater.github.io/stakater-charts",
    chart: "reloader",
    version: "2.2.3",
    values: { reloader: { watchGlobally: false } },
    after: [namespace],
  });
}
