/** Calls of KMS that services make with the permissions of their caller. */
import type { Block } from "../model/blocks";
import type { ResourceGraph } from "../model/resources";
import { once, valuesAt } from "../model/values";
import { arnOf, resolvedText } from "./arns";

interface Call {
  readonly action: string;
  readonly resource: string;
}

/** Arguments that name the key of a resource, and of its replicas in other regions. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  aws_dynamodb_table: ["server_side_encryption.kms_key_arn"],
  aws_secretsmanager_secret: ["kms_key_id", "replica.kms_key_id"],
  aws_sns_topic: ["kms_master_key_id"],
  aws_sqs_queue: ["kms_master_key_id"],
};

/** ARNs of keys by the ARN of what they encrypt. */
const keysByArn = once((graph: ResourceGraph): ReadonlyMap<string, readonly string[]> => {
  const own = Object.entries(KEYS).flatMap(([type, paths]) =>
    graph.of(type).map((block) => [arnOf(graph, block), paths.flatMap((path) => keysAt(graph, block, path))] as const),
  );
  const buckets = graph.of("aws_s3_bucket_server_side_encryption_configuration").map((one) => {
    const bucket = graph.targets(one, "bucket")[0];
    const path = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
    return [bucket ? arnOf(graph, bucket) : "", keysAt(graph, one, path)] as const;
  });
  return new Map([...own, ...buckets]);
});

/** ARNs of the keys that an argument names, also of keys that no stack makes. */
function keysAt(graph: ResourceGraph, block: Block, path: string): string[] {
  return valuesAt(block.attributes, path).map((value) => resolvedText(graph, block.stack, String(value)));
}

function keysOf(graph: ResourceGraph, resource: string): readonly string[] {
  const keys = keysByArn(graph);
  return keys.get(resource) ?? keys.get(resource.split("/index/")[0]!) ?? keys.get(resource.split("/")[0]!) ?? [];
}

/** Calls of KMS that a service makes with the permissions of its caller, by the action of the caller. */
const KEY_ACTIONS: readonly (readonly [action: RegExp, keys: readonly string[]])[] = [
  [/^dynamodb:/, ["kms:Decrypt"]],
  [/^s3:GetObject$/, ["kms:Decrypt"]],
  [/^s3:PutObject$/, ["kms:GenerateDataKey", "kms:Decrypt"]],
  [/^secretsmanager:GetSecretValue$/, ["kms:Decrypt"]],
  [/^secretsmanager:PutSecretValue$/, ["kms:GenerateDataKey", "kms:Decrypt"]],
  [/^(sns:Publish|sqs:SendMessage)$/, ["kms:GenerateDataKey", "kms:Decrypt"]],
  [/^sqs:ReceiveMessage$/, ["kms:Decrypt"]],
];

/** The calls of KMS that come with a call of a resource, with the key of the resource. */
export function keyCalls(graph: ResourceGraph, { action, resource }: Call): Call[] {
  const actions = KEY_ACTIONS.find(([pattern]) => pattern.test(action))?.[1] ?? [];
  // The first key is the resource's own; those of replicas are in other regions.
  return keysOf(graph, resource)
    .slice(0, 1)
    .flatMap((key) => actions.map((action) => ({ action, resource: key })));
}

/** Every use of the keys of resources, also of their replicas, which a service writes with the caller's permissions. */
export function keyUses(graph: ResourceGraph, calls: readonly Call[]): Call[] {
  const keys = new Set(calls.flatMap(({ resource }) => keysOf(graph, resource)));
  return [...keys].flatMap((key) =>
    ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"].map((action) => ({ action, resource: key })),
  );
}
