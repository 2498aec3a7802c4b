import { ComputeAddress } from "@cdktf/provider-google/lib/compute-address";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { POSTGRES_PORT } from "@modules/core/ports";
import { Repository } from "@modules/google/artifact-registry/repository";
import { type IPostgres, userName } from "@modules/google/database/postgres";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { IVpc } from "@modules/google/network/vpc";
import type { IKey } from "@modules/google/security/key";
import { type ISecret, Secret } from "@modules/google/security/secret";
import { type IServiceAccount, ServiceAccount } from "@modules/google/security/service-account";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { scopeName } from "../../base/environment-stack";
import { GoogleStack } from "../../base/google-stack";
import { addGkeCluster, addNodePool } from "../../parts/google/gke";

export interface KubernetesNeeds {
  readonly vpc: IVpc;
  /** What pods may reach. */
  readonly data: { readonly database: IPostgres; readonly cacheUrl: ISecret };
  /** What plans act as. */
  readonly planner: IServiceAccount;
  readonly keys: { readonly cluster: IKey; readonly data: IKey };
}

/** Name of the database's proxy in the cluster, and of its account there. */
export const DATABASE = "database";

/** Goes up with every change of the authority, or its change stays here. */
const AUTHORITY_REVISION = 1;

/** The cluster that takes over from AWS, and that development has a part of until then; what runs in it is a later stack. */
export class KubernetesStack extends GoogleStack<LpEnvironment> {
  readonly cluster: GkeCluster;
  readonly images: Repository;
  /** Where the gateway answers; the edge knows it before anything does. */
  readonly gatewayAddress: string;
  /** What External Secrets acts as. */
  readonly secretsReader: ServiceAccount;
  /** What the database's proxy acts as, there and in the database. */
  readonly databaseUser: ServiceAccount;
  /** Where the database is, and as whom to connect. */
  readonly databaseUrl: Secret;
  /** What signs the certificate of the gateway's callers, where only Cloudflare may call. */
  readonly callersAuthority?: Secret;

  constructor(scope: Construct, environment: LpEnvironment, needs: KubernetesNeeds) {
    super(scope, environment, "kubernetes");
    const { vpc, keys, data, planner } = needs;
    const { deletionProtection } = environment;
    this.cluster = addGkeCluster(this, { name: scopeName(environment), vpc, key: keys.cluster, diskKey: keys.data });
    addNodePool(this, "application-pool", this.google.kubernetes.nodePools.application, {
      cluster: this.cluster,
      labels: { role: "application" },
    });
    this.images = new Repository(this, "images", {
      name: this.named("lp-system"),
      description: "Images of AWS's registry, where no outage of AWS reaches them",
      key: keys.data,
      deletionProtection,
    });
    this.images.grantPull(this.cluster.nodeAccount);
    this.databaseUser = new ServiceAccount(this, "database-user", {
      name: this.named("lp-database"),
      description: "The API in the database, by way of its proxy",
    });
    this.cluster.letActAs(this.databaseUser, environment.kubernetes.namespace, DATABASE);
    data.database.grantConnect(this.databaseUser);
    this.databaseUrl = new Secret(this, "database-url", {
      name: this.named("lp-database-url"),
      value: this.urlOfDatabase(),
      planner,
      deletionProtection,
    });
    this.secretsReader = new ServiceAccount(this, "secrets-reader", {
      name: this.named("lp-external-secrets"),
      description: "External Secrets of the cluster",
    });
    this.cluster.letActAs(this.secretsReader, "external-secrets", "external-secrets");
    if (environment.cloudflare) {
      this.callersAuthority = new Secret(this, "callers-authority", {
        name: this.named("lp-callers-authority"),
        value: ORIGIN_PULL_AUTHORITY,
        revision: AUTHORITY_REVISION,
        planner,
        // Cloudflare publishes it.
        deletionProtection: false,
      });
      this.callersAuthority.grantRead(this.secretsReader);
    }
    for (const secret of [this.databaseUrl, data.cacheUrl]) {
      secret.grantRead(this.secretsReader);
    }
    this.gatewayAddress = new ComputeAddress(this, "gateway", {
      name: this.named("lp-gateway"),
      region: this.google.region,
      addressType: "EXTERNAL",
      networkTier: "PREMIUM",
      description: "The API's gateway, bound by its service in the cluster",
      lifecycle: { preventDestroy: deletionProtection },
    }).address;
  }

  /** Without a password: the proxy has a token of its own account. */
  private urlOfDatabase(): string {
    const { kubernetes, database } = this.environment;
    const user = Fn.urlencode(userName(this.databaseUser));
    return `postgresql://${user}@${DATABASE}.${kubernetes.namespace}.svc.cluster.local:${POSTGRES_PORT}/${database.name}`;
  }
}
