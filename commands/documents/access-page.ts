/** The access to the data of an environment, as text that a reviewer compares. */
import { MANAGED_POLICIES } from "@modules/aws/security/managed-policies/table";
import { type RoleAccess, rolesOf } from "@modules/checks/access/roles";
import { readableSecrets } from "@modules/checks/access/state-readers";
import { groupOf } from "@modules/checks/facts";
import { resourceGraph } from "@modules/checks/model/resources";
import { groupBy } from "@modules/checks/model/values";
import type { PreparedStack } from "@modules/checks/prepare";
import { bindingOf, GOOGLE_TYPES, rulesOf } from "./access/bindings";
import { type AccessGroup, dataAccess } from "./access/data";

export interface AccessSection {
  readonly title: string;
  readonly groups: readonly AccessGroup[];
}

/** Explanation of the words in the lines. */
const LEGEND =
  "Resources with the same access share their lines. `manage` means changes of the resource or of its policy. After `if` are the keys of the policies' conditions, or in Google Cloud the title of a condition; `only` names the objects.";

/** Text by environment, such as `lp-production`. */
export function accessPages(stacks: readonly PreparedStack[]): Map<string, string> {
  return new Map([...accessSections(stacks)].map(([name, sections]) => [name, pageOf(name, sections)]));
}

/** Effective access by environment, such as `lp-production`. */
export function accessSections(stacks: readonly PreparedStack[]): Map<string, AccessSection[]> {
  const groups = groupBy(stacks, ({ stack }) => groupOf(stack).replace("/", "-"));
  return new Map([...groups].map(([name, group]) => [name, sectionsOf(stacks, new Set(group))]));
}

function pageOf(name: string, sections: readonly AccessSection[]): string {
  return [
    `Who may do what to the data of ${name}. \`pnpm document\` writes this file; each change of this file is a change of access.`,
    "",
    LEGEND,
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
  const listed = (lines: readonly string[]): AccessGroup[] =>
    lines.length > 0 ? [{ titles: [], lines: [...new Set(lines)].sort() }] : [];
  return [
    { title: "AWS", groups: dataAccess(graph, roles, within) },
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

/** Policies of AWS by role. The access above counts the version that each line ends with. */
function maintained(roles: readonly RoleAccess[]): string[] {
  return roles.flatMap(({ name, awsPolicies }) =>
    awsPolicies.map((arn) => {
      const policy = arn.split(":policy/").at(-1)!;
      return `${name}: ${policy} ${MANAGED_POLICIES[policy]?.version ?? "of an unknown version"}`;
    }),
  );
}
