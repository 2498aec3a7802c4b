import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { CertManagerIdentity } from "@modules/aws/eks/cert-manager-identity";
import { ClusterAutoscalerIdentity } from "@modules/aws/eks/cluster-autoscaler-identity";
import type { EksAddon } from "@modules/aws/eks/eks-addon";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EksNodeGroup, type Taint } from "@modules/aws/eks/eks-node-group";
import { FargateProfile } from "@modules/aws/eks/fargate-profile";
import type { IListener } from "@modules/aws/load-balancing/listener";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { Parameter } from "@modules/aws/operations/parameter";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addCluster, addNetworkAddons, addWorkloadAddons } from "../../../parts/aws/eks";
import { addAlertPublisher } from "../../../parts/aws/eks-identities";
import { NAMESPACES, POD_PORTS } from "../../cluster/pods";
import type { TierGroups } from "../network";
import { addIdentities, type PodData } from "./identities";
import { addEntry, type Entry } from "./ingress";

export interface KubernetesProps {
  readonly vpc: IVpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Public zone, where the cluster proves its names to who certifies them. */
  readonly zone: IHostedZone;
  readonly groups: TierGroups;
  /** Through which the world reaches pods. */
  readonly loadBalancer: { readonly https: IListener };
  /** Where what watches the cluster tells of alerts. */
  readonly alerts: IAlerts;
  /** What pods may reach. */
  readonly data: PodData & { readonly database: IConnectable; readonly cacheNetwork: IConnectable };
}

type NodeGroupSettings = DafnckmachineEnvironment["kubernetes"]["generalPurpose"];

/** What a pod must tolerate to use the nodes for long computations. */
const COMPUTE_INTENSIVE: Taint = { key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" };

/** The Kubernetes cluster and its nodes; what runs in it is a later stack. */
export class KubernetesStack extends AwsStack<DafnckmachineEnvironment> {
  readonly cluster: EksCluster;
  readonly entry: Entry;
  /** Holds the URL of the application's cache. */
  readonly cacheUrl: Parameter;

  private readonly props: KubernetesProps;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: KubernetesProps) {
    super(scope, environment, "kubernetes");
    this.props = props;
    const { vpc, keys, zone, alerts, groups, loadBalancer, data } = props;
    const { generalPurpose, computeOptimized, operator } = environment.kubernetes;
    this.cluster = addCluster(this, {
      name: this.named("dafnckmachine-eks"),
      settings: environment.kubernetes,
      operator,
      podPorts: POD_PORTS,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
    });
    for (const target of [data.database, data.cacheNetwork]) {
      this.cluster.connections.allowTo(target);
    }
    const network = addNetworkAddons(this, this.cluster);
    const general = this.addNodes("general-purpose", generalPurpose, network);
    this.addNodes("compute-optimized", computeOptimized, network, [COMPUTE_INTENSIVE]);
    addWorkloadAddons(this, this.cluster, general);
    new ClusterAutoscalerIdentity(this, "autoscaler", { cluster: this.cluster });
    new CertManagerIdentity(this, "cert-manager", { cluster: this.cluster, zone });
    this.cacheUrl = addIdentities(this, this.cluster, data).cacheUrl;
    this.entry = addEntry(this, {
      cluster: this.cluster,
      vpc,
      listener: loadBalancer.https,
      balancerGroup: groups.web,
    });
    if (environment.observability?.monitoring) {
      addAlertPublisher(this, this.cluster, alerts);
    }
    new FargateProfile(this, "batch", { name: "batch", cluster: this.cluster, vpc, namespaces: [NAMESPACES.batch] });
  }

  private addNodes(
    name: string,
    { instanceTypes, min, desired, max }: NodeGroupSettings,
    after: readonly EksAddon[],
    taints: readonly Taint[] = [],
  ): EksNodeGroup {
    const { vpc, keys } = this.props;
    return new EksNodeGroup(this, name, {
      name,
      cluster: this.cluster,
      vpc,
      instanceTypes,
      minNodes: min,
      desiredNodes: desired,
      maxNodes: max,
      labels: { "node-pool": name },
      taints,
      key: keys.data,
      tags: this.tags,
      after,
    });
  }
}
