/** Checks that no service reads the password of a database's master user. */
import { iamGlob } from "../glob";
import type { Block } from "../model/blocks";
import { allowed } from "../model/iam-policies";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { groupBy, list, once } from "../model/values";
import type { PreparedStack } from "../prepare";

const READS = /^(\*|secretsmanager:(\*|Get\*|GetSecret.*|BatchGetSecretValue))$/;
const SETS_PASSWORDS = /^rds:(\*|Modify\*|ModifyDB(Instance|Cluster))$/;

/**
 * Checks that roles which may read a master user's secret belong to functions that rotate it or that Terraform invokes to
 * make users. Tasks, pods and servers read secrets with roles, so every reader has one.
 */
export function masterPasswordFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const masters = masterSecrets(graph);
  if (masters.size === 0) {
    return [];
  }
  const managers = managerRoles(graph);
  return graph.of("aws_iam_role_policy", "aws_iam_policy").flatMap((policy) => {
    const role = graph.targets(policy, "role")[0];
    const read = resourcesFor(policy, READS).find((resource) => names(graph, policy.stack, resource, masters));
    return read === undefined || (role && managers.has(role))
      ? []
      : [
          `${policy.path}: must not read the secret of a database's master user, got ${read}; make a user with DatabaseUsers, and grant the role its login`,
        ];
  });
}

/** Secrets that a function rotates by setting the master password, and databases whose secret RDS makes. */
function masterSecrets(graph: ResourceGraph): ReadonlySet<Block> {
  const rotated = graph
    .of("aws_secretsmanager_secret_rotation")
    .filter((rotation) => graph.targets(rotation, "rotation_lambda_arn").some((lambda) => setsPasswords(graph, lambda)))
    .flatMap((rotation) => graph.targets(rotation, "secret_id"));
  const managed = graph
    .of("aws_db_instance", "aws_rds_cluster")
    .filter(({ attributes }) => attributes.manage_master_user_password === true);
  return new Set([...rotated, ...managed]);
}

/** Roles of functions that set the master password, or that Terraform invokes. */
function managerRoles(graph: ResourceGraph): ReadonlySet<Block> {
  const invoked = new Set(
    graph.of("aws_lambda_invocation").flatMap((invocation) => graph.targets(invocation, "function_name")),
  );
  const managers = graph
    .of("aws_lambda_function")
    .filter((lambda) => invoked.has(lambda) || setsPasswords(graph, lambda));
  return new Set(managers.flatMap((lambda) => graph.targets(lambda, "role")));
}

function setsPasswords(graph: ResourceGraph, lambda: Block): boolean {
  const policies = policiesByRole(graph).get(graph.targets(lambda, "role")[0]) ?? [];
  return policies.some((policy) => resourcesFor(policy, SETS_PASSWORDS).length > 0);
}

/** Inline policies by their role, as every function looks for those of its own. */
const policiesByRole = once((graph: ResourceGraph) =>
  groupBy(graph.of("aws_iam_role_policy"), (policy) => graph.targets(policy, "role")[0]),
);

/** Resources of the statements that allow a matching action. */
function resourcesFor({ attributes }: Block, actions: RegExp): string[] {
  return allowed(attributes)
    .filter(({ Action }) => list(Action).some((action) => actions.test(action)))
    .flatMap(({ Resource }) => list(Resource).map(String));
}

/** Whether a resource of a policy is one of the secrets, by reference or by a name with wildcards. */
function names(graph: ResourceGraph, stack: PreparedStack, resource: string, secrets: ReadonlySet<Block>): boolean {
  const target = graph.target(stack, resource);
  if (target && secrets.has(target)) {
    return true;
  }
  const [, name] = /^(?:\*|arn:.*:secret:(.+))$/.exec(resource) ?? [];
  if (name === undefined) {
    return resource === "*";
  }
  const pattern = iamGlob(name);
  return [...secrets].some(({ attributes }) => pattern.test(`${attributes.name}-AbCdEf`));
}
