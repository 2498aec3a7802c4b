import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import type { IListener } from "@modules/aws/load-balancing/https-listener";
import { ListenerRule } from "@modules/aws/load-balancing/listener-rule";
import { type ITargetGroup, TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { POD_PORTS } from "../../cluster/pods";
import { LISTENER_RULES } from "../listener-rules";

export interface IngressProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  /** HTTPS listener of the public load balancer. */
  readonly listener: IListener;
  /** Security group of the public load balancer. */
  readonly loadBalancerGroup: IConnectable;
}

/** Target groups whose pods the AWS Load Balancer Controller registers. */
export interface IngressTargetGroups {
  /** Target group of Istio's ingress gateway. */
  readonly gateway: ITargetGroup;
  /** Target group of ingress-nginx; undefined when the environment serves agents on ECS. */
  readonly nginx: ITargetGroup | undefined;
}

/**
 * Ingress from the public load balancer into the cluster. Listener rules route by path: the mesh serves the versions of
 * the API, and ingress-nginx or ECS serves agents, depending on the environment.
 */
export function addIngress(stack: AwsStack<DafnckmachineEnvironment>, props: IngressProps): IngressTargetGroups {
  const { cluster, vpc, listener, loadBalancerGroup } = props;
  const gateway = new TargetGroup(stack, "gateway", {
    name: stack.named("cluster-gateway"),
    vpc,
    port: POD_PORTS.gateway,
    targetType: "ip",
    healthCheck: { port: POD_PORTS["gateway-status"], path: "/healthz/ready" },
  });
  new ListenerRule(stack, "versions", { ...LISTENER_RULES.versions, listener, targetGroup: gateway });
  const nginx = stack.environment.loadBalancers.agents === "kubernetes" ? addNginx(stack, props) : undefined;
  for (const port of ["gateway", "gateway-status", ...(nginx ? ["ingress"] : [])]) {
    cluster.connections.allowFrom(loadBalancerGroup, port);
  }
  new LoadBalancerControllerIdentity(stack, "load-balancing", {
    cluster,
    targetGroups: { gateway, ...(nginx && { ingress: nginx }) },
  });
  return { gateway, nginx };
}

/** The target group of ingress-nginx. It uses HTTPS, because ingress-nginx redirects plain HTTP. */
function addNginx(stack: AwsStack<DafnckmachineEnvironment>, { vpc, listener }: IngressProps): TargetGroup {
  const nginx = new TargetGroup(stack, "ingress", {
    name: stack.named("cluster-ingress"),
    vpc,
    port: POD_PORTS.ingress,
    protocol: "HTTPS",
    targetType: "ip",
    healthCheck: { path: "/healthz" },
  });
  new ListenerRule(stack, "agents", { ...LISTENER_RULES["cluster-agents"], listener, targetGroup: nginx });
  return nginx;
}
