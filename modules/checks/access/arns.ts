/** ARNs that AWS will give to resources, as far as they follow from their arguments. */
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { regionOf } from "../model/places";
import type { ResourceGraph } from "../model/resources";
import { isExpression, valuesAt } from "../model/values";
import type { PreparedStack } from "../prepare";

interface Naming {
  readonly service: string;
  /** Argument that ends the ARN. @default "name" */
  readonly argument?: string;
  /** Part of the ARN before the name. @default "" */
  readonly before?: string;
  /** Global resources have no region in their ARN, and buckets no account either. @default "region" */
  readonly scope?: "region" | "account" | "partition";
  /** Characters that AWS appends to the name. @default "" */
  readonly after?: string;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const NAMINGS: Readonly<Record<string, Naming>> = {
  aws_cloudwatch_log_group: { service: "logs", before: "log-group:" },
  aws_db_instance: { service: "rds", before: "db:", argument: "identifier" },
  aws_dynamodb_table: { service: "dynamodb", before: "table/" },
  aws_ecr_repository: { service: "ecr", before: "repository/" },
  aws_elasticache_replication_group: {
    service: "elasticache",
    before: "replicationgroup:",
    argument: "replication_group_id",
  },
  aws_iam_policy: { service: "iam", scope: "account", before: "policy" },
  aws_iam_role: { service: "iam", scope: "account", before: "role" },
  aws_lambda_function: { service: "lambda", before: "function:", argument: "function_name" },
  aws_rds_cluster: { service: "rds", before: "cluster:", argument: "cluster_identifier" },
  aws_s3_bucket: { service: "s3", scope: "partition", argument: "bucket" },
  aws_secretsmanager_secret: { service: "secretsmanager", before: "secret:", after: "-AbCdEf" },
  aws_sns_topic: { service: "sns" },
  aws_sqs_queue: { service: "sqs" },
  aws_ssm_parameter: { service: "ssm", before: "parameter" },
};

/** Account of the resource's provider, or twelve zeros when its configuration does not say. */
export function accountOfBlock({ stack }: Pick<Block, "stack">): string {
  return stack.json.provider?.aws?.[0]?.allowed_account_ids?.[0] ?? "000000000000";
}

/** The ARN of a resource; the last part of one that AWS generates is the resource's address. */
export function arnOf(graph: ResourceGraph, block: Block): string {
  const { type, attributes, stack } = block;
  const naming = NAMINGS[type];
  const region = regionOf(block) ?? "";
  if (!naming) {
    const [, service = "", ...noun] = type.split("_");
    return `arn:aws:${service}:${region}:${accountOfBlock(block)}:${noun.join("-")}/${stack.id}/${block.name}`;
  }
  const { service, argument = "name", before = "", scope = "region", after = "" } = naming;
  const given = attributes[argument];
  const name = given === undefined ? block.name : resolvedText(graph, stack, String(given));
  const place = { region: `${region}:${accountOfBlock(block)}`, account: `:${accountOfBlock(block)}`, partition: ":" };
  const path = service === "iam" ? (attributes.path ?? "/") : "";
  return `arn:aws:${service}:${place[scope]}:${before}${path}${name}${after}`;
}

const EXPRESSION = /(?<!\$)\$\{[^}]*\}/g;

/** Attributes that hold the name of a resource, of which its ARN ends with the name. */
const NAMES = new Set(["bucket", "function_name", "id", "identifier", "name"]);

/** Path of an attribute in a nested block, such as `workload_identity_config[0].workload_pool`. */
const NESTED = /^\$\{[\w-]+\.[\w-]+\.([\w-]+(?:\[\d+\]\.[\w-]+)+)\}$/;

/** A text with ARNs and names in place of the references to resources; other expressions stay. */
export function resolvedText(graph: ResourceGraph, stack: PreparedStack, text: string): string {
  if (!isExpression(text)) {
    return text.replaceAll("$${", "${");
  }
  return text
    .replace(EXPRESSION, (expression) => {
      const origin = graph.origin(stack, expression);
      const block = origin && graph.target(stack, expression);
      if (!block) {
        return expression;
      }
      const attribute = origin.parts[2] ?? "";
      const [argument] = valuesAt(block.attributes, NESTED.exec(expression)?.[1]?.replace(/\[\d+\]/g, "") ?? attribute);
      if (typeof argument === "string" && attribute !== "arn") {
        return resolvedText(graph, origin.stack, argument);
      }
      const arn = arnOf(graph, block);
      return NAMES.has(attribute) && NAMINGS[block.type] ? arn.split(/[:/]/).at(-1)! : arn;
    })
    .replaceAll("$${", "${");
}

/** A policy with ARNs and names in place of the references to resources. */
export function resolvedJson(graph: ResourceGraph, stack: PreparedStack, value: Json): Json {
  if (typeof value === "string") {
    return resolvedText(graph, stack, value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolvedJson(graph, stack, item));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolvedJson(graph, stack, inner)]));
}
