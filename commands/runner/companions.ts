/** Arguments that other resources set: a bucket's policy belongs to `aws_s3_bucket_policy`, its companion. */
import type { Json } from "@modules/checks/json";

/** A companion's type, and its argument that names the resource to which it belongs. */
type Kind = readonly [type: string, reference: string];

/**
 * Companions by the type and the argument that they set. The provider reads such an argument back into the resource, so
 * that a state differs from what exists as soon as the companion is made.
 */
const ONE: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  aws_s3_bucket: {
    cors_rule: ["aws_s3_bucket_cors_configuration", "bucket"],
    lifecycle_rule: ["aws_s3_bucket_lifecycle_configuration", "bucket"],
    logging: ["aws_s3_bucket_logging", "bucket"],
    object_lock_configuration: ["aws_s3_bucket_object_lock_configuration", "bucket"],
    policy: ["aws_s3_bucket_policy", "bucket"],
    replication_configuration: ["aws_s3_bucket_replication_configuration", "bucket"],
    server_side_encryption_configuration: ["aws_s3_bucket_server_side_encryption_configuration", "bucket"],
    versioning: ["aws_s3_bucket_versioning", "bucket"],
    website: ["aws_s3_bucket_website_configuration", "bucket"],
  },
  aws_kms_key: { policy: ["aws_kms_key_policy", "key_id"] },
  aws_secretsmanager_secret: { policy: ["aws_secretsmanager_secret_policy", "secret_arn"] },
  aws_sns_topic: { policy: ["aws_sns_topic_policy", "arn"] },
  aws_sqs_queue: {
    policy: ["aws_sqs_queue_policy", "queue_url"],
    redrive_allow_policy: ["aws_sqs_queue_redrive_allow_policy", "queue_url"],
  },
  aws_eip: {
    association_id: ["aws_nat_gateway", "allocation_id"],
    network_interface: ["aws_nat_gateway", "allocation_id"],
    private_dns: ["aws_nat_gateway", "allocation_id"],
    private_ip: ["aws_nat_gateway", "allocation_id"],
  },
};

/** Companions of which each sets one entry of the argument. A different number of entries was not set by the stacks. */
const EACH: typeof ONE = {
  aws_iam_role: {
    inline_policy: ["aws_iam_role_policy", "role"],
    managed_policy_arns: ["aws_iam_role_policy_attachment", "role"],
  },
  aws_network_acl: {
    egress: ["aws_network_acl_rule", "network_acl_id"],
    ingress: ["aws_network_acl_rule", "network_acl_id"],
  },
  aws_rds_cluster: { cluster_members: ["aws_rds_cluster_instance", "cluster_identifier"] },
  aws_route_table: { route: ["aws_route", "route_table_id"] },
  aws_security_group: {
    egress: ["aws_vpc_security_group_egress_rule", "security_group_id"],
    ingress: ["aws_vpc_security_group_ingress_rule", "security_group_id"],
  },
};

const KINDS = new Map([ONE, EACH].flatMap((table) => Object.values(table).flatMap((one) => Object.values(one))));

/** A resource that sets an argument of another one. */
export interface Companion {
  readonly type: string;
  /** Id, ARN or name of the other one. */
  readonly of: string;
  /** Direction of a rule of a network ACL. */
  readonly egress?: boolean;
}

/** The companions in a state. */
export function companionsIn({ resources = [] }: Json): Companion[] {
  return resources.flatMap(({ type, instances = [] }: Json) => {
    const reference = KINDS.get(type);
    return reference
      ? instances.map(({ attributes: { [reference]: of, egress } }: Json) => ({ type, of, egress }))
      : [];
  });
}

/**
 * Whether companions have set an argument of a resource to its value. Each companion is compared with its own state, so
 * that the argument tells nothing more.
 */
export function setByCompanions(
  type: string,
  argument: string,
  after: Json,
  companions: readonly Companion[],
): boolean {
  const names = [after.id, after.arn, after.name, after.identifier, after.cluster_identifier];
  const own = ([kind]: Kind) => companions.filter((one) => one.type === kind && names.includes(one.of));
  const whole = ONE[type]?.[argument];
  if (whole) {
    return own(whole).length > 0;
  }
  const parts = EACH[type]?.[argument];
  if (!parts) {
    return false;
  }
  const made = own(parts).filter(({ egress }) => egress === undefined || egress === (argument === "egress"));
  return made.length > 0 && made.length === entriesOf(after[argument] ?? []);
}

/** The number of entries. AWS counts each source of a security group's rule, which the provider gathers in one. */
function entriesOf(value: readonly Json[]): number {
  const sources = (entry: Json): number =>
    entry.security_groups === undefined
      ? 1
      : ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"]
          .map((name) => (entry[name] ?? []).length)
          .reduce((sum, count) => sum + count, entry.self ? 1 : 0);
  return value.map(sources).reduce((sum, count) => sum + count, 0);
}
