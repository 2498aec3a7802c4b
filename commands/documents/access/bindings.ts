/** Bindings of roles in Google Cloud and in clusters. */
import { resolvedText } from "@modules/checks/access/arns";
import type { Json } from "@modules/checks/json";
import type { Block } from "@modules/checks/model/blocks";
import type { ResourceGraph } from "@modules/checks/model/resources";
import { list, nested } from "@modules/checks/model/values";
import type { PreparedStack } from "@modules/checks/prepare";

/** Bindings of Google Cloud, and the arguments that name what they are for. */
const GOOGLE_TARGETS: Readonly<Record<string, string>> = {
  google_artifact_registry_repository_iam_member: "repository",
  google_billing_account_iam_member: "billing_account_id",
  google_kms_crypto_key_iam_member: "crypto_key_id",
  google_project_iam_member: "project",
  google_secret_manager_secret_iam_member: "secret_id",
  google_service_account_iam_member: "service_account_id",
  google_storage_bucket_iam_member: "bucket",
};
export const GOOGLE_TYPES = Object.keys(GOOGLE_TARGETS);

/** A line about a binding of Google Cloud. */
export function bindingOf(graph: ResourceGraph, block: Block): string {
  const { type, attributes, stack } = block;
  const argument = GOOGLE_TARGETS[type]!;
  const condition = nested(attributes.condition).title;
  const noun = argument.replace(/_id$/, "").replaceAll("_", " ");
  const target = graph.targets(block, argument)[0];
  const member = graph.targets(block, "member")[0];
  const role = graph.targets(block, "role")[0];
  const name = target ? target.name : resolvedText(graph, stack, String(attributes[argument]));
  return `${memberOf(graph, block, member)}: ${role ? role.attributes.title : attributes.role} on ${noun} ${name}${condition ? ` if ${condition}` : ""}`;
}

/** A service account by its id; other members are written out. */
function memberOf(graph: ResourceGraph, { stack, attributes }: Block, member: Block | undefined): string {
  const account = member?.type === "google_service_account" ? member.attributes.account_id : undefined;
  return account ? `serviceAccount ${account}` : resolvedText(graph, stack, String(attributes.member));
}

/** Lines about the rules of a binding in a cluster. */
export function rulesOf(graph: ResourceGraph, block: Block): string[] {
  const { attributes, stack } = block;
  const text = (value: Json) => resolvedText(graph, stack, String(value));
  const scope = nested(attributes.metadata).namespace;
  const place = scope === undefined ? "all namespaces" : `namespace ${namespaceOf(graph, stack, scope)}`;
  const role = graph.target(stack, nested(attributes.role_ref).name);
  const rules = role
    ? list(role.attributes.rule).map((rule) => `${list(rule.verbs).join(", ")} ${resourceNames(rule)}`)
    : [`${nested(attributes.role_ref).kind} ${text(nested(attributes.role_ref).name)}`];
  return list(attributes.subject).flatMap((subject) => {
    const name = graph.target(stack, subject.name);
    const who = `${subject.kind} ${name ? (nested(name.attributes.metadata).name ?? name.attributes.account_id ?? name.name) : text(subject.name)}`;
    return rules.map((rule) => `${stack.id}: ${who} in ${place}: ${rule}`);
  });
}

/** Resources of a rule, with their API groups where a star stands for all of them. */
function resourceNames({ resources, api_groups: groups }: Json): string {
  return list(resources)
    .map((one) => (one === "*" ? `* of ${list(groups).join(", ")}` : one))
    .join(", ");
}

function namespaceOf(graph: ResourceGraph, stack: PreparedStack, value: string): string {
  const target = graph.target(stack, value);
  return target ? nested(target.attributes.metadata).name : value;
}
