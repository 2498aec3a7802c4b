/** The roles of all stacks with their policies. */
import { managedPolicyDocument } from "@modules/aws/security/managed-policies/table";
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { groupBy, list, once, parsedJson } from "../model/values";
import type { PreparedStack } from "../prepare";
import { arnOf, resolvedJson, resolvedText } from "./arns";

/** A role with the text of all policies that decide what it may do, references resolved. */
export interface RoleAccess {
  readonly block: Block;
  readonly name: string;
  readonly arn: string;
  /** Policies of the role, inline and attached, also those that AWS maintains. */
  readonly policies: readonly Json[];
  /** ARNs of attached policies that other accounts own, such as AWS. */
  readonly awsPolicies: readonly string[];
  readonly boundary?: Json;
  readonly trust: Json;
}

/** Every role of the stacks. */
export const rolesOf = once((stacks: readonly PreparedStack[]): readonly RoleAccess[] => {
  const graph = resourceGraph(stacks);
  const inline = groupBy(graph.of("aws_iam_role_policy"), (policy) => graph.targets(policy, "role")[0]);
  const attached = groupBy(graph.of("aws_iam_role_policy_attachment"), (one) => graph.targets(one, "role")[0]);
  const policyByArn = new Map(graph.of("aws_iam_policy").map((policy) => [arnOf(graph, policy), policy]));
  const documents = new Map<Block, Json>();
  // Many roles share a boundary, which is parsed once.
  const shared = (policy: Block): Json => {
    const document = documents.get(policy) ?? documentOf(graph, policy);
    documents.set(policy, document);
    return document;
  };
  return graph.of("aws_iam_role").map((block): RoleAccess => {
    const arns = (attached.get(block) ?? []).map(({ stack, attributes }) =>
      resolvedText(graph, stack, String(attributes.policy_arn)),
    );
    const { permissions_boundary: limit, name, assume_role_policy: trust } = block.attributes;
    const boundary = limit && policyByArn.get(resolvedText(graph, block.stack, limit));
    const own = arns.map((arn) => policyByArn.get(arn)).filter((policy) => policy !== undefined);
    return {
      block,
      name: resolvedText(graph, block.stack, String(name ?? block.name)),
      arn: arnOf(graph, block),
      policies: [
        ...[...(inline.get(block) ?? []), ...own].map((policy) => documentOf(graph, policy)),
        ...arns.map(managedPolicyDocument).filter((policy) => policy !== undefined),
      ],
      awsPolicies: arns.filter((arn) => !policyByArn.has(arn)),
      boundary: boundary && shared(boundary),
      trust: resolvedJson(graph, block.stack, parsedJson(trust) ?? {}),
    };
  });
});

/** The policy of a block, references resolved; one that only Terraform can evaluate allows nothing. */
export function documentOf(graph: ResourceGraph, { stack, attributes }: Block, argument = "policy"): Json {
  return resolvedJson(graph, stack, parsedJson(attributes[argument]) ?? { Statement: [] });
}

/** Attached policies whose statements nobody here knows, so that nothing is certain about what the role may do. */
export function unknownPolicies({ awsPolicies }: Pick<RoleAccess, "awsPolicies">): string[] {
  return awsPolicies.filter((arn) => managedPolicyDocument(arn) === undefined);
}

/** Services that may assume a role, by its trust policy. */
export function trustedServices({ trust }: Pick<RoleAccess, "trust">): string[] {
  return list(trust.Statement).flatMap(({ Effect, Principal }) =>
    Effect === "Allow" ? list(Principal?.Service).map(String) : [],
  );
}
