import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { Service } from "@modules/google/security/delivery-services";
import type { App } from "cdktf";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { GoogleBootstrapStack } from "../../shared/google/bootstrap";
import { defineGoogleCosts } from "../../shared/google/costs";
import { GoogleNetworkStack } from "../../shared/google/network";
import { defineGoogleOperations } from "../../shared/google/operations";
import { GoogleSecurityStack } from "../../shared/google/security";
import { CertificatesStack } from "../aws/certificates";
import { GoogleControllersStack } from "./controllers";
import { GoogleDataStack } from "./data";
import { GoogleKubernetesStack } from "./kubernetes";
import { operations } from "./operations";
import { GoogleWorkloadsStack } from "./workloads";

/** APIs that the project enables in addition to those of every project. */
const SERVICES: readonly Service[] = [
  "artifactregistry",
  "container",
  "containerscanning",
  "redis",
  "secretmanager",
  "sqladmin",
];

/** Project roles that these stacks grant to service accounts; the pipeline may not grant any other role. */
const GRANTABLE_ROLES = [
  "roles/cloudsql.client",
  "roles/cloudsql.instanceUser",
  "roles/container.defaultNodeServiceAccount",
];

export interface GoogleProps {
  /** Zone of the environment's domain, in Route 53. */
  readonly zone: IHostedZone;
}

/** The part of the platform to which Cloudflare sends requests after its database is promoted. */
export interface Standby {
  /** Public IP address of its gateway. */
  readonly gatewayAddress: string;
}

/** Defines the stacks of an environment in Google Cloud, in the order of their first apply. */
export function defineGoogle(app: App, environment: LpEnvironment, { zone }: GoogleProps): Standby {
  const { accounts } = new GoogleBootstrapStack(app, environment, {
    services: SERVICES,
    grantableRoles: GRANTABLE_ROLES,
  });
  const { plan: planner } = accounts;
  const { keys, alerts } = new GoogleSecurityStack(app, environment, { services: SERVICES });
  defineGoogleCosts(app, environment, { alerts });
  const { vpc } = new GoogleNetworkStack(app, environment, { name: environment.platform });
  const data = new GoogleDataStack(app, environment, {
    privateServices: vpc.privateServices,
    key: keys.data,
  });
  const gke = new GoogleKubernetesStack(app, environment, { vpc, keys, data });
  const { cluster, gatewayAddress, secretsReader, images, databaseUrl, databaseUser, clientCa } = gke;
  const { role } = new CertificatesStack(app, environment, { cluster, zone });
  const controllers = new GoogleControllersStack(app, environment, { cluster, gatewayAddress, secretsReader, planner });
  new GoogleWorkloadsStack(app, environment, {
    cluster,
    controllers,
    data,
    images,
    databaseUrl,
    databaseUser,
    clientCa,
    certificates: { zone, role },
  });
  defineGoogleOperations(app, environment, { alerts, ...operations(environment) });
  return { gatewayAddress };
}
