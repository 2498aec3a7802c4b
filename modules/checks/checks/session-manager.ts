/** Checks that instances which Session Manager may open sessions on have a network path to its endpoints. */
import { type RoleAccess, rolesOf } from "../access/roles";
import type { Block } from "../model/blocks";
import { awsNetwork, isNear } from "../model/paths/aws/network";
import { connect } from "../model/paths/network";
import { rangeOf } from "../model/paths/ranges";
import type { External } from "../model/paths/traffic";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import type { PreparedStack } from "../prepare";

const POLICY = /:policy\/AmazonSSMManagedInstanceCore$/;
const HTTPS = { protocol: "tcp", port: 443 } as const;

/** An address of the internet. */
const INTERNET: External = { id: "the internet", ranges: [rangeOf("198.51.100.0/24")!] };

/**
 * Checks single instances and Auto Scaling groups whose role has the policy of Session Manager. The agent connects to
 * the service over HTTPS, over the internet or through an interface endpoint. Without a path no session opens.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-prerequisites.html
 */
export function sessionManagerFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const network = awsNetwork(stacks);
  const roles = new Map(rolesOf(stacks).map((role) => [role.block, role]));
  const endpoints = network.hosts.filter(
    ({ block: { type, attributes } }) =>
      type === "aws_vpc_endpoint" && String(attributes.service_name).endsWith(".ssm"),
  );
  return network.hosts
    .filter(({ block }) => profilesOf(graph, block).some((profile) => isManaged(roles, graph, profile)))
    .filter((host) => {
      const near = endpoints.filter((endpoint) => isNear(network, host, endpoint));
      return ![INTERNET, ...near].some((server) => connect(host, server, HTTPS).always);
    })
    .map(
      ({ id }) =>
        `${id}: must reach Session Manager, because its role has AmazonSSMManagedInstanceCore, got no path to port 443 of the internet or of an endpoint of ssm; allow the path, add the endpoints ssm and ssmmessages, or remove the policy`,
    );
}

/** Instance profiles of an instance or a group, their own or that of their launch template. */
function profilesOf(graph: ResourceGraph, block: Block): Block[] {
  if (block.type !== "aws_instance" && block.type !== "aws_autoscaling_group") {
    return [];
  }
  const templates = graph.targets(block, "launch_template.id");
  return [
    ...graph.targets(block, "iam_instance_profile"),
    ...templates.flatMap((one) => [
      ...graph.targets(one, "iam_instance_profile.name"),
      ...graph.targets(one, "iam_instance_profile.arn"),
    ]),
  ];
}

function isManaged(roles: ReadonlyMap<Block, RoleAccess>, graph: ResourceGraph, profile: Block): boolean {
  const role = roles.get(graph.targets(profile, "role")[0]!);
  return role?.awsPolicies.some((arn) => POLICY.test(arn)) ?? false;
}
