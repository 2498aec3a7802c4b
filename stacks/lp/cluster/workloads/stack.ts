import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Parameter } from "@modules/aws/operations/parameter";
import type { ISecret } from "@modules/aws/security/secret";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { Construct, IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import { addIssuer } from "../../../parts/cluster/certificate-issuer";
import { addExternalSecret, addSecretStore } from "../../../parts/cluster/external-secrets";
import { imageAddress, type RegistryStack } from "../../../shared/aws/registry";
import type { Image } from "../../images";
import { GATEWAY_PORTS } from "../gateway";
import { addCallersAuthority, addGatewayCertificate } from "./certificate";
import { addRouting } from "./routing";
import { addPlatformNamespace, addServices } from "./services";

export interface WorkloadsNeeds {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  readonly mesh: Istio;
  /** Where images are pushed before this is applied. */
  readonly registry: RegistryStack<Image>;
  /** Of the database's user, as JSON. */
  readonly credentials: ISecret;
  /** Parameter that holds the URL of the cache. */
  readonly cacheUrlName: string;
  /** Who signs the certificate of the gateway's callers. @default everyone may call */
  readonly callersAuthority?: Parameter;
  /** Where names are proved. */
  readonly zone: IHostedZone;
  /** Of the load balancer; leads to the gateway. */
  readonly targetGroup: ITargetGroup;
}

/** What the platform runs in its cluster, and the way of requests to it. */
export class WorkloadsStack extends ClusterStack<LpEnvironment> {
  constructor(scope: Construct, environment: LpEnvironment, needs: WorkloadsNeeds) {
    const { cluster, vpc, mesh, registry, zone, targetGroup, callersAuthority } = needs;
    const { region } = environment.account;
    super(scope, environment, "workloads", eksAccess(cluster, region));
    this.addDependency(registry);
    const namespace = addPlatformNamespace(this);
    const settings = addSecretStore(this, {
      service: "ParameterStore",
      region,
      namespaces: [environment.kubernetes.namespace, ...(callersAuthority ? [mesh.namespace] : [])],
    });
    addServices(this, {
      namespace,
      imageAddress: (image, tag) => imageAddress(environment, image, tag),
      data: [{ peers: [{ cidr: vpc.cidr }], ports: [{ port: POSTGRES_PORT }, { port: REDIS_PORT }] }],
      countsRequests: true,
      after: this.addSecrets(needs, namespace, settings),
    });
    addGatewayCertificate(this, addIssuer(this, { zone, region }));
    const callers = callersAuthority ? addCallersAuthority(this, settings, callersAuthority.name) : undefined;
    addRouting(this, mesh, namespace, callers);
    this.bind(mesh, targetGroup);
  }

  private addSecrets(
    { credentials, cacheUrlName }: WorkloadsNeeds,
    namespace: IConstruct,
    settings: CustomResource<IClusterSecretStore>,
  ): IConstruct[] {
    const { account, kubernetes } = this.environment;
    const { region } = account;
    const { namespace: name } = kubernetes;
    const secrets = addSecretStore(this, { service: "SecretsManager", region, namespaces: [name] });
    return [
      addExternalSecret(this, "database-secret", {
        name: "database-secret",
        namespace: name,
        store: secrets,
        data: { "connection-string": { key: credentials.arn, property: "url" } },
        after: [namespace],
      }),
      addExternalSecret(this, "redis-secret", {
        name: "redis-secret",
        namespace: name,
        store: settings,
        data: { "connection-string": { key: cacheUrlName } },
        after: [namespace],
      }),
    ];
  }

  /** Registers the gateway's pods with the load balancer, whose rules are Terraform's. */
  private bind(mesh: Istio, targetGroup: ITargetGroup): void {
    new CustomResource(this, "gateway-targets", {
      manifest: {
        apiVersion: "elbv2.k8s.aws/v1beta1",
        kind: "TargetGroupBinding",
        metadata: { name: "lp-gateway", namespace: mesh.namespace },
        spec: {
          targetGroupARN: targetGroup.arn,
          targetType: "ip",
          serviceRef: { name: mesh.gatewayService, port: GATEWAY_PORTS.gateway },
        },
      },
    });
  }
}
