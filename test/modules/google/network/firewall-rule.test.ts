import type { Json } from "@modules/checks/json";
import { FirewallRule, type FirewallRuleProps } from "@modules/google/network/firewall-rule";
import { Vpc } from "@modules/google/network/vpc";
import { ServiceAccount } from "@modules/google/security/service-account";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

type Peers = (stack: TerraformStack) => Partial<FirewallRuleProps>;

function rule(peers: Partial<FirewallRuleProps> | Peers = {}): Json {
  const { resource } = synth((stack) => {
    const vpc = new Vpc(stack, "vpc", { name: "shop", subnets: {} });
    new FirewallRule(stack, "rule", {
      name: "shop-web",
      vpc,
      description: "Web",
      ports: [443],
      from: { cidrs: ["10.0.0.0/16"] },
      to: { tags: ["web"] },
      ...(typeof peers === "function" ? peers(stack) : peers),
    });
  });
  return resource.google_compute_firewall.rule;
}

test("lets blocks reach the ports of tagged instances, and logs it", () => {
  expect(rule()).toMatchObject({
    direction: "INGRESS",
    allow: [{ protocol: "tcp", ports: ["443"] }],
    source_ranges: ["10.0.0.0/16"],
    target_tags: ["web"],
    log_config: { metadata: "INCLUDE_ALL_METADATA" },
  });
  expect(rule()).not.toHaveProperty("source_tags");
});

test("lets one service account's instances call another's", () => {
  const { source_service_accounts, target_service_accounts, source_ranges } = rule((stack) => {
    const account = (name: string) => new ServiceAccount(stack, name, { name, description: name });
    return {
      ports: ["8000-8010"],
      from: { serviceAccounts: [account("web-server")] },
      to: { serviceAccounts: [account("api-server")] },
    };
  });

  expect(source_service_accounts).toEqual(["${google_service_account.web-server.email}"]);
  expect(target_service_accounts).toEqual(["${google_service_account.api-server.email}"]);
  expect(source_ranges).toBeUndefined();
});

test("lets everyone in where that is said, to web ports", () => {
  expect(rule({ from: "internet", ports: [80, 443] }).source_ranges).toEqual(["0.0.0.0/0"]);
});

test.each<[string, Partial<FirewallRuleProps> | Peers, string]>([
  [
    "a port no one on the internet should reach",
    { from: "internet", ports: [443, 22] },
    "must be 80 and 443 from the internet, got 22",
  ],
  [
    "the world as if it were a network",
    { from: { cidrs: ["0.0.0.0/0"] } },
    'must be "internet" to let everyone in, got 0.0.0.0/0',
  ],
  ["no source", { from: {} }, "from must name blocks, tags or service accounts, got none"],
  ["no target", { to: { tags: [] } }, "to must name tags or service accounts, got none"],
  ["no port", { ports: [] }, "ports must name at least one port, got none"],
  [
    "tags beside service accounts",
    (stack) => ({
      from: { serviceAccounts: [new ServiceAccount(stack, "web", { name: "web-server", description: "Web" })] },
    }),
    "from and to must both be tags or both service accounts, got tags and service accounts",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => rule(props)).toThrow(message);
});
