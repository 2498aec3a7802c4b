import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { Service } from "@modules/google/security/delivery-services";
import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { GoogleBootstrapStack } from "../../shared/google/bootstrap";
import { FRONT_ENDS, GoogleNetworkStack } from "../../shared/google/network";
import { GoogleSecurityStack } from "../../shared/google/security";
import { GoogleComputeStack } from "./compute";
import { GoogleDataStack } from "./data";
import { GoogleKubernetesStack } from "./kubernetes";
import { GoogleRecordsStack } from "./records";

/** Beside those of every project. */
const SERVICES: readonly Service[] = [
  "artifactregistry",
  "container",
  "containerscanning",
  "firestore",
  "sqladmin",
  "storage",
];

/** Roles on the project that accounts of these stacks need: what the pipeline may give. */
const GRANTABLE_ROLES = [
  "roles/cloudsql.client",
  "roles/cloudsql.instanceUser",
  "roles/container.defaultNodeServiceAccount",
  "roles/datastore.user",
  "roles/logging.logWriter",
];

export interface GoogleProps {
  /** Of the environment's domain, on AWS. */
  readonly zone: IHostedZone;
}

/** The stacks of an environment's part in Google Cloud, in the order they are applied. */
export function defineGoogle(app: App, environment: DafnckmachineEnvironment, { zone }: GoogleProps): void {
  const { pool } = new GoogleBootstrapStack(app, environment, { services: SERVICES, grantableRoles: GRANTABLE_ROLES });
  const { keys } = new GoogleSecurityStack(app, environment, { services: SERVICES, multiRegion: "us" });
  const { vpc } = new GoogleNetworkStack(app, environment, { name: "vpc-network", firewall: FIREWALL });
  const data = new GoogleDataStack(app, environment, {
    privateServices: vpc.privateServices,
    keys: { data: keys.data, multiRegion: keys.multiRegion! },
    pool,
  });
  const { loadBalancer } = new GoogleComputeStack(app, environment, {
    subnet: vpc.subnet("instances"),
    key: keys.data,
    data,
  });
  new GoogleRecordsStack(app, environment, { zone, loadBalancer });
  new GoogleKubernetesStack(app, environment, { vpc, keys, images: data.images });
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
  api: {
    description: "Load balancers and health checks to API servers",
    ports: [3000],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["api-server"] },
  },
};
