import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ValidationZone } from "@modules/cloudflare/dns/validation-zone";
import { FRONT_ENDS } from "@modules/google/addresses";
import type { Service } from "@modules/google/security/delivery-services";
import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { GoogleBootstrapStack } from "../../shared/google/bootstrap";
import { defineGoogleCosts } from "../../shared/google/costs";
import { GoogleNetworkStack } from "../../shared/google/network";
import { defineGoogleOperations } from "../../shared/google/operations";
import { GoogleSecurityStack } from "../../shared/google/security";
import { PORTS } from "../ports";
import { GoogleComputeStack } from "./compute";
import { GoogleDataStack } from "./data";
import { GoogleKubernetesStack } from "./kubernetes";
import { operations } from "./operations";
import { GoogleRecordsStack } from "./records";

/** Google services in addition to those that every project uses. */
const SERVICES: readonly Service[] = [
  "artifactregistry",
  "certificatemanager",
  "container",
  "containerscanning",
  "firestore",
  "sqladmin",
  "storage",
];

/** Project roles that these stacks grant to service accounts; the pipeline may not grant any other role. */
const GRANTABLE_ROLES = [
  "roles/cloudsql.client",
  "roles/cloudsql.instanceUser",
  "roles/container.defaultNodeServiceAccount",
  "roles/datastore.user",
  "roles/logging.logWriter",
];

export interface GoogleProps {
  /** Route 53 zone of the environment's domain. */
  readonly zone: IHostedZone;
  /** Zone of the public names, if it is not `zone`. @default `zone` */
  readonly publicZone?: ValidationZone;
}

/** Defines an environment's stacks in Google Cloud, in the order of their first apply. */
export function defineGoogle(app: App, environment: DafnckmachineEnvironment, { zone, publicZone }: GoogleProps): void {
  const { pool } = new GoogleBootstrapStack(app, environment, { services: SERVICES, grantableRoles: GRANTABLE_ROLES });
  const security = new GoogleSecurityStack(app, environment, { services: SERVICES, multiRegion: "us" });
  const { keys, alerts } = security;
  defineGoogleCosts(app, environment, { alerts });
  const { vpc } = new GoogleNetworkStack(app, environment, { name: "vpc-network", firewall: FIREWALL });
  const data = new GoogleDataStack(app, environment, {
    privateServices: vpc.privateServices,
    keys: { data: keys.data, multiRegion: security.multiRegionKey },
    pool,
  });
  const { loadBalancer, backends, certificates } = new GoogleComputeStack(app, environment, {
    subnet: vpc.subnet("instances"),
    key: keys.data,
    data,
  });
  new GoogleRecordsStack(app, environment, { zone, publicZone, loadBalancer, certificates });
  new GoogleKubernetesStack(app, environment, { vpc, keys, images: data.images });
  defineGoogleOperations(app, environment, { alerts, ...operations(environment, { loadBalancer, backends }) });
}

/** Firewall rules. Instances have no public addresses; only Google's front ends send requests and health checks. */
const FIREWALL = {
  http: {
    description: "Load balancers and health checks to web servers",
    ports: [PORTS.web],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["http-server"] },
  },
  https: {
    description: "Load balancers and health checks to web servers, encrypted",
    ports: [443],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["https-server"] },
  },
  api: {
    description: "Load balancers and health checks to API servers",
    ports: [PORTS.api],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["api-server"] },
  },
};
