/** ElastiCache. */
import { list } from "../../model/values";
import type { Resource, Rule } from "../rule";

/** A member of a global datastore has the encryption of its primary. */
const isMember = ({ block }: Resource) => !!block.global_replication_group_id;

export const caches: readonly Rule[] = [
  {
    name: "caches are encrypted at rest",
    type: "aws_elasticache_replication_group",
    holds: (cache) => isMember(cache) || String(cache.block.at_rest_encryption_enabled) === "true",
    fix: "set at_rest_encryption_enabled",
    broken: { at_rest_encryption_enabled: false },
  },
  {
    name: "caches are encrypted with a customer key",
    type: "aws_elasticache_replication_group",
    holds: ({ block }) => !!block.kms_key_id,
    fix: "set kms_key_id",
    broken: { at_rest_encryption_enabled: true },
  },
  {
    name: "caches are encrypted in transit",
    type: "aws_elasticache_replication_group",
    holds: (cache) => isMember(cache) || cache.block.transit_encryption_enabled === true,
    fix: "set transit_encryption_enabled",
    broken: { transit_encryption_enabled: false },
  },
  {
    name: "caches authenticate users",
    type: "aws_elasticache_replication_group",
    holds: ({ block }) => list(block.user_group_ids).length > 0,
    fix: "set user_group_ids",
    broken: { user_group_ids: [] },
  },
  {
    name: "caches fail over",
    type: "aws_elasticache_replication_group",
    protectedOnly: true,
    holds: ({ block }) => block.automatic_failover_enabled === true,
    fix: "set automatic_failover_enabled, which needs a replica",
    broken: { automatic_failover_enabled: false },
  },
  {
    name: "caches have nodes in several availability zones",
    type: "aws_elasticache_replication_group",
    protectedOnly: true,
    holds: ({ block }) => block.multi_az_enabled === true,
    fix: "set multi_az_enabled",
    broken: { multi_az_enabled: false },
  },
  {
    name: "caches keep snapshots",
    type: "aws_elasticache_replication_group",
    holds: ({ block }) => block.snapshot_retention_limit >= 1,
    fix: "set snapshot_retention_limit to 1 or more days",
    broken: { snapshot_retention_limit: 0 },
  },
  {
    name: "caches name their subnets",
    type: "aws_elasticache_replication_group",
    holds: ({ block }) => !!block.subnet_group_name,
    fix: "set subnet_group_name; ElastiCache puts the others into the default VPC",
    broken: { snapshot_retention_limit: 1 },
  },
];
