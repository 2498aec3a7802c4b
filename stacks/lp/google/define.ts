import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { Service } from "@modules/google/security/delivery-services";
import type { App } from "cdktf";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { BootstrapStack } from "../../shared/google/bootstrap";
import { NetworkStack } from "../../shared/google/network";
import { SecurityStack } from "../../shared/google/security";
import { CertificatesStack } from "../aws/certificates";
import { ControllersStack } from "./controllers";
import { DataStack } from "./data";
import { KubernetesStack } from "./kubernetes";
import { WorkloadsStack } from "./workloads";

/** Beside those of every project. */
const SERVICES: readonly Service[] = [
  "artifactregistry",
  "container",
  "containerscanning",
  "redis",
  "secretmanager",
  "sqladmin",
];

/** Roles on the project that accounts of these stacks need: what the pipeline may give. */
const GRANTABLE_ROLES = [
  "roles/cloudsql.client",
  "roles/cloudsql.instanceUser",
  "roles/container.defaultNodeServiceAccount",
];

export interface GoogleNeeds {
  /** Of the environment's domain, on AWS. */
  readonly zone: IHostedZone;
}

/** What the edge knows of it. */
export interface Standby {
  /** Where its gateway answers. */
  readonly gatewayAddress: string;
}

/** The stacks of an environment's part in Google Cloud, in the order they are applied. */
export function defineGoogle(app: App, environment: LpEnvironment, { zone }: GoogleNeeds): Standby {
  const { accounts } = new BootstrapStack(app, environment, { services: SERVICES, grantableRoles: GRANTABLE_ROLES });
  const { plan: planner } = accounts;
  const { keys } = new SecurityStack(app, environment, { services: SERVICES });
  const { vpc } = new NetworkStack(app, environment, { name: environment.platform });
  const data = new DataStack(app, environment, { privateServices: vpc.privateServices!, key: keys.data, planner });
  const kubernetes = new KubernetesStack(app, environment, { vpc, keys, data, planner });
  const { cluster, gatewayAddress, secretsReader, images, databaseUrl, databaseUser } = kubernetes;
  const { role } = new CertificatesStack(app, environment, { cluster, zone });
  const { mesh } = new ControllersStack(app, environment, { cluster, gatewayAddress, secretsReader, planner });
  new WorkloadsStack(app, environment, {
    cluster,
    mesh,
    data,
    dataCidr: environment.google!.network.servicesCidr,
    images,
    databaseUrl,
    databaseUser,
    callersAuthority: kubernetes.callersAuthority,
    certificates: { zone, role },
  });
  return { gatewayAddress };
}
