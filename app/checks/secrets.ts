import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import { readTemplate } from "./expressions/template";
import { attributeOf, type Block, blocksOf, type Leaf, leavesOf, nameOf } from "./model/blocks";

/** Names of attributes and environment variables that hold a secret itself, not where to find it. */
const SECRET =
  /(^|_)(passwords?|passwd|passphrase|secret|token|api_?key|secret_key|access_key|private_key(_pem)?|secret_string|secret_binary|secret_data|credentials?)(_wo)?$/i;
const WRITE_ONLY = /_wo$/;
/** Worth parsing as JSON. */
const MENTIONS_SECRET = /passw|passphrase|secret|token|key|credential/i;

/** Resources that make a secret and leave it in the state. */
const MAKERS: Readonly<Record<string, string>> = {
  aws_iam_access_key: "a role, assumed by OpenID Connect or by the service that runs there",
  google_service_account_key: "workload identity federation",
  google_storage_hmac_key: "workload identity federation",
  random_password: "an ephemeral random_password, passed to a write-only argument",
  tls_private_key: "a key made by the service that uses it, or an ephemeral tls_private_key",
};

/** No secret is in the configuration, nor gets into the state from one that is made there. */
export function secretFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => [
    ...blocksOf(stack).flatMap((block) => [...makerFaults(block), ...parameterFaults(block)]),
    ...leavesOf(stack).flatMap(leafFaults),
  ]);
}

function makerFaults({ kind, type, path }: Block): string[] {
  return kind === "resource" && MAKERS[type]
    ? [`${path}: must not keep a secret in the state, got ${type}; use ${MAKERS[type]}`]
    : [];
}

function parameterFaults({ type, path, attributes }: Block): string[] {
  return type === "aws_ssm_parameter" && attributes.type === "SecureString" && isLiteral(attributes.value)
    ? [literal(path, "value")]
    : [];
}

function leafFaults(leaf: Leaf): string[] {
  const { value, key, place, block } = leaf;
  if (typeof value === "number" || key === value) {
    return [];
  }
  if ((SECRET.test(nameOf(leaf)) || WRITE_ONLY.test(key) || isNamedSecret(key, place.container)) && isLiteral(value)) {
    return [literal(block.path, attributeOf(leaf))];
  }
  if ((value.startsWith("{") || value.startsWith("[")) && MENTIONS_SECRET.test(value)) {
    return secretsIn(parsed(value), attributeOf(leaf)).map((attribute) => literal(block.path, attribute));
  }
  return [];
}

/** Paths of literal secrets in JSON, as container definitions are. */
function secretsIn(json: Json, path: string): string[] {
  if (typeof json !== "object" || json === null) {
    return [];
  }
  return Object.entries(json).flatMap(([key, value]) =>
    typeof value === "string"
      ? (SECRET.test(key) || isNamedSecret(key, json)) && isLiteral(value)
        ? [`${path}.${key}`]
        : []
      : secretsIn(value, `${path}.${key}`),
  );
}

/** `{ "name": "DB_PASSWORD", "value": ... }` */
function isNamedSecret(key: string, container: Json): boolean {
  return key === "value" && typeof container.name === "string" && SECRET.test(container.name);
}

/** Made by Terraform when it applies, and known to nobody who reads the configuration. */
const MADE_AT_APPLY = "${uuid()}";

/** What is shown to everyone who connects. */
const PUBLIC = "-----BEGIN CERTIFICATE-----";

/** An ARN says where a secret is. */
function isLiteral(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value !== "" &&
    value !== MADE_AT_APPLY &&
    !value.startsWith("arn:") &&
    !value.startsWith(PUBLIC) &&
    readTemplate(value).references.length === 0
  );
}

function literal(path: string, attribute: string): string {
  // The value itself would end up in a log.
  return `${path}: ${attribute} must not be written down, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource`;
}

/** A number that is known later stands in JSON without quotes. */
const LATER = /(?<=[^\\]":)\$\{[^{}"]*\}(?=[,}])/g;

function parsed(text: string): Json {
  try {
    return JSON.parse(text.replace(LATER, "0"));
  } catch {
    return undefined;
  }
}
