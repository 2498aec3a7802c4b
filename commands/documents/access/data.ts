/** Roles and services that may do something to the data of AWS resources. */
import { arnOf } from "@modules/checks/access/arns";
import { reachOf, reachOfNamed } from "@modules/checks/access/reach";
import { documentOf, type RoleAccess } from "@modules/checks/access/roles";
import type { Json } from "@modules/checks/json";
import type { Block } from "@modules/checks/model/blocks";
import type { ResourceGraph } from "@modules/checks/model/resources";
import { groupBy, once } from "@modules/checks/model/values";
import { KINDS, type Kind } from "./kinds";

/** Lines of access, with the resources that they are about. */
export interface AccessGroup {
  /** Resources with the same access; none where each line names its own. */
  readonly titles: readonly string[];
  readonly lines: readonly string[];
}

/** Access to the data of the resources that `within` finds by type. */
export function dataAccess(
  graph: ResourceGraph,
  roles: readonly RoleAccess[],
  within: (type: string) => readonly Block[],
): AccessGroup[] {
  return grouped(
    Object.entries(KINDS).flatMap(([type, kind]) =>
      within(type).map(
        (block) => [`${kind.title} ${labelOf(graph, block)}`, accessTo(graph, roles, block, kind)] as const,
      ),
    ),
  );
}

/** Name of a resource. Those outside of the first region say theirs, because regions have resources of the same name. */
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
