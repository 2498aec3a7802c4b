import { globalArn } from "@modules/aws/account";
import type { IRedis } from "@modules/aws/database/redis/redis";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { CertManagerIdentity } from "@modules/aws/eks/cert-manager-identity";
import { ClusterAutoscalerIdentity } from "@modules/aws/eks/cluster-autoscaler-identity";
import type { EksAddon } from "@modules/aws/eks/eks-addon";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EksNodeGroup, type EksNodeGroupProps } from "@modules/aws/eks/eks-node-group";
import type { Nodes } from "@modules/aws/eks/eks-placement";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { Parameter } from "@modules/aws/operations/parameter";
import type { IKey } from "@modules/aws/security/key";
import type { ISecret } from "@modules/aws/security/secret";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { REDIS_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { scopeName } from "../../base/environment-stack";
import { addCluster, addNetworkAddons, addWorkloadAddons } from "../../parts/aws/eks";
import { addAlertPublisher, addSecretsReader } from "../../parts/aws/eks-identities";
import { GATEWAY_PORTS } from "../cluster/gateway";
import { CLUSTER_BOUNDARY } from "./bootstrap";

export interface KubernetesNeeds {
  readonly vpc: IVpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Public zone, where the cluster proves its names to who certifies them. */
  readonly zone: IHostedZone;
  /** Where what watches the cluster tells of alerts. */
  readonly alerts: IAlerts;
  /** What pods may reach. */
  readonly data: {
    readonly database: { readonly cluster: IConnectable; readonly credentials: ISecret };
    readonly cacheNetwork: IConnectable;
    readonly cache: IRedis;
  };
}

type NodeGroupSettings = LpEnvironment["kubernetes"]["systemNodes"];

/** Nodes for what the cluster itself needs, which alone tolerates them. */
export const SYSTEM: Nodes = {
  labels: { role: "system" },
  taints: [{ key: "system", value: "true", effect: "NO_SCHEDULE" }],
};

/** The Kubernetes cluster and its nodes; what runs in it is a later stack. */
export class KubernetesStack extends AwsStack<LpEnvironment> {
  readonly cluster: EksCluster;
  /** Parameter that holds the URL of the cache; known at synth. */
  readonly cacheUrlName: string;
  /** Who signs the certificate of the gateway's callers, where that is Cloudflare. */
  readonly callersAuthority?: Parameter;

  private readonly needs: KubernetesNeeds;

  constructor(scope: Construct, environment: LpEnvironment, needs: KubernetesNeeds) {
    super(scope, environment, "kubernetes");
    this.needs = needs;
    const { vpc, keys, zone, alerts, data } = needs;
    const { systemNodes, applicationNodes, memoryOptimizedNodes, namespace } = environment.kubernetes;
    this.cluster = addCluster(this, {
      name: scopeName(environment),
      settings: environment.kubernetes,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
      permissionsBoundary: globalArn(this, "iam", `policy/${this.named(CLUSTER_BOUNDARY)}`),
      podPorts: GATEWAY_PORTS,
    });
    for (const target of [data.database.cluster, data.cacheNetwork]) {
      this.cluster.connections.allowTo(target);
    }
    const after = addNetworkAddons(this, this.cluster);
    const system = this.addNodes("system-nodes", systemNodes, { ...SYSTEM, after });
    this.addNodes("application-nodes", applicationNodes, {
      labels: { role: "application" },
      // EKS replaces a node as soon as it is likely to be taken back.
      capacityType: "SPOT",
      after,
    });
    this.addNodes("memory-optimized", memoryOptimizedNodes, { labels: { role: "cache", workload: "redis" }, after });
    addWorkloadAddons(this, this.cluster, system, SYSTEM);
    new ClusterAutoscalerIdentity(this, "autoscaler", { cluster: this.cluster });
    new CertManagerIdentity(this, "cert-manager", { cluster: this.cluster, zone });
    addAlertPublisher(this, this.cluster, alerts);
    // Without a password: pods connect with a token of their own identity.
    const cacheUrl = new Parameter(this, "cache-url", {
      name: this.named("/lp-system/redis-cluster/connection-string"),
      description: "Where the cache is and as whom clients connect",
      value: `rediss://${data.cache.userName}@${data.cache.endpoint}:${REDIS_PORT}`,
    });
    this.cacheUrlName = cacheUrl.name;
    this.callersAuthority =
      environment.cloudflare &&
      new Parameter(this, "callers-authority", {
        name: this.named("/lp-system/gateway/callers-authority"),
        description: "Who signs the certificate that Cloudflare shows to the gateway",
        value: ORIGIN_PULL_AUTHORITY,
      });
    addSecretsReader(this, this.cluster, [
      data.database.credentials,
      cacheUrl,
      ...(this.callersAuthority ? [this.callersAuthority] : []),
    ]);
    const gateway = new PodIdentity(this, "api-gateway", {
      name: `${this.cluster.physicalName}-api-gateway`,
      cluster: this.cluster,
      namespace,
      serviceAccount: "api-gateway-sa",
    });
    data.cache.grantConnect(gateway);
  }

  private addNodes(
    name: string,
    { instanceTypes, min, desired, max, volumeGibibytes }: NodeGroupSettings,
    props: Pick<EksNodeGroupProps, "labels" | "taints" | "capacityType"> & { readonly after: readonly EksAddon[] },
  ): EksNodeGroup {
    const { vpc, keys } = this.needs;
    return new EksNodeGroup(this, name, {
      ...props,
      name,
      cluster: this.cluster,
      vpc,
      instanceTypes,
      minNodes: min,
      desiredNodes: desired,
      maxNodes: max,
      volumeGibibytes,
      key: keys.data,
      tags: this.tags,
    });
  }
}
