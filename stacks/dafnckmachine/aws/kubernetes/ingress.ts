import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import { type IListener, ListenerRule } from "@modules/aws/load-balancing/listener";
import { type ITargetGroup, TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { POD_PORTS } from "../../cluster/pods";

export interface EntryProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  /** Of the public load balancer. */
  readonly listener: IListener;
  readonly balancerGroup: IConnectable;
}

/** Target groups whose members a controller in the cluster registers. */
export interface Entry {
  /** Pods of Istio's gateway. */
  readonly gateway: ITargetGroup;
  /** Pods of the ingress controller, where the environment serves agents through it. */
  readonly ingress?: ITargetGroup;
}

/** Below those of the services of ECS, the first to be asked. */
const PRIORITIES = { agents: 5, versions: 30 };

/**
 * The way from the public load balancer into the cluster. Names lead to that load
 * balancer alone, so it says by path which of them gets a request: versions of the
 * API are the mesh's; agents are those of one of the two, as the environment says.
 */
export function addEntry(stack: AwsStack<DafnckmachineEnvironment>, props: EntryProps): Entry {
  const { cluster, vpc, listener, balancerGroup } = props;
  const gateway = new TargetGroup(stack, "gateway", {
    name: stack.named("cluster-gateway"),
    vpc,
    port: POD_PORTS.gateway,
    targetType: "ip",
    healthCheck: { port: POD_PORTS["gateway-status"], path: "/healthz/ready" },
  });
  new ListenerRule(stack, "versions", {
    listener,
    priority: PRIORITIES.versions,
    pathPatterns: ["/v1/*"],
    targetGroup: gateway,
  });
  const ingress = stack.environment.loadBalancers.agents === "kubernetes" ? addIngress(stack, props) : undefined;
  for (const port of ["gateway", "gateway-status", ...(ingress ? ["ingress"] : [])]) {
    cluster.connections.allowFrom(balancerGroup, port);
  }
  new LoadBalancerControllerIdentity(stack, "load-balancing", {
    cluster,
    targetGroups: { gateway, ...(ingress && { ingress }) },
  });
  return { gateway, ingress };
}

/** Over TLS, or the controller would redirect to it. */
function addIngress(stack: AwsStack<DafnckmachineEnvironment>, { vpc, listener }: EntryProps): TargetGroup {
  const ingress = new TargetGroup(stack, "ingress", {
    name: stack.named("cluster-ingress"),
    vpc,
    port: POD_PORTS.ingress,
    protocol: "HTTPS",
    targetType: "ip",
    healthCheck: { path: "/healthz" },
  });
  new ListenerRule(stack, "agents", {
    listener,
    priority: PRIORITIES.agents,
    pathPatterns: ["/api/agents*"],
    targetGroup: ingress,
  });
  return ingress;
}
