/** Failovers follow a health check and notify people, and standbys answer the requests of their primaries. */
import { list, nested, once } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { AWS_ALARM, placeOfMetrics, tellsPeople } from "./people";
import { namedIn } from "./references";
import { usesThrough } from "./storage";
import { usesOf } from "./uses";

/** Region of the metrics of Route 53. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html */
const ROUTE_53_REGION = "us-east-1";

const failoverOf = ({ block }: Resource): unknown => nested(block.failover_routing_policy).type;

/** Conditions of the rules of a load balancer's listeners, by load balancer. */
const conditions = once((all: Resources) => {
  const found = new Map<Resource, Set<string>>();
  for (const rule of all.of("aws_lb_listener_rule")) {
    for (const listener of namedIn(rule, "listener_arn", "aws_lb_listener", all)) {
      for (const balancer of namedIn(listener, "load_balancer_arn", "aws_lb", all)) {
        found.set(balancer, (found.get(balancer) ?? new Set()).add(JSON.stringify(list(rule.block.condition))));
      }
    }
  }
  return found;
});

/** Conditions that requests meet where the name leads to usually, and not where it leads to in a failover. */
function unserved(record: Resource, all: Resources): string[] {
  const balancersOf = (one: Resource) => namedIn(one, "alias", "aws_lb", all);
  const standby = balancersOf(record);
  const served = standby.flatMap((one) => [...(conditions(all).get(one) ?? [])]);
  const usual = all
    .of("aws_route53_record")
    .filter((one) => failoverOf(one) === "PRIMARY" && one.block.name === record.block.name)
    .flatMap(balancersOf);
  return standby.length === 0
    ? []
    : usual.flatMap((one) => [...(conditions(all).get(one) ?? [])]).filter((condition) => !served.includes(condition));
}

/** Whether another bucket gets the objects of the bucket that an origin reads. */
function isCopied(bucket: Resource, all: Resources): boolean {
  return usesThrough(bucket, all).some(
    ({ by, argument }) => by.type === "aws_s3_bucket_replication_configuration" && argument === "bucket",
  );
}

/** Origins of a distribution whose bucket has a copy, without an origin group that turns to it. */
function soleOrigins({ block, stack }: Resource, all: Resources): string[] {
  const grouped = list(block.origin_group).flatMap(({ member }) => list(member).map(({ origin_id: id }) => id));
  return list(block.origin)
    .filter(({ domain_name: domain }) =>
      usesOf(all)
        .targets(stack, String(domain))
        .some((bucket) => isCopied(bucket, all)),
    )
    .map(({ origin_id: id }) => String(id))
    .filter((id) => !grouped.includes(id));
}

const alias = { name: "${aws_lb.main.dns_name}", zone_id: "Z1", evaluate_target_health: false };
const primary = { failover_routing_policy: { type: "PRIMARY" }, health_check_id: "check", alias };
const standbyRecord = {
  name: "shop",
  failover_routing_policy: { type: "SECONDARY" },
  alias: { name: "${aws_lb.standby.dns_name}" },
};
const condition = [{ path_pattern: { values: ["/v1/*"] } }];
const regions = (...names: readonly string[]) => ({
  aws_route53_record: { main: { name: "shop", ...primary } },
  aws_lb: { main: {}, standby: {} },
  aws_lb_listener: {
    main: { load_balancer_arn: "${aws_lb.main.arn}" },
    standby: { load_balancer_arn: "${aws_lb.standby.arn}" },
  },
  aws_lb_listener_rule: Object.fromEntries(
    names.map((name) => [name, { listener_arn: `\${aws_lb_listener.${name}.arn}`, condition }]),
  ),
});
const bucket = {
  aws_s3_bucket: { files: {} },
  aws_s3_bucket_versioning: { it: { bucket: "${aws_s3_bucket.files.id}" } },
  aws_s3_bucket_replication_configuration: { it: { bucket: "${aws_s3_bucket_versioning.it.bucket}" } },
};
const origin = [{ origin_id: "files", domain_name: "${aws_s3_bucket.files.bucket_regional_domain_name}" }];

const FOLLOWER = { aws_route53_record: { it: { health_check_id: "${aws_route53_health_check.it.id}" } } };

export const failoverUse: readonly Rule[] = [
  {
    id: "aws-route53-failover-judge",
    name: "names fail over by a health check alone",
    type: "aws_route53_record",
    severity: "high",
    topic: "availability",
    holds: (record) =>
      failoverOf(record) !== "PRIMARY" ||
      (record.block.health_check_id !== undefined && nested(record.block.alias).evaluate_target_health !== true),
    found: ({ block }) =>
      block.health_check_id === undefined ? "no health_check_id" : "evaluate_target_health of its load balancer",
    fix: "set health_check_id, and evaluate_target_health to false; one unhealthy or empty target group of any service turns the whole name otherwise",
    broken: { ...primary, alias: { ...alias, evaluate_target_health: true } },
    mended: primary,
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover-alias.html",
  },
  {
    id: "aws-route53-health-check-alarm",
    name: "people are notified when a name fails over",
    type: "aws_route53_health_check",
    severity: "medium",
    topic: "monitoring",
    unprotected: "ignore",
    holds: (check, all) =>
      !usesOf(all).isUsedBy(check, "aws_route53_record") ||
      usesOf(all)
        .of(check)
        .some(
          ({ by }) =>
            by.type === AWS_ALARM &&
            tellsPeople(by, all) &&
            // A provider may leave its region to the machine that applies.
            [ROUTE_53_REGION, "undefined"].includes(placeOfMetrics(all, by.stack)),
        ),
    fix: `add an alarm on HealthCheckStatus in ${ROUTE_53_REGION}, the region of Route 53's metrics`,
    broken: { fqdn: "example.com" },
    brokenBeside: FOLLOWER,
    mended: { fqdn: "example.com" },
    beside: {
      ...FOLLOWER,
      aws_cloudwatch_metric_alarm: {
        it: {
          dimensions: { HealthCheckId: "${aws_route53_health_check.it.id}" },
          alarm_actions: ["arn:aws:sns:us-east-1:111122223333:topic"],
        },
      },
    },
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html",
  },
  {
    id: "aws-route53-standby-rules",
    name: "a standby answers the requests that its name's primary answers",
    type: "aws_route53_record",
    severity: "high",
    topic: "availability",
    holds: (record, all) => failoverOf(record) !== "SECONDARY" || unserved(record, all).length === 0,
    found: (record, all) => `no listener rule for ${unserved(record, all)[0]}`,
    fix: "add the listener rule to the standby's load balancer, with a service that answers it there",
    broken: standbyRecord,
    brokenBeside: regions("main"),
    mended: standbyRecord,
    beside: regions("main", "standby"),
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html",
  },
  {
    id: "aws-cloudfront-origin-copy",
    name: "distributions turn to the copy of a replicated bucket",
    type: "aws_cloudfront_distribution",
    severity: "medium",
    topic: "availability",
    unprotected: "ignore",
    holds: (distribution, all) => soleOrigins(distribution, all).length === 0,
    found: (distribution, all) => `no origin group with ${soleOrigins(distribution, all).join(", ")}`,
    fix: "add the copy as an origin and both to an origin_group, admit the distribution in the policies of the copy and its key",
    broken: { origin },
    brokenBeside: bucket,
    mended: { origin, origin_group: [{ member: [{ origin_id: "files" }, { origin_id: "copy" }] }] },
    beside: bucket,
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
  },
];
