import type { Json } from "@modules/checks/json";
import { FirewallRule, type FirewallRuleProps } from "@modules/google/network/firewall-rule";
import { Vpc } from "@modules/google/network/vpc";
import { ServiceAccount } from "@modules/google/security/service-account";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

type PeersOf = (stack: TerraformStack) => Partial<FirewallRuleProps>;

function rule(peers: Partial<FirewallRuleProps> | PeersOf = {}): Json {
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

test("allows CIDR blocks to reach the ports of tagged instances, with logs", () => {
  expect(rule()).toMatchObject({
    direction: "INGRESS",
    allow: [{ protocol: "tcp", ports: ["443"] }],
    source_ranges: ["10.0.0.0/16"],
    target_tags: ["web"],
    log_config: { metadata: "INCLUDE_ALL_METADATA" },
  });
  expect(rule()).not.toHaveProperty("source_tags");
});

test("allows the instances of one service account to reach those of another", () => {
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

test("opens ports 80 and 443 to the internet when asked to", () => {
  expect(rule({ from: "internet", ports: [80, 443] }).source_ranges).toEqual(["0.0.0.0/0"]);
});

test.each<[string, Partial<FirewallRuleProps> | PeersOf, string]>([
  [
    "a port for the internet other than 80 and 443",
    { from: "internet", ports: [443, 22] },
    "must be 80 and 443 from the internet, got 22",
  ],
  [
    "a CIDR block that holds every address",
    { from: { cidrs: ["0.0.0.0/0"] } },
    'must be "internet" to allow every address, got 0.0.0.0/0',
  ],
  ["no source", { from: {} }, "from must be CIDR blocks, tags or service accounts, got none"],
  ["no target", { to: { tags: [] } }, "to must be tags or service accounts, got none"],
  ["no port", { ports: [] }, "ports must be a list of at least 1 entry, got none"],
  [
    "tags beside service accounts",
    (stack) => ({
      from: { serviceAccounts: [new ServiceAccount(stack, "web", { name: "web-server", description: "Web" })] },
    }),
    "from and to must be both tags or both service accounts, got tags and service accounts",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => rule(props)).toThrow(message);
});
