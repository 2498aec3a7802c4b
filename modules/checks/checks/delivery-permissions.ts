/** Checks that the roles of a pipeline may do what its stacks need, and nothing that would raise them. */
import { DATA_ACTIONS } from "@modules/aws/security/data-actions";
import { RESOURCE_ACTIONS } from "@modules/aws/security/resource-actions/table";
import { arnOf, resolvedText } from "../access/arns";
import { type AccessRequest, isAllowed } from "../access/evaluate";
import { type RoleAccess, rolesOf, trustedServices, unknownPolicies } from "../access/roles";
import { factsOf, groupOf } from "../facts";
import { type Block, blocksOf } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";

const TABLE = "modules/aws/security/resource-actions";

/**
 * Checks every group of stacks whose facts name the roles of its pipeline: the plan role can refresh each resource and read
 * no data, and the apply role can create, change and delete each, with the service-linked roles and the roles it hands over.
 * The stack of the two roles is an administrator's.
 */
export function deliveryPermissionFaults(stacks: readonly PreparedStack[]): string[] {
  const groups = groupBy(stacks, ({ stack }) => groupOf(stack));
  return [...groups.values()].flatMap((group) => {
    const home = group.find(({ stack }) => factsOf(stack).delivery);
    return home ? faultsOf(stacks, group, home) : [];
  });
}

function faultsOf(all: readonly PreparedStack[], group: readonly PreparedStack[], home: PreparedStack): string[] {
  const names = factsOf(home.stack).delivery!;
  const roles = rolesOf(all).filter(({ block }) => block.stack === home);
  const plan = roles.find(({ name }) => name === names.plan);
  const apply = roles.find(({ name }) => name === names.apply);
  if (!plan || !apply) {
    const missing = plan ? names.apply : names.plan;
    return [`${home.stack.node.path}: delivery must name roles of the stack, got ${missing}; correct it in setFacts`];
  }
  const unknown = [plan, apply].flatMap(({ block, name, ...role }) =>
    unknownPolicies(role).map(
      (arn) =>
        `${block.path}: ${name} must have known policies only, got ${arn}; allow the types of its stacks with allowTypes, or add the policy to modules/aws/security/managed-policies`,
    ),
  );
  if (unknown.length > 0) {
    return unknown;
  }
  const graph = resourceGraph(all);
  const resources = group.flatMap(blocksOf).filter(({ kind, type }) => kind === "resource" && type.startsWith("aws_"));
  return [
    ...resources.filter(({ type }) => !(type in RESOURCE_ACTIONS)).map(unknownFault),
    ...dataFaults(plan),
    ...lackOf(plan, "refresh", "read", graph, resources),
    ...(["create", "update", "delete"] as const).flatMap((step) =>
      lackOf(
        apply,
        step,
        step,
        graph,
        resources.filter(({ stack }) => stack !== home),
      ),
    ),
    ...linkedRoleFaults(apply, resources),
    ...passFaults(
      apply,
      rolesOf(all).filter(({ block }) => block.stack !== home && group.includes(block.stack)),
    ),
  ];
}

function unknownFault({ path, type }: Block): string {
  return `${path}: its type must have known calls, got ${type}; add the calls that Terraform makes for it to ${TABLE}`;
}

/** Actions that a role lacks for a step, a line for each type. */
function lackOf(
  role: RoleAccess,
  verb: string,
  step: "read" | "create" | "update" | "delete",
  graph: ResourceGraph,
  resources: readonly Block[],
): string[] {
  const asked = new Map<string, boolean>();
  const isGranted = (request: AccessRequest) => {
    const key = request.resource ? JSON.stringify(request) : request.action;
    const allowed = asked.get(key) ?? isAllowed(role, request);
    asked.set(key, allowed);
    return allowed;
  };
  return [...groupBy(resources, ({ type }) => type)].flatMap(([type, blocks]) =>
    (RESOURCE_ACTIONS[type]?.[step] ?? [])
      .filter((action) => action !== "iam:PassRole")
      .flatMap((action) => {
        const asks = isAboutResource(type, action) ? blocks : blocks.slice(0, 1);
        const lacking = asks.find((block) => !isGranted(requestOf(graph, block, action)));
        return lacking ? [lackFault(role, lacking, verb, action)] : [];
      }),
  );
}

/** Whether the policies of a pipeline tell resources of the type apart for the action. */
function isAboutResource(type: string, action: string): boolean {
  return (
    action.startsWith("iam:") ||
    action === "ssm:GetParameter" ||
    (action.startsWith("s3:GetObject") && type === "aws_s3_object")
  );
}

function lackFault({ name, block }: RoleAccess, { path, type }: Block, verb: string, action: string): string {
  return `${block.path}: ${name} must be able to ${verb} ${type}, for ${path}, got no ${action}; call allowTypes after the last stack, or correct ${TABLE}`;
}

/** The request for an action on a resource, with the keys that conditions in policies of a pipeline look at. */
function requestOf(graph: ResourceGraph, block: Block, action: string): AccessRequest {
  const { type, attributes, stack } = block;
  if (!isAboutResource(type, action)) {
    return { action };
  }
  if (action.startsWith("iam:")) {
    return iamRequest(graph, block, action);
  }
  if (type === "aws_s3_object") {
    return { action, resource: `arn:aws:s3:::${resolvedText(graph, stack, attributes.bucket)}/${attributes.key}` };
  }
  const tag = attributes.tags?.Content;
  return { action, resource: arnOf(graph, block), context: tag ? { "aws:ResourceTag/Content": tag } : {} };
}

/** IAM's resources are bounded by their path, and roles by their boundary. */
function iamRequest(graph: ResourceGraph, block: Block, action: string): AccessRequest {
  const { type, attributes, stack } = block;
  const role = type === "aws_iam_role" ? block : graph.targets(block, "role")[0];
  if (type === "aws_iam_openid_connect_provider") {
    // The issuer of a cluster is known to AWS only.
    return { action, resource: /^\w+:(Get|List)/.test(action) ? "*" : providerArn(block) };
  }
  if (/Role|^iam:(Get|List)/.test(action) && role && !action.includes("InstanceProfile")) {
    const limit = role.attributes.permissions_boundary;
    const boundary = limit && resolvedText(graph, role.stack, limit);
    return {
      action,
      resource: arnOf(graph, role),
      context: boundary ? { "iam:PermissionsBoundary": boundary } : {},
    };
  }
  const noun = type === "aws_iam_policy" ? "policy" : "instance-profile";
  const account = arnOf(graph, block).split(":")[4];
  return {
    action,
    resource: `arn:aws:iam::${account}:${noun}${attributes.path ?? "/"}${resolvedText(graph, stack, String(attributes.name))}`,
  };
}

function providerArn(block: Block): string {
  const account = block.stack.json.provider?.aws?.[0]?.allowed_account_ids?.[0];
  const region = block.stack.json.provider?.aws?.[0]?.region;
  const url = String(block.attributes.url);
  const issuer = url.startsWith("https://") ? url.slice("https://".length) : undefined;
  return `arn:aws:iam::${account}:oidc-provider/${issuer && !issuer.includes("${") ? issuer : `oidc.eks.${region}.amazonaws.com/id/0`}`;
}

/** A plan runs for every pull request, so it must not return data, except for the lock of its states. */
function dataFaults(plan: RoleAccess): string[] {
  return DATA_ACTIONS.map((action) => action.replace("*", "Any"))
    .filter((action) => isAllowed(plan, { action }))
    .map(
      (action) =>
        `${plan.block.path}: ${plan.name} must read no data, got ${action}; remove it from the reads in ${TABLE}`,
    );
}

function linkedRoleFaults(apply: RoleAccess, resources: readonly Block[]): string[] {
  const account = apply.arn.split(":")[4];
  const wanted = new Map(
    resources.flatMap((block) => (RESOURCE_ACTIONS[block.type]?.linkedRoles ?? []).map((service) => [service, block])),
  );
  return [...wanted]
    .filter(([service]) => {
      const resource = `arn:aws:iam::${account}:role/aws-service-role/${service}/AWSServiceRole`;
      const context = { "iam:AWSServiceName": service };
      return !isAllowed(apply, { action: "iam:CreateServiceLinkedRole", resource, context });
    })
    .map(
      ([service, { path }]) =>
        `${apply.block.path}: ${apply.name} must be able to create the service-linked role of ${service} for ${path}, got no iam:CreateServiceLinkedRole; allow it below role/aws-service-role/`,
    );
}

/** Every role is handed to the services that it trusts. */
function passFaults(apply: RoleAccess, roles: readonly RoleAccess[]): string[] {
  return roles.flatMap((role) =>
    trustedServices(role)
      .filter((service) => {
        const context = { "iam:PassedToService": service };
        return !isAllowed(apply, { action: "iam:PassRole", resource: role.arn, context });
      })
      .map(
        (service) =>
          `${role.block.path}: must be a role that ${apply.name} may pass to ${service}, got no iam:PassRole; put it into the path of the environment's roles, and the service into passesTo of the type that uses it in ${TABLE}`,
      ),
  );
}
