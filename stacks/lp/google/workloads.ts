import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { Role } from "@modules/aws/security/role";
import { REDIS_TLS_PORT } from "@modules/core/ports";
import type { IRepository } from "@modules/google/artifact-registry/repository";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { ISecret } from "@modules/google/security/secret";
import type { IServiceAccount } from "@modules/google/security/service-account";
import type { CustomResource } from "@modules/kubernetes/custom-resource";
import { Namespace } from "@modules/kubernetes/security/namespace";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Construct, IConstruct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { ClusterStack, gkeAccess } from "../../base/cluster-stack";
import { addIssuer } from "../../parts/cluster/certificate-issuer";
import { addExternalSecret, addGoogleSecretStore } from "../../parts/cluster/external-secrets";
import { API_GATEWAY } from "../cluster/workloads/endpoints";
import { addClientCa, addGatewayCertificate } from "../cluster/workloads/gateway-tls";
import { addRouting } from "../cluster/workloads/routing";
import { addPlatformNamespace, addServices } from "../cluster/workloads/services";
import type { GoogleControllersStack } from "./controllers";
import type { GoogleDataStack } from "./data";
import { addDatabaseProxy } from "./database-proxy";

export interface GoogleWorkloadsProps {
  readonly cluster: GkeCluster;
  readonly controllers: GoogleControllersStack;
  readonly data: GoogleDataStack;
  /** Repository of the images. Push the images before you apply this stack. */
  readonly images: IRepository;
  /** URL of the database through its proxy. */
  readonly databaseUrl: ISecret;
  /** Service account as which the database proxy logs in. */
  readonly databaseUser: IServiceAccount;
  /** CA certificate with which the gateway verifies its clients. @default none: clients need no certificate */
  readonly clientCa?: ISecret;
  /** Zone of the DNS-01 challenges, and the AWS role that may solve them. */
  readonly certificates: { readonly zone: IHostedZone; readonly role: Role };
}

/**
 * The platform's services in the GKE cluster, as in EKS but with the database and cache in Google Cloud, and an
 * isolated namespace for development.
 */
export class GoogleWorkloadsStack extends ClusterStack<LpEnvironment> {
  constructor(scope: Construct, environment: LpEnvironment, props: GoogleWorkloadsProps) {
    const { cluster, controllers, data, images, databaseUser, certificates, clientCa } = props;
    const { mesh } = controllers;
    const { project, network } = data.google;
    super(scope, environment, "google-workloads", gkeAccess(cluster), [controllers]);
    const namespace = addPlatformNamespace(this);
    const store = addGoogleSecretStore(this, {
      project: project.id,
      namespaces: [environment.kubernetes.namespace, ...(clientCa ? [mesh.namespace] : [])],
    });
    const databaseProxy = addDatabaseProxy(this, {
      namespace,
      connectionName: data.database.connectionName,
      user: databaseUser,
      dataCidr: network.servicesCidr,
      clients: { app: API_GATEWAY },
    });
    addServices(this, {
      gateway: mesh,
      namespace,
      // ECR has a repository for each image, `lp-system/<image>`; Artifact Registry has one repository with all of them.
      repositoryUrl: (image) => `${images.url}/${image.split("/")[1]}`,
      data: [databaseProxy, { peers: [{ cidr: network.servicesCidr }], ports: [{ port: REDIS_TLS_PORT }] }],
      certificateAuthorities: new ConfigMap(this, "authorities", {
        name: "authorities",
        namespace: namespace.name,
        data: { "ca.pem": data.cache.certificateAuthority },
      }),
      // The GKE cluster has no Prometheus, so pods scale by CPU and memory.
      prometheus: false,
      after: this.addSecrets(props, namespace, store),
    });
    const { zone, role } = certificates;
    const issuer = addIssuer(this, { zone, region: environment.account.region, roleArn: role.arn });
    addGatewayCertificate(this, { gateway: mesh, issuer });
    addRouting(this, {
      gateway: mesh,
      namespace,
      clientCa: clientCa && addClientCa(this, { gateway: mesh, store, key: clientCa.name }),
    });
    this.addDevelopment();
  }

  private addSecrets(
    { databaseUrl, data }: GoogleWorkloadsProps,
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

  /**
   * Adds a namespace without network access to production and without its secrets. Its quota leaves enough resources
   * for a failover.
   */
  private addDevelopment(): void {
    const namespace = new Namespace(this, "development", {
      name: "development",
      istioInjection: true,
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
