import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Parameter } from "@modules/aws/operations/parameter";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import type { CustomResource } from "@modules/kubernetes/custom-resource";
import { TargetGroupBinding } from "@modules/kubernetes/network/target-group-binding";
import type { Construct, IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import { repositoryUrl } from "../../../parts/aws/repository-url";
import { addIssuer } from "../../../parts/cluster/certificate-issuer";
import { addExternalSecret, addSecretStore } from "../../../parts/cluster/external-secrets";
import type { RegistryStack } from "../../../shared/aws/registry";
import type { Image } from "../../images";
import type { ControllersStack } from "../controllers";
import { GATEWAY_PORTS } from "../gateway";
import { addClientCa, addGatewayCertificate } from "./gateway-tls";
import { addRouting } from "./routing";
import { addPlatformNamespace, addServices } from "./services";

export interface WorkloadsProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  readonly controllers: ControllersStack;
  /** Stack of the image repositories. Push the images before you apply this stack. */
  readonly registry: RegistryStack<Image>;
  /** URL of the database, without a password: the API logs in with IAM tokens. */
  readonly databaseUrl: Parameter;
  /** URL of the cache. */
  readonly cacheUrl: Parameter;
  /** CA certificate with which the gateway verifies its clients. @default none: clients need no certificate */
  readonly clientCa?: Parameter;
  /** Zone of the DNS-01 challenges. */
  readonly zone: IHostedZone;
  /** Target group of the load balancer, whose targets are the gateway's pods. */
  readonly targetGroup: ITargetGroup;
}

/** The platform's services in the EKS cluster, and the routes from the load balancer to them. */
export class WorkloadsStack extends ClusterStack<LpEnvironment> {
  constructor(scope: Construct, environment: LpEnvironment, props: WorkloadsProps) {
    const { cluster, vpc, controllers, registry, zone, targetGroup, clientCa } = props;
    const { mesh } = controllers;
    const { region } = environment.account;
    super(scope, environment, "workloads", eksAccess(cluster, region), [controllers]);
    this.addDependency(registry);
    const namespace = addPlatformNamespace(this);
    const parameters = addSecretStore(this, {
      service: "ParameterStore",
      region,
      namespaces: [environment.kubernetes.namespace, ...(clientCa ? [mesh.namespace] : [])],
    });
    addServices(this, {
      gateway: mesh,
      namespace,
      repositoryUrl: (image) => repositoryUrl(environment, image),
      data: [
        { peers: [{ cidr: vpc.cidr }], ports: [{ port: POSTGRES_PORT }, { port: REDIS_PORT }] },
        ...copyOf(environment).map((cidr) => ({ peers: [{ cidr }], ports: [{ port: POSTGRES_PORT }] })),
      ],
      prometheus: true,
      after: this.addSecrets(props, namespace, parameters),
    });
    addGatewayCertificate(this, { gateway: mesh, issuer: addIssuer(this, { zone, region }) });
    addRouting(this, {
      gateway: mesh,
      namespace,
      clientCa: clientCa && addClientCa(this, { gateway: mesh, store: parameters, key: clientCa.name }),
    });
    new TargetGroupBinding(this, "gateway-targets", {
      name: "lp-gateway",
      namespace: mesh.namespace,
      targetGroup,
      service: { name: mesh.gatewayService, port: GATEWAY_PORTS.gateway },
    });
  }

  private addSecrets(
    { databaseUrl, cacheUrl }: WorkloadsProps,
    namespace: IConstruct,
    parameters: CustomResource<IClusterSecretStore>,
  ): IConstruct[] {
    const sources = { "database-secret": databaseUrl, "redis-secret": cacheUrl };
    return Object.entries(sources).map(([name, url]) =>
      addExternalSecret(this, name, {
        name,
        namespace: this.environment.kubernetes.namespace,
        store: parameters,
        data: { "connection-string": { key: url.name } },
        after: [namespace],
      }),
    );
  }
}

/** Network of the database's replica, to which pods connect after the replica has taken over. */
function copyOf({ database, secondaryRegions }: LpEnvironment): string[] {
  const network = secondaryRegions[database.replica?.region ?? ""]?.network;
  return network ? [network.cidr] : [];
}
