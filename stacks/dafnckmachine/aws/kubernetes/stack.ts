import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { CertManagerIdentity } from "@modules/aws/eks/cert-manager-identity";
import { ClusterAutoscalerIdentity } from "@modules/aws/eks/cluster-autoscaler-identity";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { FargateProfile } from "@modules/aws/eks/fargate-profile";
import type { IListener } from "@modules/aws/load-balancing/https-listener";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addDockerHub } from "../../../parts/aws/docker-hub";
import { addCluster, addNetworkAddons, addWorkloadAddons } from "../../../parts/aws/eks";
import { addAlertPublisher } from "../../../parts/aws/eks-identities";
import { NAMESPACES, POD_PORTS } from "../../cluster/pods";
import type { TierGroups } from "../network";
import { addPodIdentities, type PodData, type PodParameters } from "./identities";
import { addIngress, type IngressTargetGroups } from "./ingress";
import { addNodeGroups } from "./node-groups";

export interface KubernetesProps {
  readonly vpc: IVpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Runner of the pipeline's applies, which connects to the private endpoint. @default none */
  readonly runner?: IConnectable;
  /** Public zone, where cert-manager writes ACME challenges. */
  readonly zone: IHostedZone;
  readonly groups: TierGroups;
  /** Public load balancer, which routes to pods. */
  readonly loadBalancer: { readonly https: IListener };
  /** Topic that Alertmanager publishes to. */
  readonly alerts: IAlerts;
  /** Data that pods may reach. */
  readonly data: PodData & { readonly cacheNetwork: IConnectable };
}

/** The EKS cluster, its nodes and the identities of its pods; later stacks create the objects inside it. */
export class KubernetesStack extends AwsStack<DafnckmachineEnvironment> {
  readonly cluster: EksCluster;
  readonly ingress: IngressTargetGroups;
  readonly parameters: PodParameters;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: KubernetesProps) {
    super(scope, environment, "kubernetes");
    const { vpc, keys, runner, zone, alerts, groups, loadBalancer, data } = props;
    this.cluster = addCluster(this, {
      name: this.named("dafnckmachine-eks"),
      settings: environment.kubernetes,
      operator: environment.kubernetes.operator,
      podPorts: POD_PORTS,
      runner,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
    });
    for (const target of [data.database, data.cacheNetwork]) {
      this.cluster.connections.allowTo(target);
    }
    const nodes = addNodeGroups(this, {
      cluster: this.cluster,
      vpc,
      key: keys.data,
      after: addNetworkAddons(this, this.cluster, { vpc, subnetGroup: "pods" }),
    });
    addDockerHub(this, nodes);
    addWorkloadAddons(this, this.cluster, nodes[0]);
    new ClusterAutoscalerIdentity(this, "autoscaler", { cluster: this.cluster });
    new CertManagerIdentity(this, "cert-manager", { cluster: this.cluster, zone });
    this.parameters = addPodIdentities(this, this.cluster, data);
    this.ingress = addIngress(this, {
      cluster: this.cluster,
      vpc,
      listener: loadBalancer.https,
      loadBalancerGroup: groups.web,
    });
    if (environment.observability?.monitoring) {
      addAlertPublisher(this, this.cluster, alerts);
    }
    new FargateProfile(this, "batch", {
      name: "batch",
      cluster: this.cluster,
      vpc,
      namespaces: [NAMESPACES.batch],
      logGroup: new LogGroup(this, "fargate-logs", {
        name: fargateLogGroup(this.cluster),
        retentionDays: environment.security.logRetentionDays,
        key: keys.logs,
      }),
    });
  }
}

/** Name of the log group of the cluster's pods on Fargate. */
export function fargateLogGroup({ physicalName }: Pick<EksCluster, "physicalName">): string {
  return `/aws/eks/${physicalName}/fargate`;
}
