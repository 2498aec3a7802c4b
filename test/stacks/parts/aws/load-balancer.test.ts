import { Certificate } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { addPublicLoadBalancer, guardLoadBalancer } from "../../../../stacks/parts/aws/load-balancer";
import type { GuardedEnvironment } from "../../../../stacks/parts/aws/web-acl";
import { testEnvironment } from "../../../support/environment";
import { synthAws } from "../fixture";

const AUTHORITIES = "-----BEGIN CERTIFICATE-----\nAQ==\n-----END CERTIFICATE-----\n";

interface Given {
  readonly mutual?: boolean;
  readonly webAcls?: boolean;
  readonly header?: string;
}

/** A public load balancer that a web ACL guards. */
function balancer({ mutual = false, webAcls = true, header }: Given = {}): Json {
  const environment = testEnvironment();
  return synthAws<GuardedEnvironment>(
    (stack) => {
      const vpc = new Vpc(stack, "vpc", {
        name: "shop",
        cidr: "10.0.0.0/16",
        subnets: {
          public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
        },
      });
      const zone = new HostedZone(stack, "zone", { domain: "shop.test", comment: "Shop" });
      const loadBalancer = addPublicLoadBalancer(stack, {
        name: "shop",
        vpc,
        securityGroups: [new SecurityGroup(stack, "group", { name: "clients", description: "Clients", vpc })],
        certificate: new Certificate(stack, "certificate", { domainName: "shop.test", zone }),
        targetGroup: new TargetGroup(stack, "web", { name: "web", vpc, port: 80 }),
        mutualAuthentication: mutual
          ? { authorities: AUTHORITIES, hosts: ["api.shop.test"], openPort: 8443 }
          : undefined,
      });
      const logsKey = new Key(stack, "logs-key", { name: "logs", description: "Logs" });
      guardLoadBalancer(stack, loadBalancer, { name: "shop", logsKey, clientAddressHeader: header });
    },
    { ...environment, security: { ...environment.security, webAcls } },
  );
}

test("names the load balancer, its logs and its web ACL after the environment", () => {
  const json = balancer();

  expect(only(json, "aws_lb")).toMatchObject({ name: "shop-staging", access_logs: { enabled: true } });
  expect(resources(json, "aws_s3_bucket").map(({ bucket }) => bucket)).toEqual(["shop-logs-staging"]);
  expect(only(json, "aws_wafv2_web_acl")).toMatchObject({ name: "shop-staging", scope: "REGIONAL" });
  expect(only(json, "aws_wafv2_web_acl_association").resource_arn).toBe("${aws_lb.public.arn}");
});

test("trusts the authorities of clients when it verifies their certificates", () => {
  const json = balancer({ mutual: true });
  const logging = resources(json, "aws_s3_bucket_logging").map(({ bucket, target_bucket }) => [bucket, target_bucket]);

  expect(only(json, "aws_lb_trust_store").name).toBe("shop-staging");
  expect(resources(json, "aws_s3_bucket").map(({ bucket }) => bucket)).toContain("shop-trust-staging");
  expect(logging).toEqual([[expect.stringContaining("trusted"), expect.stringContaining("access-logs")]]);
  expect(balancer().resource.aws_lb_trust_store).toBeUndefined();
});

/** Header by which the rate limit tells clients apart. */
function countedBy(json: Json): string {
  const [rule] = only(json, "aws_wafv2_web_acl").rule.filter(({ statement }: Json) => statement.rate_based_statement);
  return rule.statement.rate_based_statement.forwarded_ip_config.header_name;
}

test("counts requests by the address that the CDN forwards", () => {
  expect(countedBy(balancer())).toBe("X-Forwarded-For");
  expect(countedBy(balancer({ header: "CF-Connecting-IP" }))).toBe("CF-Connecting-IP");
});

test("has no web ACL in an environment without them", () => {
  expect(balancer({ webAcls: false }).resource).not.toHaveProperty("aws_wafv2_web_acl");
});
