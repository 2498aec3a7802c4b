import { InstanceGroup } from "@modules/google/compute/instance-group";
import type { Construct } from "constructs";

/** Two to ten web servers in three zones; a `FirewallRule` has to admit Google's health checks to port 8080. */
export function example(scope: Construct): void {
  const templates = "https://www.googleapis.com/compute/v1/projects/example-project/global/instanceTemplates";

  new InstanceGroup(scope, "web", {
    name: "web",
    baseInstanceName: "web",
    // An `InstanceTemplate` has a `selfLink`.
    template: { selfLink: `${templates}/web-20260301` },
    zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
    size: 2,
    scaling: { min: 2, max: 10, cpuUtilization: 0.6 },
    port: 8080,
  });
}
