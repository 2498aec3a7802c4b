/** Names and distributions that fail over. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { failoverUse } from "@modules/checks/policies/use/failover";
import { expect, test } from "vitest";

const state = (id: string) => ({ bucket: "state", key: id, region: "us-east-1" });
const stack = (id: string, resource: object) => ({
  id,
  json: {
    terraform: { backend: { s3: state(id) } },
    resource,
    output: { balancer: { value: "${aws_lb.it.dns_name}" } },
  },
  isProtected: true,
  group: "shop",
});
const faults = (...stacks: ReturnType<typeof stack>[]) =>
  failoverUse.flatMap((rule) => violations(rule, new Resources(stacks)).map((place) => `${rule.id} ${place}`));

const region = (id: string, ...paths: readonly string[]) =>
  stack(id, {
    aws_lb: { it: {} },
    aws_lb_listener: {
      it: {
        load_balancer_arn: "${aws_lb.it.arn}",
        default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }],
      },
    },
    aws_lb_target_group: { web: {}, ...Object.fromEntries(paths.map((path, index) => [`group-${index}`, { path }])) },
    aws_lb_listener_rule: Object.fromEntries(
      paths.map((path, index) => [
        `rule-${index}`,
        {
          listener_arn: "${aws_lb_listener.it.arn}",
          condition: [{ path_pattern: { values: [path] } }],
          action: [{ target_group_arn: `\${aws_lb_target_group.group-${index}.arn}` }],
        },
      ]),
    ),
  });
const record = (type: string, from: string, more: object = {}) => ({
  name: "shop.example.com",
  failover_routing_policy: { type },
  health_check_id: "check",
  alias: { name: `\${data.terraform_remote_state.${from}.outputs.balancer}`, ...more },
});
const names = (usual: object, standby: object) => {
  const made = stack("names", { aws_route53_record: { usual, standby } });
  const reader = (id: string) => ({ backend: "s3", config: state(id) });
  return {
    ...made,
    json: { ...made.json, data: { terraform_remote_state: { east: reader("east"), west: reader("west") } } },
  };
};

test("accepts a standby in another stack that answers all and more", () => {
  expect(
    faults(
      region("east", "/api/*"),
      region("west", "/v1/*", "/api/*"),
      names(record("PRIMARY", "east"), record("SECONDARY", "west")),
    ),
  ).toEqual([]);
});

test("fails for a standby that answers less, with the first request that it does not know", () => {
  const stacks = [
    region("east", "/api/*", "/v1/*"),
    region("west", "/api/*"),
    names(record("PRIMARY", "east"), record("SECONDARY", "west")),
  ];
  const all = new Resources(stacks);
  const rule = failoverUse.find(({ id }) => id === "aws-route53-standby-rules")!;

  expect(faults(...stacks)).toEqual(["aws-route53-standby-rules names aws_route53_record.standby"]);
  expect(rule.found?.(all.of("aws_route53_record")[1]!, all)).toContain("/v1/*");
});

test.each([
  [
    "by the health of several target groups",
    record("PRIMARY", "east", { evaluate_target_health: true }),
    "evaluate_target_health of a load balancer with 2 target groups",
  ],
  ["without a health check", { ...record("PRIMARY", "east"), health_check_id: undefined }, "no health_check_id"],
])("fails for a name that fails over %s", (_, usual, words) => {
  const stacks = [region("east", "/api/*"), region("west", "/api/*"), names(usual, record("SECONDARY", "west"))];
  const all = new Resources(stacks);
  const rule = failoverUse.find(({ id }) => id === "aws-route53-failover-judge")!;

  expect(faults(...stacks)).toEqual(["aws-route53-failover-judge names aws_route53_record.usual"]);
  expect(rule.found?.(all.of("aws_route53_record")[0]!, all)).toContain(words);
});

test("accepts a name that fails over by the health of a single target group", () => {
  const usual = { ...record("PRIMARY", "east", { evaluate_target_health: true }), health_check_id: undefined };

  expect(faults(region("east"), region("west"), names(usual, record("SECONDARY", "west")))).toEqual([]);
});

test("compares the records of one zone", () => {
  const inZones = (usual: string, standby: string) =>
    faults(
      region("east", "/api/*"),
      region("west"),
      names({ ...record("PRIMARY", "east"), zone_id: usual }, { ...record("SECONDARY", "west"), zone_id: standby }),
    );

  expect(inZones("Z1", "Z2")).toEqual([]);
  expect(inZones("Z1", "Z1")).toHaveLength(1);
  expect(inZones("Z1", "${data.aws_route53_zone.it.zone_id}")).toHaveLength(1);
});

test.each([
  ["us-east-1", []],
  ["us-west-2", ["aws-route53-health-check-alarm names aws_route53_health_check.main"]],
])("wants the alarm on a health check in the region of its metrics, as in %s", (region, wanted) => {
  const resource = {
    aws_route53_health_check: { main: { fqdn: "example.com" }, part: { fqdn: "api.example.com" } },
    aws_route53_record: { it: { health_check_id: "${aws_route53_health_check.main.id}" } },
    aws_cloudwatch_metric_alarm: {
      it: {
        dimensions: { HealthCheckId: "${aws_route53_health_check.main.id}" },
        alarm_actions: ["arn:aws:sns:us-east-1:111122223333:topic"],
      },
    },
  };

  const { json, ...names } = stack("names", resource);

  expect(faults({ ...names, json: { ...json, provider: { aws: [{ region }] } } } as never)).toEqual(wanted);
});
