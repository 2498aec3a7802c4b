/** Targets of load balancers. */
import type { Block } from "../blocks";
import type { ResourceGraph } from "../resources";
import { list, valuesAt } from "../values";
import type { AwsHost } from "./aws/network";

export interface Target {
  /** Path of the target group. */
  readonly path: string;
  readonly balancer: AwsHost;
  readonly target: AwsHost;
  /** Port of the target and of its health check. */
  readonly ports: readonly number[];
}

/** Each load balancer with each host that registers in a target group of its listeners. */
export function targetsOf(graph: ResourceGraph, hosts: readonly AwsHost[]): Target[] {
  const byBlock = new Map(hosts.map((host) => [host.block, host]));
  const balancers = balancersByGroup(graph);
  return registrations(graph, hosts).flatMap(({ group, block, port }) =>
    [...(balancers.get(group) ?? [])].flatMap((one) => {
      const balancer = byBlock.get(one);
      const target = byBlock.get(block);
      return balancer && target && shareVpc(balancer, target)
        ? [{ path: group.path, balancer, target, ports: portsOf(group, port) }]
        : [];
    }),
  );
}

function portsOf({ attributes }: Block, registered: unknown): number[] {
  const port = Number(registered ?? attributes.port);
  const check = valuesAt(attributes, "health_check.port")[0] ?? "traffic-port";
  return [...new Set([port, check === "traffic-port" ? port : Number(check)])].filter((one) => one > 0);
}

function shareVpc(one: AwsHost, other: AwsHost): boolean {
  const vpcs = new Set(one.subnets.map(({ vpc }) => vpc));
  return other.subnets.some(({ vpc }) => vpcs.has(vpc));
}

/** Load balancers by the target groups that their listeners and rules forward to. */
function balancersByGroup(graph: ResourceGraph): Map<Block, Set<Block>> {
  const found = new Map<Block, Set<Block>>();
  const forward = (block: Block, action: string, balancer: Block | undefined) => {
    const groups = [`${action}.target_group_arn`, `${action}.forward.target_group.arn`];
    for (const group of balancer ? groups.flatMap((path) => graph.targets(block, path)) : []) {
      found.set(group, (found.get(group) ?? new Set()).add(balancer!));
    }
  };
  for (const listener of graph.of("aws_lb_listener")) {
    forward(listener, "default_action", graph.targets(listener, "load_balancer_arn")[0]);
  }
  for (const rule of graph.of("aws_lb_listener_rule")) {
    const [listener] = graph.targets(rule, "listener_arn");
    forward(rule, "action", listener && graph.targets(listener, "load_balancer_arn")[0]);
  }
  return found;
}

interface Registration {
  readonly group: Block;
  readonly block: Block;
  /** @default the port of the target group */
  readonly port?: unknown;
}

function registrations(graph: ResourceGraph, hosts: readonly AwsHost[]): Registration[] {
  const named = (block: Block, path: string, host: Block | undefined = block): Registration[] =>
    graph.targets(block, path).flatMap((group) => (host ? [{ group, block: host }] : []));
  return [
    ...graph.of("aws_ecs_service").flatMap((block) =>
      list(block.attributes.load_balancer).flatMap(({ target_group_arn, container_port }) => {
        const group = graph.target(block.stack, target_group_arn);
        return group ? [{ group, block, port: container_port }] : [];
      }),
    ),
    ...graph.of("aws_autoscaling_group").flatMap((block) => named(block, "target_group_arns")),
    ...graph
      .of("aws_autoscaling_attachment")
      .flatMap((one) => named(one, "lb_target_group_arn", graph.targets(one, "autoscaling_group_name")[0])),
    ...graph
      .of("aws_lb_target_group_attachment")
      .flatMap((one) => named(one, "target_group_arn", graph.targets(one, "target_id")[0])),
    ...graph
      .of("kubernetes_manifest")
      .filter(({ attributes }) => attributes.manifest?.kind === "TargetGroupBinding")
      .flatMap((binding) => named(binding, "manifest.spec.targetGroupARN", binding))
      .flatMap(({ group }) => podsOf(hosts).map((pods) => ({ group, block: pods.block }))),
  ];
}

/** Pods of all clusters; those of other VPCs are no targets. Pods in subnets of their own are not on the nodes' network. */
function podsOf(hosts: readonly AwsHost[]): AwsHost[] {
  const apart = hosts.filter(({ block }) => block.type === "aws_eks_addon");
  return [
    ...apart,
    ...hosts.filter((host) => host.block.type === "aws_eks_node_group" && !apart.some((one) => shareVpc(one, host))),
  ];
}
