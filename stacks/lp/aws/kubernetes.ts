import { globalArn } from "@modules/aws/account";
import type { AuroraReplicaCluster } from "@modules/aws/database/aurora/aurora-replica-cluster";
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
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { REDIS_PORT } from "@modules/core/ports";
import type { Construct } from "constructs";
import type { LpEnvironment, NodeGroupSettings } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { scopeName } from "../../base/environment-stack";
import { addDockerHub } from "../../parts/aws/docker-hub";
import { addCluster, addNetworkAddons, addWorkloadAddons } from "../../parts/aws/eks";
import { addAlertPublisher, addSecretsReader } from "../../parts/aws/eks-identities";
import { GATEWAY_PORTS } from "../cluster/gateway";
import { clusterBoundary } from "./cluster-boundary";
import type { Database } from "./data/database";
import { API_USER, GRAFANA } from "./data/users";

export interface KubernetesProps {
  readonly vpc: IVpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Runner of the pipeline's applies, which connects to the private endpoint. @default none */
  readonly runner?: IConnectable;
  /** Public zone in which cert-manager solves DNS-01 challenges. */
  readonly zone: IHostedZone;
  /** Topic that Alertmanager publishes to. */
  readonly alerts: IAlerts;
  /** Database and cache to which pods may connect. */
  readonly data: {
    readonly database: Pick<Database, "cluster" | "users">;
    readonly cacheNetwork: IConnectable;
    readonly cache: IRedis;
  };
  /**
   * The database's replica in another region, to which the API connects after the replica has taken over. @default none
   */
  readonly copy?: AuroraReplicaCluster;
}

/** Nodes for controllers and add-ons, which only their pods tolerate. */
export const SYSTEM_NODES: Nodes = {
  labels: { role: "system" },
  taints: [{ key: "system", value: "true", effect: "NO_SCHEDULE" }],
};

/** The EKS cluster with its node groups and pod identities. Later stacks deploy into the cluster. */
export class KubernetesStack extends AwsStack<LpEnvironment> {
  readonly cluster: EksCluster;
  /** URL of the cache without a password: pods authenticate with an IAM token. */
  readonly cacheUrl: Parameter;
  /** URL of the database. The URL contains no password, because pods log in with IAM tokens. */
  readonly databaseUrl: Parameter;
  /** CA certificate with which the gateway verifies its clients; undefined without Cloudflare. */
  readonly clientCa?: Parameter;

  private readonly props: KubernetesProps;

  constructor(scope: Construct, environment: LpEnvironment, props: KubernetesProps) {
    super(scope, environment, "kubernetes");
    this.props = props;
    const { vpc, keys, runner, zone, alerts, data, copy } = props;
    this.cluster = addCluster(this, {
      name: scopeName(environment),
      settings: environment.kubernetes,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
      permissionsBoundary: globalArn(this, "iam", `policy/${clusterBoundary(environment).name}`),
      podPorts: GATEWAY_PORTS,
      runner,
    });
    for (const target of [data.database.cluster, data.cacheNetwork]) {
      this.cluster.connections.allowTo(target);
    }
    this.addNodeGroups();
    new ClusterAutoscalerIdentity(this, "autoscaler", { cluster: this.cluster });
    new CertManagerIdentity(this, "cert-manager", { cluster: this.cluster, zone });
    addAlertPublisher(this, this.cluster, alerts);
    this.cacheUrl = new Parameter(this, "cache-url", {
      name: this.named("/lp-system/redis-cluster/connection-string"),
      description: "Where the cache is and as whom clients connect",
      value: `rediss://${data.cache.userName}@${data.cache.endpoint}:${REDIS_PORT}`,
    });
    const { cluster: database, users } = data.database;
    const { address } = copy && environment.database.replica?.promoted ? copy : database;
    this.databaseUrl = new Parameter(this, "database-url", {
      name: this.named("/lp-system/database/connection-string"),
      description: "Where the database is and as whom the API logs in, with a token of its own",
      value: `postgresql://${API_USER}@${address}:${database.port}/${database.databaseName}?sslmode=require`,
    });
    this.clientCa = environment.cloudflare && this.addClientCa();
    addSecretsReader(this, this.cluster, [
      users.secretOf(GRAFANA.user),
      this.cacheUrl,
      this.databaseUrl,
      ...(this.clientCa ? [this.clientCa] : []),
    ]);
    const gateway = new PodIdentity(this, "api-gateway", {
      name: `${this.cluster.physicalName}-api-gateway`,
      cluster: this.cluster,
      namespace: environment.kubernetes.namespace,
      serviceAccount: "api-gateway-sa",
    });
    data.cache.grantConnect(gateway);
    users.grantConnect(gateway, API_USER);
    copy?.grantConnect(gateway, API_USER);
  }

  private addNodeGroups(): void {
    const { systemNodes, applicationNodes, memoryOptimizedNodes } = this.environment.kubernetes;
    const after = addNetworkAddons(this, this.cluster);
    const system = this.addNodeGroup("system-nodes", systemNodes, { ...SYSTEM_NODES, after });
    const application = this.addNodeGroup("application-nodes", applicationNodes, {
      labels: { role: "application" },
      // EKS replaces a Spot node when AWS recommends a rebalance, before the interruption notice.
      capacityType: "SPOT",
      after,
    });
    const memory = this.addNodeGroup("memory-optimized", memoryOptimizedNodes, {
      labels: { role: "cache", workload: "redis" },
      after,
    });
    addDockerHub(this, [system, application, memory]);
    addWorkloadAddons(this, this.cluster, system, SYSTEM_NODES);
  }

  private addNodeGroup(
    name: string,
    { instanceTypes, min, desired, max, volumeGibibytes }: NodeGroupSettings,
    props: Pick<EksNodeGroupProps, "labels" | "taints" | "capacityType"> & { readonly after: readonly EksAddon[] },
  ): EksNodeGroup {
    const { vpc, keys } = this.props;
    return new EksNodeGroup(this, name, {
      ...props,
      name,
      cluster: this.cluster,
      vpc,
      instanceTypes,
      minNodes: min,
      desiredNodes: desired,
      maxNodes: max,
      volume: { sizeGibibytes: volumeGibibytes },
      key: keys.data,
      tags: this.tags,
    });
  }

  private addClientCa(): Parameter {
    return new Parameter(this, "callers-authority", {
      name: this.named("/lp-system/gateway/callers-authority"),
      description: "Who signs the certificate that Cloudflare shows to the gateway",
      value: ORIGIN_PULL_AUTHORITY,
    });
  }
}
