import { AutoscalingNotification } from "@cdktf/provider-aws/lib/autoscaling-notification";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addDockerHub } from "../../../parts/aws/docker-hub";
import { addCluster, addNetworkAddons, addWorkloadAddons } from "../../../parts/aws/eks";
import { addAlertPublisher } from "../../../parts/aws/eks-identities";
import { type ApplicationData, addIdentities } from "./identities";
import { addLogs } from "./logs";
import { addDedicatedNodes, addGeneralPurposeNodes } from "./nodes";
import { addLoadScaling } from "./scaling";

export interface KubernetesProps {
  readonly vpc: Vpc;
  /** Security group of the nodes and their pods, besides the cluster's own. */
  readonly securityGroup: IConnectable;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Topics for scaling events, to which Alertmanager also publishes. */
  readonly alerts: IAlerts;
  /** Buckets, cache and database login that the application's pods use. */
  readonly data: ApplicationData;
  /** Load balancer whose request count scales the general-purpose nodes. */
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Target group in which the load balancer controller registers pods. */
  readonly targetGroup: ITargetGroup;
  /**
   * Host from which administrators connect to the private endpoint by IP address, because its DNS name resolves to
   * private addresses only within the cluster's VPC.
   * @default none: the private endpoint is reachable only from the cluster's VPC
   */
  readonly bastion?: IConnectable;
  /** Runner of the pipeline's applies, which connects to the private endpoint. @default none */
  readonly runner?: IConnectable;
  /** Addresses of the pipeline's runner in another region, as CIDR blocks. @default none */
  readonly runnerCidrs?: readonly string[];
  /** General-purpose nodes per availability zone of a standby, which has no other nodes. @default the environment's node groups */
  readonly standby?: { readonly min: number };
}

/** The EKS cluster of a region with its node groups and pod identities. Later stacks deploy into the cluster. */
export class KubernetesStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly cluster: EksCluster;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    props: KubernetesProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "kubernetes", { region });
    const { vpc, securityGroup, keys, alerts, data, loadBalancer, targetGroup, bastion, runner, runnerCidrs, standby } =
      props;
    this.cluster = addCluster(this, {
      name: this.named("phoenix-rooivalk-eks"),
      settings: environment.kubernetes,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
      runner,
      runnerCidrs,
    });
    if (bastion) {
      this.cluster.connections.allowFrom(bastion);
    }
    const after = addNetworkAddons(this, this.cluster, { vpc, subnetGroup: "pods" });
    const nodes = { cluster: this.cluster, vpc, securityGroup, key: keys.data, after };
    const generalPurpose = addGeneralPurposeNodes(this, nodes, standby);
    const dedicated = standby ? [] : addDedicatedNodes(this, nodes);
    for (const [zone, nodeGroup] of Object.entries(generalPurpose)) {
      addLoadScaling(this, { zone, nodeGroup, loadBalancer, scheduled: !standby });
    }
    addWorkloadAddons(this, this.cluster, Object.values(generalPurpose)[0]!);
    addIdentities(this, { cluster: this.cluster, data, targetGroup });
    addLogs(this, {
      cluster: this.cluster,
      logsKey: keys.logs,
      bucket: data.buckets.logs,
      after: Object.values(generalPurpose),
    });
    new AutoscalingNotification(this, "scaling-events", {
      groupNames: [...Object.values(generalPurpose), ...dedicated].map((group) => group.autoscalingGroupName),
      topicArn: alerts.topics.informational,
      notifications: ["LAUNCH", "LAUNCH_ERROR", "TERMINATE", "TERMINATE_ERROR"].map(
        (event) => `autoscaling:EC2_INSTANCE_${event}`,
      ),
    });
    if (!standby) {
      addDockerHub(this, [...Object.values(generalPurpose), ...dedicated]);
      addAlertPublisher(this, this.cluster, alerts);
    }
  }
}
