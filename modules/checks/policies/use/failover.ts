/** Names fail over for a good reason and notify people, and standbys answer the requests of their primaries. */
import { groupBy, isKnownText, list, nested, once } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { AWS_ALARM, placeOfMetrics, tellsPeople } from "./people";
import { namedIn } from "./references";
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

/** Records that a name resolves to unless it fails over, by name. */
const primaries = once((all: Resources) =>
  groupBy(
    all.of("aws_route53_record").filter((record) => failoverOf(record) === "PRIMARY"),
    ({ block }) => block.name,
  ),
);

/** The zone of a record; undefined when only Terraform knows it. */
function zoneOf(record: Resource, all: Resources): unknown {
  const { zone_id: id } = record.block;
  return namedIn(record, "zone_id", "aws_route53_zone", all)[0] ?? (isKnownText(id) ? id : undefined);
}

/** Whether records may be in the same zone. Names of records can be relative to their zone. */
function shareZone(one: Resource, other: Resource, all: Resources): boolean {
  const [zone, otherZone] = [zoneOf(one, all), zoneOf(other, all)];
  return zone === undefined || otherZone === undefined || zone === otherZone;
}

/** Conditions that requests meet where the name leads to usually, and not where it leads to in a failover. */
function unserved(record: Resource, all: Resources): string[] {
  const balancersOf = (one: Resource) => namedIn(one, "alias", "aws_lb", all);
  const standby = balancersOf(record);
  const served = standby.flatMap((one) => [...(conditions(all).get(one) ?? [])]);
  const usual = (primaries(all).get(record.block.name) ?? [])
    .filter((one) => shareZone(one, record, all))
    .flatMap(balancersOf);
  return standby.length === 0
    ? []
    : usual.flatMap((one) => [...(conditions(all).get(one) ?? [])]).filter((condition) => !served.includes(condition));
}

/** Target groups behind the load balancers that a record leads to. */
function targetGroups(record: Resource, all: Resources): Set<Resource> {
  const users = (one: Resource, type: string) =>
    usesOf(all)
      .of(one)
      .map(({ by }) => by)
      .filter((by) => by.type === type);
  const listeners = namedIn(record, "alias", "aws_lb", all).flatMap((one) => users(one, "aws_lb_listener"));
  const rules = listeners.flatMap((one) => users(one, "aws_lb_listener_rule"));
  return new Set([
    ...listeners.flatMap((one) => namedIn(one, "default_action", "aws_lb_target_group", all)),
    ...rules.flatMap((one) => namedIn(one, "action", "aws_lb_target_group", all)),
  ]);
}

/** The reason why a name fails over wrongly; undefined if it does not. */
function wrongJudge(record: Resource, all: Resources): string | undefined {
  if (failoverOf(record) !== "PRIMARY") {
    return undefined;
  }
  const groups = nested(record.block.alias).evaluate_target_health === true ? targetGroups(record, all).size : 0;
  if (groups > 1) {
    return `evaluate_target_health of a load balancer with ${groups} target groups`;
  }
  return record.block.health_check_id === undefined && nested(record.block.alias).evaluate_target_health !== true
    ? "no health_check_id"
    : undefined;
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
/** A load balancer with two services. */
const services = {
  aws_lb: { main: {} },
  aws_lb_listener: {
    main: {
      load_balancer_arn: "${aws_lb.main.arn}",
      default_action: [{ target_group_arn: "${aws_lb_target_group.web.arn}" }],
    },
  },
  aws_lb_listener_rule: {
    api: {
      listener_arn: "${aws_lb_listener.main.arn}",
      action: [{ target_group_arn: "${aws_lb_target_group.api.arn}" }],
    },
  },
  aws_lb_target_group: { web: {}, api: {} },
};
const FOLLOWER = { aws_route53_record: { it: { health_check_id: "${aws_route53_health_check.it.id}" } } };

export const failoverUse: readonly Rule[] = [
  {
    id: "aws-route53-failover-judge",
    name: "names fail over by a health check, or by the health of a single target group",
    type: "aws_route53_record",
    severity: "high",
    topic: "availability",
    holds: (record, all) => wrongJudge(record, all) === undefined,
    found: (record, all) => String(wrongJudge(record, all)),
    fix: "set health_check_id, and evaluate_target_health to false where the load balancer has several target groups; otherwise one that is unhealthy or empty turns the whole name",
    broken: { ...primary, alias: { ...alias, evaluate_target_health: true } },
    brokenBeside: services,
    mended: primary,
    beside: services,
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
];
