/** Secrets that Terraform keeps in a state. */

import type { PreparedStack } from "../prepare";
import type { Block } from "./blocks";
import { attributeOf, blocksOf, leavesOf } from "./blocks";
import { isExpression, list, nested, once } from "./values";

export interface StateSecret {
  readonly block: Block;
  /** Such as `auth_string`. */
  readonly attribute: string;
}

type Kept = (attributes: Block["attributes"]) => boolean;

const given =
  (name: string): Kept =>
  (attributes) =>
    attributes[name] !== undefined;

/** Functions whose result nothing but the state remembers. */
const MAKES_VALUE = /\b(uuid|bcrypt)\(/;

/**
 * Attributes that a provider's schema marks as sensitive, or should, and that a service generates or has no write-only
 * form of. `checks/secrets` refuses resources whose purpose is to make a secret.
 */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Kept>>>> = {
  aws_acm_certificate: { private_key: given("private_key") },
  aws_cognito_user_pool_client: { client_secret: ({ generate_secret: made }) => made === true },
  aws_directory_service_directory: { password: given("password") },
  aws_elasticache_replication_group: { auth_token: given("auth_token") },
  aws_elasticache_user: { passwords: ({ passwords }) => list(passwords).length > 0 },
  aws_mq_broker: { "user.password": ({ user }) => list(user).some(({ password }) => password !== undefined) },
  aws_secretsmanager_secret_version: { secret_string: given("secret_string") },
  aws_vpn_connection: { tunnel1_preshared_key: () => true, tunnel2_preshared_key: () => true },
  google_compute_vpn_tunnel: { shared_secret: given("shared_secret") },
  google_container_cluster: {
    "master_auth.client_key": ({ master_auth: auth }) =>
      nested(nested(auth).client_certificate_config).issue_client_certificate === true,
  },
  google_redis_instance: { auth_string: ({ auth_enabled: enabled }) => enabled === true },
  google_secret_manager_secret_version: { secret_data: given("secret_data") },
  helm_release: { "set_sensitive.value": given("set_sensitive") },
  terraform_data: { output: ({ input }) => MAKES_VALUE.test(JSON.stringify(input ?? "")) },
};

/** Secrets in the states of the stacks: generated ones, and values of sensitive variables outside write-only arguments. */
export const stateSecretsOf = once((stack: PreparedStack): readonly StateSecret[] => [
  ...blocksOf(stack)
    .filter(({ kind }) => kind === "resource")
    .flatMap((block) =>
      Object.entries(ATTRIBUTES[block.type] ?? {})
        .filter(([, isKept]) => isKept(block.attributes))
        .map(([attribute]) => ({ block, attribute })),
    ),
  ...variablesIn(stack),
]);

function variablesIn(stack: PreparedStack): StateSecret[] {
  const names = blocksOf(stack)
    .filter(({ kind, attributes }) => kind === "variable" && attributes.sensitive === true && !attributes.ephemeral)
    .map(({ name }) => name);
  return names.length === 0
    ? []
    : leavesOf(stack)
        .filter(({ block, key, value }) => block.kind === "resource" && !key.endsWith("_wo") && isExpression(value))
        .filter(({ value }) => names.some((name) => new RegExp(`\\bvar\\.${name}\\b`).test(String(value))))
        .map((leaf) => ({ block: leaf.block, attribute: attributeOf(leaf) }));
}
