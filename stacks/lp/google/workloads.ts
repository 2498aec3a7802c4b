import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { Role } from "@modules/aws/security/role";
import { REDIS_TLS_PORT } from "@modules/core/ports";
import type { IRepository } from "@modules/google/artifact-registry/repository";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { ISecret } from "@modules/google/security/secret";
import type { IServiceAccount } from "@modules/google/security/service-account";
import type { Istio } from "@modules/kubernetes/charts/istio";
import type { CustomResource } from "@modules/kubernetes/custom-resource";
import { Namespace } from "@modules/kubernetes/security/namespace";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Construct, IConstruct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { ClusterStack, gkeAccess } from "../../base/cluster-stack";
import { addIssuer } from "../../parts/cluster/certificate-issuer";
import { addExternalSecret, addGoogleSecretStore } from "../../parts/cluster/external-secrets";
import { addCallersAuthority, addGatewayCertificate } from "../cluster/workloads/certificate";
import { addRouting } from "../cluster/workloads/routing";
import { API_GATEWAY, addPlatformNamespace, addServices } from "../cluster/workloads/services";
import type { DataStack } from "./data";
import { addDatabaseProxy } from "./database-proxy";

export interface WorkloadsNeeds {
  readonly cluster: GkeCluster;
  readonly mesh: Istio;
  readonly data: DataStack;
  /** Block of the database and the cache. */
  readonly dataCidr: string;
  /** Where images are pushed before this is applied. */
  readonly images: IRepository;
  /** Where the database is, and as whom to connect. */
  readonly databaseUrl: ISecret;
  /** What the database's proxy connects as. */
  readonly databaseUser: IServiceAccount;
  /** Who signs the certificate of the gateway's callers. @default everyone may call */
  readonly callersAuthority?: ISecret;
  /** Where names are proved, and the role that proves them. */
  readonly certificates: { readonly zone: IHostedZone; readonly role: Role };
}

/** What takes over: the same services and routes as on AWS, on Google's data. And a place for development, kept apart. */
export class WorkloadsStack extends ClusterStack<LpEnvironment> {
  constructor(scope: Construct, environment: LpEnvironment, needs: WorkloadsNeeds) {
    const { cluster, mesh, data, dataCidr, images, databaseUser, certificates, callersAuthority } = needs;
    super(scope, environment, "google-workloads", gkeAccess(cluster));
    const namespace = addPlatformNamespace(this);
    const store = addGoogleSecretStore(this, {
      project: environment.google!.project.id,
      namespaces: [environment.kubernetes.namespace, ...(callersAuthority ? [mesh.namespace] : [])],
    });
    const database = addDatabaseProxy(this, {
      namespace,
      connectionName: data.database.connectionName,
      user: databaseUser,
      dataCidr,
      clients: { app: API_GATEWAY },
    });
    addServices(this, {
      namespace,
      // Repositories of Google's hold many images; its own stands for the prefix they have on AWS.
      imageAddress: (image, tag) => `${images.url}/${image.split("/")[1]}:${tag}`,
      data: [database, { peers: [{ cidr: dataCidr }], ports: [{ port: REDIS_TLS_PORT }] }],
      authorities: new ConfigMap(this, "authorities", {
        name: "authorities",
        namespace: namespace.name,
        data: { "ca.pem": data.cache.certificateAuthority },
      }),
      // Nobody does here: processors and memory are enough until everything has moved.
      countsRequests: false,
      after: this.addSecrets(needs, namespace, store),
    });
    const { zone, role } = certificates;
    addGatewayCertificate(this, addIssuer(this, { zone, region: environment.account.region, roleArn: role.arn }));
    const callers = callersAuthority ? addCallersAuthority(this, store, callersAuthority.name) : undefined;
    addRouting(this, mesh, namespace, callers);
    this.addDevelopment();
  }

  private addSecrets(
    { databaseUrl, data }: WorkloadsNeeds,
    namespace: IConstruct,
    store: CustomResource<IClusterSecretStore>,
  ): IConstruct[] {
    const { kubernetes } = this.environment;
    const secrets = { "database-secret": databaseUrl, "redis-secret": data.cacheUrl };
    return Object.entries(secrets).map(([name, { name: key }]) =>
      addExternalSecret(this, name, {
        name,
        namespace: kubernetes.namespace,
        store,
        data: { "connection-string": { key } },
        after: [namespace],
      }),
    );
  }

  /** Its pods reach nobody of production and get no secret of its; and no more of the nodes than a takeover can spare. */
  private addDevelopment(): void {
    const namespace = new Namespace(this, "development", {
      name: "development",
      meshed: true,
      deletionProtection: this.environment.deletionProtection,
    });
    new ResourceQuotaV1(this, "development-quota", {
      metadata: { name: "development", namespace: namespace.name },
      spec: {
        hard: {
          "requests.cpu": "2",
          "requests.memory": "4Gi",
          "limits.memory": "8Gi",
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    });
  }
}
