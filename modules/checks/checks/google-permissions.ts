/** Checks that the service accounts of a pipeline may do what its stacks in Google Cloud need. */
import { permissionsOfRole } from "@modules/google/security/type-permissions/predefined-roles";
import { TYPE_PERMISSIONS } from "@modules/google/security/type-permissions/table";
import { factsOf, groupOf } from "../facts";
import { type Block, blocksOf } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { groupBy, list } from "../model/values";
import type { PreparedStack } from "../prepare";

const TABLES = "modules/google/security/type-permissions";

/** Permissions that return data, of which a refresh needs none. */
const DATA = [
  "artifactregistry.repositories.downloadArtifacts",
  "cloudkms.cryptoKeyVersions.useToDecrypt",
  "cloudsql.instances.connect",
  "cloudsql.instances.export",
  "compute.instances.getSerialPortOutput",
  "container.secrets.get",
  "datastore.databases.export",
  "datastore.entities.get",
  "iam.serviceAccounts.getAccessToken",
  "iam.serviceAccountKeys.create",
  "logging.logEntries.list",
  "secretmanager.versions.access",
  "storage.objects.get",
];

/**
 * Checks every group of stacks whose facts name the accounts of its pipeline in Google Cloud: the plan account can refresh
 * each resource and read no data, and the apply account can create, change and delete each. The stack of the two accounts
 * is an administrator's.
 */
export function googlePermissionFaults(stacks: readonly PreparedStack[]): string[] {
  const groups = groupBy(stacks, ({ stack }) => groupOf(stack));
  return [...groups.values()].flatMap((group) => {
    const home = group.find(({ stack }) => factsOf(stack).googleDelivery);
    return home ? faultsOf(resourceGraph(stacks), group, home) : [];
  });
}

interface Account {
  readonly name: string;
  /** Path of the account's construct. */
  readonly path: string;
  readonly block: Block;
  readonly permissions: ReadonlySet<string>;
}

function faultsOf(graph: ResourceGraph, group: readonly PreparedStack[], home: PreparedStack): string[] {
  const { plan, apply } = factsOf(home.stack).googleDelivery!;
  const unknownRoles: string[] = [];
  const accounts = [plan, apply].map((name) => accountOf(graph, home, name, unknownRoles));
  const [planner, applier] = accounts;
  if (!planner || !applier) {
    return [
      `${home.stack.node.path}: googleDelivery must name accounts of the stack, got ${planner ? apply : plan}; correct it in setFacts`,
    ];
  }
  const resources = group
    .filter((stack) => stack !== home)
    .flatMap(blocksOf)
    .filter(({ kind, type }) => kind === "resource" && type.startsWith("google_"));
  return [
    ...new Set(unknownRoles),
    ...[...groupBy(resources, ({ type }) => type)].flatMap(([type, [first]]) =>
      typeFaults(type, first!, planner, applier),
    ),
    ...grantFaults(graph, group, planner),
    ...DATA.filter((permission) => planner.permissions.has(permission)).map(
      (permission) =>
        `${planner.path}: ${planner.name} must read no data, got ${permission}; remove it from modules/google/security/delivery-services.ts`,
    ),
  ];
}

function typeFaults(type: string, { path }: Block, planner: Account, applier: Account): string[] {
  const needed = TYPE_PERMISSIONS[type];
  if (!needed) {
    return [
      `${path}: its type must have known permissions, got ${type}; add the permissions of Terraform's calls for it to ${TABLES}`,
    ];
  }
  const lackOf = ({ name, path: account, permissions }: Account, verb: string, names: readonly string[]) =>
    [...new Set(names)]
      .filter((permission) => !permissions.has(permission))
      .map(
        (permission) =>
          `${account}: ${name} must be able to ${verb} ${type}, for ${path}, got no ${permission}; add its service to the bootstrap stack, or correct modules/google/security/delivery-services.ts or ${TABLES}`,
      );
  return [
    ...lackOf(planner, "refresh", needed.read),
    ...lackOf(applier, "change", [...needed.read, ...needed.create, ...needed.update, ...needed.delete]),
  ];
}

/** Grants on single resources, such as a secret, which the role of the project does not show. A plan reads states. */
function grantFaults(graph: ResourceGraph, group: readonly PreparedStack[], planner: Account): string[] {
  const states = new Set(group.map(({ json }) => json.terraform?.backend?.gcs?.bucket));
  const isState = (grant: Block) =>
    [grant.attributes.bucket, ...graph.targets(grant, "bucket").map(({ attributes }) => attributes.name)].some(
      (bucket) => bucket !== undefined && states.has(bucket),
    );
  return group
    .flatMap(blocksOf)
    .filter(({ type }) => /^google_\w+_iam_(binding|member)$/.test(type) && !GRANTS.includes(type))
    .filter((grant) =>
      ["member", "members"].flatMap((argument) => graph.targets(grant, argument)).includes(planner.block),
    )
    .filter((grant) => !isState(grant))
    .flatMap(({ path, attributes: { role } }) => {
      const permissions = permissionsOfRole(String(role));
      return !permissions || DATA.some((one) => permissions.includes(one))
        ? [`${path}: ${planner.name} must read no data, got ${role}; a refresh reads none, so remove the grant`]
        : [];
    });
}

/** Grants of a role to an account, with the argument of the account. */
const GRANTS = ["google_billing_account_iam_member", "google_project_iam_member"];

function accountOf(
  graph: ResourceGraph,
  home: PreparedStack,
  name: string,
  unknownRoles: string[],
): Account | undefined {
  const block = graph
    .of("google_service_account")
    .find((one) => one.stack === home && one.attributes.account_id === name);
  const grants = graph.of(...GRANTS).filter((one) => one.stack === home && graph.targets(one, "member")[0] === block);
  const permissions = grants.flatMap((grant) => {
    const custom = graph.targets(grant, "role")[0];
    const found = custom ? list(custom.attributes.permissions) : permissionsOfRole(String(grant.attributes.role));
    if (!found) {
      unknownRoles.push(
        `${grant.path}: its role must have known permissions, got ${grant.attributes.role}; add it to ${TABLES}/predefined-roles.ts`,
      );
    }
    return found ?? [];
  });
  return block && { name, path: block.path, block, permissions: new Set(permissions) };
}
