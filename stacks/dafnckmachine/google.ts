import type { Service } from "@modules/google/security/delivery-services";
import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { BootstrapStack } from "../google-bootstrap";
import { FRONT_ENDS, NetworkStack } from "../google-network";
import { SecurityStack } from "../google-security";

/** Beside those of every project. */
const SERVICES: readonly Service[] = ["container", "firestore", "sqladmin"];

/** Roles on the project that accounts of these stacks need: what the pipeline may give. */
const GRANTABLE_ROLES = [
  "roles/artifactregistry.reader",
  "roles/cloudsql.client",
  "roles/container.defaultNodeServiceAccount",
  "roles/datastore.user",
  "roles/logging.logWriter",
  "roles/monitoring.metricWriter",
];

/** The stacks of an environment's part in Google Cloud, in the order they are applied. */
export function defineGoogle(app: App, environment: DafnckmachineEnvironment): void {
  new BootstrapStack(app, environment, { services: SERVICES, grantableRoles: GRANTABLE_ROLES });
  new SecurityStack(app, environment, { services: SERVICES, multiRegion: "us" });
  new NetworkStack(app, environment, { name: "vpc-network", firewall: FIREWALL });
}

/** Web servers have no addresses of their own: who calls them, and asks for their health, are Google's front ends. */
const FIREWALL = {
  http: {
    description: "Load balancers and health checks to web servers",
    ports: [80],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["http-server"] },
  },
  https: {
    description: "Load balancers and health checks to web servers, encrypted",
    ports: [443],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["https-server"] },
  },
};
