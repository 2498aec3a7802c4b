/** The table of a platform's page that leads from a thing to its stacks, its code and its settings. */
import { basename, relative } from "node:path";
import { blocksOf } from "@modules/checks/model/blocks";
import type { PreparedStack } from "@modules/checks/prepare";
import type { IConstruct } from "constructs";
import { fileOf, stackSource } from "../report/class-files";

interface Thing {
  readonly name: string;
  readonly types: readonly string[];
  /** Fields of an environment that size or switch it. @default none */
  readonly fields?: readonly string[];
}

const THINGS: readonly Thing[] = [
  { name: "networks", types: ["aws_vpc", "google_compute_network"], fields: ["network", "secondaryRegions"] },
  {
    name: "databases",
    types: ["aws_db_instance", "aws_rds_cluster", "google_sql_database_instance"],
    fields: ["database"],
  },
  {
    name: "caches, Redis",
    types: ["aws_elasticache_replication_group", "google_redis_instance"],
    fields: ["cache", "caches"],
  },
  {
    name: "tables, DynamoDB and Firestore",
    types: ["aws_dynamodb_table", "google_firestore_database"],
    fields: ["tables"],
  },
  { name: "buckets", types: ["aws_s3_bucket", "google_storage_bucket"], fields: ["buckets", "storage"] },
  { name: "queues", types: ["aws_sqs_queue"] },
  {
    name: "servers",
    types: ["aws_autoscaling_group", "aws_instance", "google_compute_region_instance_group_manager"],
    fields: ["compute"],
  },
  { name: "services on ECS", types: ["aws_ecs_service"], fields: ["containers"] },
  { name: "Kubernetes clusters", types: ["aws_eks_cluster", "google_container_cluster"], fields: ["kubernetes"] },
  { name: "functions", types: ["aws_lambda_function"], fields: ["functions"] },
  { name: "load balancers", types: ["aws_lb", "google_compute_url_map", "cloudflare_load_balancer"] },
  {
    name: "WAF",
    types: ["aws_wafv2_web_acl", "google_compute_security_policy", "cloudflare_ruleset"],
    fields: ["security", "cloudflare"],
  },
  { name: "CDN, CloudFront", types: ["aws_cloudfront_distribution"] },
  { name: "DNS zones", types: ["aws_route53_zone", "cloudflare_zone"], fields: ["domain", "cloudflare"] },
  { name: "certificates", types: ["aws_acm_certificate", "google_certificate_manager_certificate"] },
  { name: "secrets", types: ["aws_secretsmanager_secret", "google_secret_manager_secret"], fields: ["security"] },
  { name: "keys", types: ["aws_kms_key", "google_kms_crypto_key"], fields: ["security"] },
  { name: "backup plans", types: ["aws_backup_plan"], fields: ["backups"] },
  { name: "budgets", types: ["aws_budgets_budget", "google_billing_budget"], fields: ["costs", "budgets"] },
];

/**
 * A row for each kind of thing that the environment has.
 *
 * @param environment data of the environment whose stacks are given
 */
export function whereabouts(folder: string, environment: object, stacks: readonly NamedStack[]): string[] {
  const found = stacks.flatMap(resourcesOf);
  return THINGS.flatMap(({ name, types, fields = [] }) => {
    const own = found.filter(({ type }) => types.includes(type));
    const links = (files: readonly (readonly [file: string, label: string])[]) =>
      files
        .filter(([file], index) => files.findIndex(([other]) => other === file) === index)
        .map(([file, label]) => `[${label}](${relative(folder, file)})`)
        .join(", ") || "-";
    const settings = fields.filter((field) => field in environment).map((field) => `\`${field}\``);
    const holders = links(own.map(({ stack, source }) => [source, stack]));
    const modules = links(own.flatMap(({ file }) => (file.startsWith("modules/") ? [[file, labelOf(file)]] : [])));
    return own.length === 0 ? [] : [`| ${name} | ${holders} | ${modules} | ${settings.join(", ") || "-"} |`];
  });
}

/** Cloud and name of a module's file, such as `google vpc`. */
function labelOf(file: string): string {
  const [, cloud] = file.split("/");
  return `${cloud} ${basename(file, ".ts")}`;
}

interface NamedStack {
  readonly prepared: PreparedStack;
  /** Id without platform and environment. */
  readonly name: string;
}

function resourcesOf({ prepared, name }: NamedStack) {
  const source = stackSource(prepared.stack).file;
  const constructs = new Map<string, IConstruct>(prepared.constructs.map((one) => [one.node.path, one]));
  return blocksOf(prepared)
    .filter(({ kind }) => kind === "resource")
    .map(({ type, path }) => {
      const construct = constructs.get(path);
      return { stack: name, source, type, file: construct ? fileOf(construct, type, source) : source };
    });
}
