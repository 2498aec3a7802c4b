/** The access to the data of an environment, as text that a reviewer compares. */
import { MANAGED_POLICIES } from "@modules/aws/security/managed-policies/table";
import { arnOf, resolvedText } from "@modules/checks/access/arns";
import { reachOf, reachOfNamed } from "@modules/checks/access/reach";
import { documentOf, type RoleAccess, rolesOf } from "@modules/checks/access/roles";
import { readableSecrets } from "@modules/checks/access/state-readers";
import { factsOf } from "@modules/checks/facts";
import type { Json } from "@modules/checks/json";
import type { Block } from "@modules/checks/model/blocks";
import { type ResourceGraph, resourceGraph } from "@modules/checks/model/resources";
import { groupBy, list, nested, once } from "@modules/checks/model/values";
import type { PreparedStack } from "@modules/checks/prepare";

interface Kind {
  readonly title: string;
  /** An action for each word; the first that is allowed counts. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** Type of the resource that holds its policy, and the argument that names the resource there. */
  readonly policy?: readonly [type: string, argument: string];
  /** The end of an ARN of its objects. @default "" */
  readonly items?: string;
}

/** Types that hold data, in the order of the page. */
const KINDS: Readonly<Record<string, Kind>> = {
  aws_s3_bucket: {
    title: "bucket",
    actions: {
      read: ["s3:GetObject"],
      write: ["s3:PutObject"],
      delete: ["s3:DeleteObject"],
      manage: ["s3:PutBucketPolicy"],
    },
    policy: ["aws_s3_bucket_policy", "bucket"],
    items: "/any",
  },
  aws_dynamodb_table: {
    title: "table",
    actions: {
      read: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
      write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      manage: ["dynamodb:UpdateTable", "dynamodb:DeleteTable"],
    },
  },
  aws_db_instance: {
    title: "database",
    actions: { manage: ["rds:ModifyDBInstance"], delete: ["rds:DeleteDBInstance"] },
  },
  aws_rds_cluster: { title: "cluster", actions: { manage: ["rds:ModifyDBCluster"], delete: ["rds:DeleteDBCluster"] } },
  aws_elasticache_replication_group: {
    title: "cache",
    actions: { connect: ["elasticache:Connect"], manage: ["elasticache:ModifyReplicationGroup"] },
  },
  aws_sqs_queue: {
    title: "queue",
    actions: { read: ["sqs:ReceiveMessage"], write: ["sqs:SendMessage"], manage: ["sqs:SetQueueAttributes"] },
    policy: ["aws_sqs_queue_policy", "queue_url"],
  },
  aws_sns_topic: {
    title: "topic",
    actions: { subscribe: ["sns:Subscribe"], write: ["sns:Publish"], manage: ["sns:SetTopicAttributes"] },
    policy: ["aws_sns_topic_policy", "arn"],
  },
  aws_secretsmanager_secret: {
    title: "secret",
    actions: {
      read: ["secretsmanager:GetSecretValue"],
      write: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
      manage: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteSecret"],
    },
    policy: ["aws_secretsmanager_secret_policy", "secret_arn"],
  },
  aws_ssm_parameter: {
    title: "parameter",
    actions: { read: ["ssm:GetParameter", "ssm:GetParameters"], write: ["ssm:PutParameter"] },
  },
  aws_kms_key: {
    title: "key",
    actions: { decrypt: ["kms:Decrypt"], encrypt: ["kms:GenerateDataKey"], manage: ["kms:PutKeyPolicy"] },
    policy: ["aws_kms_key", ""],
  },
  aws_ecr_repository: {
    title: "repository",
    actions: { pull: ["ecr:BatchGetImage"], push: ["ecr:PutImage"], manage: ["ecr:SetRepositoryPolicy"] },
  },
};

/** Lines of access, with the resources that they are about. */
interface AccessGroup {
  /** Resources with the same access; none where each line names its own. */
  readonly titles: readonly string[];
  readonly lines: readonly string[];
}

export interface AccessSection {
  readonly title: string;
  readonly groups: readonly AccessGroup[];
}

/** Text by environment, such as `lp-production`. */
export function accessPages(stacks: readonly PreparedStack[]): Map<string, string> {
  return new Map([...accessSections(stacks)].map(([name, sections]) => [name, pageOf(name, sections)]));
}

/** Effective access by environment, such as `lp-production`. */
export function accessSections(stacks: readonly PreparedStack[]): Map<string, AccessSection[]> {
  const groups = groupBy(stacks, ({ stack }) => (factsOf(stack).networkGroup ?? stack.node.path).replace("/", "-"));
  return new Map([...groups].map(([name, group]) => [name, sectionsOf(stacks, new Set(group))]));
}

function pageOf(name: string, sections: readonly AccessSection[]): string {
  return [
    `Who may do what to the data of ${name}. \`pnpm document\` writes this file; each change of it is a change of access.`,
    ...sections.flatMap(({ title, groups }) => [
      "",
      `== ${title}`,
      ...groups.flatMap(({ titles, lines }) =>
        titles.length > 0 ? ["", ...titles, ...lines.map((line) => `  ${line}`)] : lines,
      ),
    ]),
    "",
  ].join("\n");
}

function sectionsOf(all: readonly PreparedStack[], group: ReadonlySet<PreparedStack>): AccessSection[] {
  const graph = resourceGraph(all);
  const roles = rolesOf(all).filter(({ block }) => group.has(block.stack));
  const within = (...types: readonly string[]) => graph.of(...types).filter(({ stack }) => group.has(stack));
  const data = Object.entries(KINDS).flatMap(([type, kind]) =>
    within(type).map(
      (block) => [`${kind.title} ${labelOf(graph, block)}`, accessTo(graph, roles, block, kind)] as const,
    ),
  );
  const listed = (lines: readonly string[]): AccessGroup[] =>
    lines.length > 0 ? [{ titles: [], lines: [...new Set(lines)].sort() }] : [];
  return [
    { title: "AWS", groups: grouped(data) },
    { title: "Policies that AWS maintains", groups: listed(maintained(roles)) },
    {
      title: "Secrets in states",
      groups: listed(
        readableSecrets(all)
          .filter(({ block }) => group.has(block.stack))
          .map(({ block, attribute, plan }) => `${plan.name}: ${attribute} of ${block.address} in ${block.stack.id}`),
      ),
    },
    { title: "Google Cloud", groups: listed(within(...GOOGLE_TYPES).map((block) => bindingOf(graph, block))) },
    {
      title: "Kubernetes",
      groups: listed(
        within("kubernetes_cluster_role_binding_v1", "kubernetes_role_binding_v1").flatMap((one) =>
          rulesOf(graph, one),
        ),
      ),
    },
  ].filter(({ groups }) => groups.length > 0);
}

/** Regions have resources of the same name, so another region than the first says its own. */
function labelOf(graph: ResourceGraph, block: Block): string {
  const arn = arnOf(graph, block).replace(/-AbCdEf$/, "");
  const alias = holdersOf(graph).get("aws_kms_alias target_key_id")?.get(block);
  const name =
    alias?.attributes.name ??
    arn
      .split(":")
      .slice(5)
      .join(":")
      .replace(/^[\w-]+[/:](?=.)/, "");
  return `${name}${/-\w+-\w+-\d$/.test(block.stack.id) ? ` of ${arn.split(":")[3] || block.stack.id}` : ""}`;
}

function accessTo(graph: ResourceGraph, roles: readonly RoleAccess[], block: Block, kind: Kind): string[] {
  const arn = `${arnOf(graph, block)}${kind.items ?? ""}`;
  const policy = policyFor(graph, block, kind);
  const words = new Map<string, string[]>();
  for (const [word, actions] of Object.entries(kind.actions)) {
    const found = new Map<string, readonly string[]>();
    for (const action of actions) {
      const target = action.startsWith("s3:") && action.includes("Bucket") ? arnOf(graph, block) : arn;
      for (const [name, { conditions }] of policy ? reachOfNamed(policy, action, target) : []) {
        found.set(name, best(found.get(name), conditions));
      }
      for (const role of roles) {
        const reach = reachOf(role, action, target, policy);
        if (reach) {
          found.set(role.name, best(found.get(role.name), reach.conditions));
        }
      }
    }
    for (const [name, conditions] of found) {
      words.set(name, [
        ...(words.get(name) ?? []),
        `${word}${conditions.length > 0 ? ` if ${conditions.join(", ")}` : ""}`,
      ]);
    }
  }
  return [...words].map(([name, can]) => `${name}: ${can.join("; ")}`).sort();
}

function best(known: readonly string[] | undefined, conditions: readonly string[]): readonly string[] {
  return known && known.length <= conditions.length ? known : conditions;
}

/** Resources that complete another: by type and argument, then by the other resource. */
const holdersOf = once((graph: ResourceGraph): ReadonlyMap<string, ReadonlyMap<Block | undefined, Block>> => {
  const pairs = [
    ["aws_kms_alias", "target_key_id"],
    ...Object.values(KINDS).flatMap(({ policy }) => (policy ? [policy] : [])),
  ];
  return new Map(
    pairs.map(([type = "", argument = ""]) => [
      `${type} ${argument}`,
      new Map(graph.of(type).map((one) => [graph.targets(one, argument)[0], one])),
    ]),
  );
});

function policyFor(graph: ResourceGraph, block: Block, { policy }: Kind): Json {
  if (!policy) {
    return undefined;
  }
  const holder = policy[1] === "" ? block : holdersOf(graph).get(policy.join(" "))?.get(block);
  return holder && documentOf(graph, holder);
}

/** Resources with the same access share their lines. */
function grouped(data: readonly (readonly [title: string, access: readonly string[]])[]): AccessGroup[] {
  const byAccess = groupBy(data, ([, access]) => access.join("\n"));
  return [...byAccess.values()].map((alike) => ({
    titles: alike.map(([title]) => title).sort(),
    lines: alike[0]![1],
  }));
}

/** Policies of AWS by role. The access above counts the version that each line ends with. */
function maintained(roles: readonly RoleAccess[]): string[] {
  return roles.flatMap(({ name, awsPolicies }) =>
    awsPolicies.map((arn) => {
      const policy = arn.split(":policy/").at(-1)!;
      return `${name}: ${policy} ${MANAGED_POLICIES[policy]?.version ?? "of an unknown version"}`;
    }),
  );
}

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
const GOOGLE_TYPES = Object.keys(GOOGLE_TARGETS);

function bindingOf(graph: ResourceGraph, block: Block): string {
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

function rulesOf(graph: ResourceGraph, block: Block): string[] {
  const { attributes, stack } = block;
  const text = (value: Json) => resolvedText(graph, stack, String(value));
  const scope = nested(attributes.metadata).namespace;
  const place = scope === undefined ? "all namespaces" : `namespace ${namespaceOf(graph, stack, scope)}`;
  const role = graph.target(stack, nested(attributes.role_ref).name);
  const rules = role
    ? list(role.attributes.rule).map((rule) => `${list(rule.verbs).join(", ")} ${resourcesOf(rule)}`)
    : [`${nested(attributes.role_ref).kind} ${text(nested(attributes.role_ref).name)}`];
  return list(attributes.subject).flatMap((subject) => {
    const name = graph.target(stack, subject.name);
    const who = `${subject.kind} ${name ? (nested(name.attributes.metadata).name ?? name.attributes.account_id ?? name.name) : text(subject.name)}`;
    return rules.map((rule) => `${stack.id}: ${who} in ${place}: ${rule}`);
  });
}

/** Resources of a rule, with their API groups where a star stands for all of them. */
function resourcesOf({ resources, api_groups: groups }: Json): string {
  return list(resources)
    .map((one) => (one === "*" ? `* of ${list(groups).join(", ")}` : one))
    .join(", ");
}

function namespaceOf(graph: ResourceGraph, stack: PreparedStack, value: string): string {
  const target = graph.target(stack, value);
  return target ? nested(target.attributes.metadata).name : value;
}
