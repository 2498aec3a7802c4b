/** Resources that hold data or serve users have alarms, each in its own region. */
import { once } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { AWS_ALARM, GOOGLE_ALARM, placeOfMetrics, tellsPeople } from "./people";
import { usesOf } from "./uses";

/** The names that alarms hold, by type of alarm and region. */
const alarmedNames = once((all: Resources) => {
  const names = new Map<string, Set<string>>();
  for (const type of [AWS_ALARM, GOOGLE_ALARM]) {
    for (const { stack, block } of all.of(type).filter((alarm) => tellsPeople(alarm, all))) {
      const key = `${type} ${placeOfMetrics(all, stack)}`;
      names.set(key, names.get(key) ?? new Set());
      for (const name of namesIn(JSON.stringify(block))) {
        names.get(key)!.add(name);
      }
    }
  }
  return names;
});

/** Texts of their own in JSON, texts at the end of a path, and what stands before the number of a cache's node. */
function namesIn(json: string): string[] {
  return [...json.matchAll(/(?<=["/:])([^"/:\\]+)(\\?")?/g)].flatMap(([, text = "", end]) => [
    ...(end ? [text] : []),
    ...[...text.matchAll(/-0/g)].map(({ index }) => text.slice(0, index)),
  ]);
}

function isWatched(resource: Resource, all: Resources, alarm: string, nameOf: (resource: Resource) => string): boolean {
  const place = placeOfMetrics(all, resource.stack);
  const name = nameOf(resource);
  const isNamed = name !== "" && (alarmedNames(all).get(`${alarm} ${place}`)?.has(name) ?? false);
  return (
    isNamed ||
    usesOf(all)
      .of(resource)
      .some(({ by }) => by.type === alarm && tellsPeople(by, all) && placeOfMetrics(all, by.stack) === place)
  );
}

/** @param argument name of the resource in alarms; undefined for an id that AWS makes, which alarms refer to */
function watchedRule(noun: string, type: string, argument: string | undefined, metrics: string, page: string): Rule {
  const alarm = type.startsWith("google_") ? GOOGLE_ALARM : AWS_ALARM;
  const nameOf = ({ block }: Resource) => (argument === undefined ? "" : String(block[argument] ?? ""));
  const block = { [argument ?? "tags"]: argument === undefined ? {} : "shop" };
  const watcher = argument === undefined ? `\${${type}.it.id}` : "shop";
  return {
    id: `${type.replaceAll("_", "-")}-alarm`,
    name: `${noun} have an alarm in their region`,
    type,
    severity: "medium",
    topic: "monitoring",
    unprotected: "ignore",
    // A table of state locks is made before the topics are, and an apply that cannot lock says so.
    holds: (resource, all) => resource.block.hash_key === "LockID" || isWatched(resource, all, alarm, nameOf),
    fix: `add alarms on ${metrics}; modules make them where setAlerts names their recipients`,
    broken: block,
    mended: block,
    beside:
      alarm === AWS_ALARM
        ? { [alarm]: { it: { dimensions: { Name: watcher }, alarm_actions: [TOPIC] } } }
        : { [alarm]: { it: { conditions: [{ filter: `name = "${watcher}"` }], notification_channels: ["channel"] } } },
    page,
  };
}

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";
const CLOUDWATCH =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html";
const MONITORING = "https://cloud.google.com/monitoring/api/metrics_gcp";

export const watched: readonly Rule[] = [
  watchedRule("PostgreSQL instances", "aws_db_instance", "identifier", "storage, load and lag", CLOUDWATCH),
  watchedRule("Aurora clusters", "aws_rds_cluster", "cluster_identifier", "load, memory and lag", CLOUDWATCH),
  watchedRule("caches", "aws_elasticache_replication_group", "replication_group_id", "memory and CPU", CLOUDWATCH),
  watchedRule("tables", "aws_dynamodb_table", "name", "throttled requests", CLOUDWATCH),
  watchedRule("EKS clusters", "aws_eks_cluster", "name", "failed nodes and pending pods", CLOUDWATCH),
  watchedRule("load balancers", "aws_lb", undefined, "failed requests", CLOUDWATCH),
  watchedRule("NAT gateways", "aws_nat_gateway", undefined, "ports and dropped packets", CLOUDWATCH),
  watchedRule("ECS services", "aws_ecs_service", "name", "running tasks, CPU and memory", CLOUDWATCH),
  watchedRule("Auto Scaling groups", "aws_autoscaling_group", "name", "CPU and failed instances", CLOUDWATCH),
  watchedRule("functions", "aws_lambda_function", "function_name", "errors and throttles", CLOUDWATCH),
  watchedRule("file systems", "aws_efs_file_system", undefined, "throughput and burst credits", CLOUDWATCH),
  watchedRule("web ACLs", "aws_wafv2_web_acl", "name", "blocked requests", CLOUDWATCH),
  watchedRule("distributions", "aws_cloudfront_distribution", undefined, "failed responses", CLOUDWATCH),
  watchedRule("Cloud SQL instances", "google_sql_database_instance", "name", "disk, load and failover", MONITORING),
  watchedRule("Memorystore instances", "google_redis_instance", "name", "memory and evictions", MONITORING),
  watchedRule("Google buckets", "google_storage_bucket", "name", "failed requests", MONITORING),
  watchedRule("GKE clusters", "google_container_cluster", "name", "nodes, pods and control plane", MONITORING),
  watchedRule("Cloud NAT gateways", "google_compute_router_nat", "name", "ports and dropped packets", MONITORING),
  watchedRule("instance groups", "google_compute_region_instance_group_manager", "name", "size and health", MONITORING),
  watchedRule("Google load balancers", "google_compute_url_map", "name", "failed requests and latency", MONITORING),
];
