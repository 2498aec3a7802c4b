/** Values in place of outputs of stacks that are not applied yet, in the form that providers accept. */
import { registryHost } from "@modules/aws/ecr/registry-host";
import type { Json } from "@modules/checks/json";
import { sha256 } from "./folder";

/** A resource's attribute to which an output refers. */
interface Attribute {
  readonly type: string;
  /** Last word of the attribute's path. */
  readonly name: string;
  /** Word that differs for each resource. */
  readonly word: string;
  readonly account: string;
  readonly region: string;
}

/** Suffix of host names, which no resolver answers. https://www.rfc-editor.org/rfc/rfc6761 */
const HOST = "placeholder.invalid";

/**
 * Values of the outputs of a stack that was never applied, by name: those that its JSON states, and placeholders of the
 * right form for those that the cloud makes up.
 */
export function placeholdersOf(json: Json): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries<Json>(json.output ?? {}).map(([name, { value }]) => [name, outputOf(value, json)]),
  );
}

function outputOf(value: unknown, json: Json): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => outputOf(one, json));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, outputOf(one, json)]));
  }
  if (typeof value !== "string" || !value.includes("${")) {
    return value;
  }
  const [, type, id, path] = /^\$\{(?:data\.)?([a-z]\w*)\.([\w-]+)(?:\[[^\]]*\])?\.([\w.[\]]+)\}$/.exec(value) ?? [];
  if (!type || !id || !path) {
    return `placeholder-${wordOf(value)}`;
  }
  const stated = json.resource?.[type]?.[id]?.[path];
  if (["string", "number", "boolean"].includes(typeof stated) && !String(stated).includes("${")) {
    return stated;
  }
  const [aws = {}]: Json[] = json.provider?.aws ?? [];
  const name = path
    .replace(/\[\d+\]/g, "")
    .split(".")
    .at(-1)!;
  return placeholder({
    type,
    name,
    word: wordOf(`${type}.${id}`),
    account: aws.allowed_account_ids?.[0] ?? "111122223333",
    region: aws.region ?? "us-east-1",
  });
}

/** 17 hexadecimal digits, as AWS's ids have. */
function wordOf(text: string): string {
  return sha256(text).slice(0, 17);
}

function placeholder(attribute: Attribute): unknown {
  const { type, name, word } = attribute;
  const form = FORMS[`${type}.${name}`] ?? FORMS[name];
  if (form) {
    return form(attribute);
  }
  if (/(^|_)arn$/.test(name)) {
    return arn(attribute);
  }
  return `placeholder-${word}`;
}

type Form = (attribute: Attribute) => unknown;

/** An id of EC2 and of services like it. */
const prefixed =
  (prefix: string): Form =>
  ({ word }) =>
    `${prefix}-${word}`;
const host: Form = ({ word }) => `${word}.${HOST}`;
const google =
  (path: string): Form =>
  ({ word }) =>
    `projects/placeholder/${path}/${word}`;
const resourceId =
  (prefix: string): Form =>
  ({ word }) =>
    `${prefix}-${word.toUpperCase()}`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${Buffer.from("placeholder").toString("base64")}\n-----END CERTIFICATE-----\n`;

/** Forms by attribute, alone or of one type. */
const FORMS: Readonly<Record<string, Form>> = {
  address: host,
  configuration_endpoint_address: host,
  dns_name: host,
  domain_name: host,
  endpoint: host,
  fqdn: host,
  primary_endpoint_address: host,
  reader_endpoint: host,
  reader_endpoint_address: host,
  bucket_regional_domain_name: ({ word, region }) => `${word}.s3.${region}.amazonaws.com`,
  certificate_authority: () => Buffer.from(CERTIFICATE).toString("base64"),
  cert: () => CERTIFICATE,
  connection_name: ({ word }) => `placeholder:us-central1:${word}`,
  email: ({ word }) => `sa-${word}@placeholder.iam.gserviceaccount.com`,
  name_servers: () => [`ns-1.${HOST}`, `ns-2.${HOST}`],
  private_ip_address: () => "10.0.0.7",
  public_ip: () => "198.51.100.7",
  repository_url: ({ word, account, region }) => `${registryHost({ id: account, region })}/${word}`,
  url: ({ word, account, region }) => `https://sqs.${region}.amazonaws.com/${account}/${word}`,
  zone_id: ({ word }) => `Z${word.slice(0, 13).toUpperCase()}`,
  "aws_db_instance.resource_id": resourceId("db"),
  "aws_efs_access_point.id": prefixed("fsap"),
  "aws_efs_file_system.id": prefixed("fs"),
  "aws_eks_cluster.cluster_security_group_id": prefixed("sg"),
  "aws_eks_cluster.data": () => Buffer.from(CERTIFICATE).toString("base64"),
  "aws_eks_cluster.endpoint": (attribute) => `https://${host(attribute)}`,
  "aws_lb.arn_suffix": ({ word }) => `app/placeholder/${word.slice(0, 16)}`,
  "aws_lb_target_group.arn_suffix": ({ word }) => `targetgroup/placeholder/${word.slice(0, 16)}`,
  "aws_rds_cluster.cluster_resource_id": resourceId("cluster"),
  "aws_route53_health_check.id": ({ word }) => `00000000-0000-4000-8000-${word.slice(0, 12)}`,
  "aws_route_table.id": prefixed("rtb"),
  "aws_security_group.id": prefixed("sg"),
  "aws_subnet.id": prefixed("subnet"),
  "aws_vpc.id": prefixed("vpc"),
  "cloudflare_zone.id": ({ word }) => sha256(word).slice(0, 32),
  "google_certificate_manager_dns_authorization.data": host,
  "google_certificate_manager_dns_authorization.name": host,
  "google_compute_address.address": () => "198.51.100.8",
  "google_compute_global_address.address": () => "198.51.100.9",
  "google_compute_network.id": google("global/networks"),
  "google_compute_subnetwork.id": google("regions/us-central1/subnetworks"),
  "google_kms_crypto_key.id": google("locations/us/keyRings/placeholder/cryptoKeys"),
  "google_secret_manager_secret.id": google("secrets"),
  "google_service_networking_connection.network": google("global/networks"),
};

const SERVICES: Readonly<Record<string, string>> = {
  acm_certificate: "acm",
  backup: "backup",
  db: "rds",
  ecr: "ecr",
  efs: "elasticfilesystem",
  lb: "elasticloadbalancing",
};

function arn({ type, word, account, region }: Attribute): string {
  const [, service = "", kind = ""] = /^aws_([a-z0-9]+)_?(\w*)$/.exec(type) ?? [];
  const place = { s3: ":", iam: `:${account}` }[service] ?? `${region}:${account}`;
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return `arn:${partition}:${SERVICES[service] ?? service}:${place}:${resourceIn(service, kind, word)}`;
}

function resourceIn(service: string, kind: string, word: string): string {
  if (["s3", "sns", "sqs"].includes(service)) {
    return word;
  }
  if (service === "kms") {
    return `key/00000000-0000-4000-8000-${word.slice(0, 12)}`;
  }
  return kind === "access_point"
    ? `access-point/fsap-${word}`
    : `${(kind || "placeholder").replaceAll("_", "-")}/${word}`;
}

/** All texts in placeholders, to find values that contain them. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return value.length > 5 ? [value] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
