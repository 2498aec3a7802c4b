import { ComputeAddress } from "@cdktf/provider-google/lib/compute-address";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { POSTGRES_PORT } from "@modules/core/ports";
import { Repository } from "@modules/google/artifact-registry/repository";
import { type IPostgres, userName } from "@modules/google/database/postgres";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { IVpc } from "@modules/google/network/vpc";
import type { IKey } from "@modules/google/security/key";
import { type ISecret, Secret } from "@modules/google/security/secret";
import { ServiceAccount } from "@modules/google/security/service-account";
import { EXTERNAL_SECRETS_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { scopeName } from "../../base/environment-stack";
import { GoogleStack } from "../../base/google-stack";
import { addGkeCluster, addNodePool } from "../../parts/google/gke";

export interface GoogleKubernetesProps {
  readonly vpc: IVpc;
  /** Database and URL of the cache that pods may use. */
  readonly data: { readonly database: IPostgres; readonly cacheUrl: ISecret };
  readonly keys: { readonly cluster: IKey; readonly data: IKey };
}

/** Name of the database proxy's Deployment and Service, and of its Kubernetes service account. */
export const DATABASE_PROXY = "database";

/**
 * Revision of the CA certificate. Raise it with every change of the certificate, because the write-only value is only
 * written when the revision changes.
 */
const CLIENT_CA_REVISION = 1;

/** The GKE cluster to fail over to from EKS, its image registry and its service accounts. Later stacks deploy into it. */
export class GoogleKubernetesStack extends GoogleStack<LpEnvironment> {
  readonly cluster: GkeCluster;
  readonly images: Repository;
  /** Public IP address of the gateway; it is reserved, so that Cloudflare can be configured with it. */
  readonly gatewayAddress: string;
  /** Service account that External Secrets impersonates. */
  readonly secretsReader: ServiceAccount;
  /** Service account that the database proxy impersonates; also a user of the database. */
  readonly databaseUser: ServiceAccount;
  /** URL of the database without a password: the proxy authenticates with an IAM token. */
  readonly databaseUrl: Secret;
  /** CA certificate with which the gateway verifies its clients; undefined without Cloudflare. */
  readonly clientCa?: Secret;

  constructor(scope: Construct, environment: LpEnvironment, props: GoogleKubernetesProps) {
    super(scope, environment, "kubernetes");
    const { vpc, keys, data } = props;
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
    this.cluster.letActAs(this.databaseUser, environment.kubernetes.namespace, DATABASE_PROXY);
    data.database.grantConnect(this.databaseUser);
    this.databaseUrl = new Secret(this, "database-url", {
      name: this.named("lp-database-url"),
      value: this.databaseUri(),
      deletionProtection,
    });
    this.secretsReader = new ServiceAccount(this, "secrets-reader", {
      name: this.named("lp-external-secrets"),
      description: "External Secrets of the cluster",
    });
    this.cluster.letActAs(this.secretsReader, EXTERNAL_SECRETS_NAMESPACE, "external-secrets");
    if (environment.cloudflare) {
      this.clientCa = new Secret(this, "callers-authority", {
        name: this.named("lp-callers-authority"),
        value: ORIGIN_PULL_AUTHORITY,
        revision: CLIENT_CA_REVISION,
        // The certificate needs no protection, because Cloudflare publishes it.
        deletionProtection: false,
      });
      this.clientCa.grantRead(this.secretsReader);
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

  private databaseUri(): string {
    const { kubernetes, database } = this.environment;
    const user = Fn.urlencode(userName(this.databaseUser));
    const host = `${DATABASE_PROXY}.${kubernetes.namespace}.svc.cluster.local`;
    return `postgresql://${user}@${host}:${POSTGRES_PORT}/${database.name}`;
  }
}
