import { Certificate } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "@modules/aws/load-balancing/application-load-balancer";
import { HttpsListener } from "@modules/aws/load-balancing/https-listener";
import { ListenerRule, type ListenerRuleProps } from "@modules/aws/load-balancing/listener-rule";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { TrustStore } from "@modules/aws/load-balancing/trust-store";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

const ZONES = { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" };

function add(stack: TerraformStack, props: Partial<ApplicationLoadBalancerProps> = {}, cidrs: object = ZONES) {
  const vpc = new Vpc(stack, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: { public: { tier: "public", cidrs: cidrs as Record<string, string> } },
  });
  const zone = new HostedZone(stack, "zone", { domain: "example.com", comment: "Shop" });
  const targetGroup = new TargetGroup(stack, "web", { name: "web", vpc, port: 80 });
  const balancer = new ApplicationLoadBalancer(stack, "balancer", {
    name: "shop",
    vpc,
    securityGroups: [new SecurityGroup(stack, "clients", { name: "clients", description: "Clients", vpc })],
    certificate: new Certificate(stack, "certificate", { domainName: "example.com", zone }),
    targetGroup,
    logBucket: new LogBucket(stack, "logs", { name: "shop-logs" }),
    ...props,
  });
  return { balancer, targetGroup };
}

function balancer(props: Partial<ApplicationLoadBalancerProps> = {}, cidrs?: object): Json {
  return synth((stack) => add(stack, props, cidrs));
}

const AUTHORITY = "-----BEGIN CERTIFICATE-----\nAQ==\n-----END CERTIFICATE-----\n";

function verified(hosts: readonly string[] = ["api.example.com", "app.example.com"]): Json {
  return synth((stack) => {
    const bucket = new Bucket(stack, "trusted", { name: "shop-trust" });
    const trustStore = new TrustStore(stack, "authorities", {
      name: "shop",
      authorities: AUTHORITY,
      bucket,
    });
    add(stack, { mutualAuthentication: { trustStore, hosts, openPort: 8443 } });
  });
}

function rules(...all: Partial<ListenerRuleProps>[]): Json {
  return synth((stack) => {
    const { balancer, targetGroup } = add(stack);
    for (const [index, props] of all.entries()) {
      new ListenerRule(stack, `rule-${index}`, {
        listener: balancer.https,
        priority: 10,
        pathPatterns: ["/api/*"],
        targetGroup,
        ...props,
      });
    }
  });
}

function listener(json: Json, port: number): Json {
  return Object.values<Json>(json.resource.aws_lb_listener).find((found) => found.port === port);
}

test("redirects HTTP to HTTPS", () => {
  expect(listener(balancer(), 80).default_action).toEqual([
    { type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } },
  ]);
});

test("serves TLS 1.2 and 1.3 with an issued certificate", () => {
  expect(listener(balancer(), 443)).toMatchObject({
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn: expect.stringContaining("aws_acm_certificate_validation."),
    default_action: [{ type: "forward" }],
  });
});

test("is deletion-protected, drops invalid headers and writes access logs", () => {
  expect(only(balancer(), "aws_lb")).toMatchObject({
    drop_invalid_header_fields: true,
    desync_mitigation_mode: "defensive",
    enable_deletion_protection: true,
    access_logs: { enabled: true, prefix: "shop" },
    lifecycle: { prevent_destroy: true },
  });
});

test("depends on the policy of its log bucket", () => {
  expect(only(balancer(), "aws_lb").access_logs.bucket).toMatch(/^\${aws_s3_bucket_policy\./);
});

test("is not deletion-protected when told so", () => {
  expect(only(balancer({ deletionProtection: false }), "aws_lb")).toMatchObject({
    enable_deletion_protection: false,
    lifecycle: { prevent_destroy: false },
  });
});

test("answers 404 on the test port until a rule is added", () => {
  expect(listener(balancer({ testPort: 8443 }), 8443)).toMatchObject({
    protocol: "HTTPS",
    default_action: [{ type: "fixed-response", fixed_response: { status_code: "404" } }],
  });
});

test("requires no client certificates by default", () => {
  for (const port of [443, 8443]) {
    expect(listener(balancer({ testPort: 8443 }), port)).not.toHaveProperty("mutual_authentication");
  }
});

test("verifies client certificates on 443, and answers only for the given hosts", () => {
  const json = verified();

  expect(listener(json, 443)).toMatchObject({
    mutual_authentication: { mode: "verify", trust_store_arn: "${aws_lb_trust_store.authorities.arn}" },
    default_action: [{ type: "fixed-response", fixed_response: { status_code: "404" } }],
  });
  expect(only(json, "aws_lb_listener_rule")).toMatchObject({
    listener_arn: expect.stringContaining("aws_lb_listener.balancer_https"),
    priority: 50_000,
    condition: [{ host_header: { values: ["api.example.com", "app.example.com"] } }],
    action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }],
  });
});

test("answers for all hosts on the open port, without client certificates", () => {
  const open = listener(verified(), 8443);

  expect(open).toMatchObject({
    protocol: "HTTPS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }],
  });
  expect(open).not.toHaveProperty("mutual_authentication");
});

test("serves the target group to a CDN alone, and redirects clients on 443 to the CDN", () => {
  const json = synth((stack) => {
    const cdn = { host: "www.example.com", port: 8443 };
    const { balancer, targetGroup } = add(stack, { cdn });
    new ListenerRule(stack, "api", { listener: balancer.https, priority: 1, pathPatterns: ["/api/*"], targetGroup });
  });

  expect(listener(json, 443).default_action).toEqual([
    {
      type: "redirect",
      redirect: { host: "www.example.com", protocol: "HTTPS", port: "443", status_code: "HTTP_301" },
    },
  ]);
  expect(listener(json, 8443)).toMatchObject({
    protocol: "HTTPS",
    default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }],
  });
  expect(only(json, "aws_lb_listener_rule").listener_arn).toContain("aws_lb_listener.balancer_cdn");
});

test("fails with both a CDN and client certificates", () => {
  const mutualAuthentication = { trustStore: {} as TrustStore, hosts: ["example.com"], openPort: 8444 };

  expect(() => balancer({ cdn: { host: "www.example.com", port: 8443 }, mutualAuthentication })).toThrow(
    "cdn must be left out with mutualAuthentication, got both",
  );
});

test("fails when verified clients would get no answer for any host", () => {
  expect(() => verified([])).toThrow("pathPatterns and hosts must be 1 to 5 together, got 0");
});

test("accepts a rule in a later stack", () => {
  const { service } = synthAll((app) => {
    const { balancer, targetGroup } = add(testStack(app, "balancing"));
    new ListenerRule(testStack(app, "service"), "rule", {
      listener: balancer.https,
      priority: 10,
      hosts: ["api.example.com"],
      pathPatterns: ["/v1/*"],
      targetGroup,
    });
  });

  expect(only(service, "aws_lb_listener_rule")).toMatchObject({
    listener_arn: expect.stringContaining("data.terraform_remote_state"),
    condition: [{ host_header: { values: ["api.example.com"] } }, { path_pattern: { values: ["/v1/*"] } }],
  });
});

test("ignores the target group that a blue-green deployment gave a rule", () => {
  expect(only(rules({ blueGreen: true }), "aws_lb_listener_rule").lifecycle).toEqual({ ignore_changes: ["action"] });
  expect(only(rules({}), "aws_lb_listener_rule")).not.toHaveProperty("lifecycle");
});

test("fails when two rules have one priority", () => {
  expect(() => rules({}, {})).toThrow(
    "rule-1: priority must be unique on the listener, got 10, which stack/rule-0 has",
  );
});

test("fails on a priority that AWS refuses", () => {
  expect(() => rules({ priority: 0 })).toThrow("priority must be a whole number, 1 to 50000, got 0");
});

test("fails on a rule without conditions, or with more values than AWS accepts", () => {
  expect(() => rules({ pathPatterns: [] })).toThrow("pathPatterns and hosts must be 1 to 5 together, got 0");
  expect(() => rules({ pathPatterns: ["/a", "/b", "/c"], hosts: ["a", "b", "c"] })).toThrow("got 6");
});

test("fails on a name that AWS refuses", () => {
  expect(() => balancer({ name: "internal-shop" })).toThrow("not beginning with internal-, got internal-shop");
});

test("fails in a single availability zone", () => {
  expect(() => balancer({}, { "us-east-1a": "10.0.1.0/24" })).toThrow(
    "subnetGroup must be in at least two availability zones, got 1",
  );
});

test("has addresses of the VPC only when it is not internet-facing", () => {
  expect(only(balancer({ internetFacing: false }), "aws_lb").internal).toBe(true);
  expect(only(balancer(), "aws_lb").internal).toBe(false);
});

test("lets overrides replace arguments of the load balancer, the listener and the rule", () => {
  const json = synth((stack) => {
    const { balancer, targetGroup } = add(stack, { overrides: { enableHttp2: false } });
    new HttpsListener(stack, "admin", {
      loadBalancerArn: balancer.arn,
      port: 9443,
      certificate: Certificate.fromExisting(stack, "admin-certificate", { arn: "arn:aws:acm:a", names: [] }),
      overrides: { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
    });
    new ListenerRule(stack, "rule", {
      listener: balancer.https,
      priority: 10,
      hosts: ["api.example.com"],
      targetGroup,
      overrides: { tags: { Team: "orders" } },
    });
  });

  expect(only(json, "aws_lb")).toMatchObject({ name: "shop", enable_http2: false });
  expect(listener(json, 9443).ssl_policy).toBe("ELBSecurityPolicy-TLS13-1-3-2021-06");
  expect(only(json, "aws_lb_listener_rule").tags).toEqual({ Team: "orders" });
});

test("uses policies with FIPS-validated cryptography on every HTTPS listener when asked", () => {
  const policies = Object.values<Json>(balancer({ fips: true, testPort: 8443 }).resource.aws_lb_listener)
    .filter(({ protocol }) => protocol === "HTTPS")
    .map(({ ssl_policy }) => ssl_policy);

  expect(policies).toEqual(Array(2).fill("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04"));
});
