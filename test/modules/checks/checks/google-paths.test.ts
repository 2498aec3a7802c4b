import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeNetworkFirewallPolicyRule } from "@cdktf/provider-google/lib/compute-network-firewall-policy-rule";
import { ComputeRoute } from "@cdktf/provider-google/lib/compute-route";
import { googlePathFaults } from "@modules/checks/checks/google-paths";
import { FRONT_ENDS, IDENTITY_AWARE_PROXY } from "@modules/google/addresses";
import { expect, test } from "vitest";
import { addInstance, faultsInGoogleShop, type GoogleShop } from "./google-paths.fixture";

const faults = (props?: Parameters<typeof faultsInGoogleShop>[1]) => faultsInGoogleShop(googlePathFaults, props);
const adding = (add: (shop: GoogleShop) => void) => faults({ add });

test("accepts a shop whose load balancer, cluster and database are connected", () => {
  expect(faults()).toEqual([]);
});

test("fails when load balancers do not reach a backend on the ports that it serves and checks", () => {
  const [proxies] = FRONT_ENDS;

  expect(faults({ admit: { sourceRanges: [proxies!] } })).toEqual([
    "shop/front: must let google load balancers through to shop/web on 80, got an obstacle: shop/deny denies tcp 80 from 130.211.0.0 to 10.0.0.0 in; allow it there",
  ]);
  expect(faults({ checkPort: 8080 })).toEqual([
    expect.stringContaining("must let google load balancers through to shop/web on 8080, got an obstacle: shop/deny"),
  ]);
  expect(faults({ portName: "https" })).toContain(
    "shop/front: port_name must be a named port of shop/web, got none of its name; name the port there",
  );
});

test("fails when a rule names a tag or a service account that no machine has", () => {
  expect(faults({ admit: { targetTags: ["wbe", "web"] } })).toEqual([
    "shop/admit: must name machines of shop/vpc, got the network tag wbe, which none has; use one of web, or remove the rule",
  ]);
  expect(adding(({ rule }) => rule("api", { sourceTags: ["api"], targetTags: ["web"] }))).toEqual([
    expect.stringContaining("shop/api: must name machines of shop/vpc, got the network tag api, which none has"),
  ]);
  expect(
    adding(({ rule }) =>
      rule("hooks", { sourceRanges: ["10.2.0.0/28"], targetServiceAccounts: ["node@shop.example"] }),
    ),
  ).toEqual([expect.stringContaining("got the service account node@shop.example, which none has; use one of nodes@")]);
});

test("accepts a rule that is disabled, whatever it names", () => {
  expect(adding(({ rule }) => rule("api", { sourceTags: ["api"], disabled: true }))).toEqual([]);
});

test("fails when a rule with a lower priority number denies what another allows", () => {
  const sshOf = (shop: GoogleShop) => {
    addInstance(shop, "bastion", ["bastion"]);
    shop.rule("ssh", { sourceTags: ["bastion"], targetTags: ["web"], allow: [{ protocol: "tcp", ports: ["22"] }] });
  };

  expect(adding(sshOf)).toEqual([]);
  expect(
    adding((shop) => {
      sshOf(shop);
      shop.rule("closed", {
        priority: 900,
        sourceRanges: ["10.0.0.0/8"],
        deny: [{ protocol: "tcp", ports: ["20-30"] }],
      });
    }),
  ).toContain(
    "shop/ssh: must let shop/bastion through to shop/web, got an obstacle: shop/closed denies tcp 22 from 10.0.0.0 to 10.0.0.0 in; allow it there, or remove the rule",
  );
});

test("fails when an egress rule denies what an ingress rule allows", () => {
  expect(
    adding((shop) => {
      addInstance(shop, "bastion", ["bastion"]);
      shop.rule("from-bastion", { sourceTags: ["bastion"], targetTags: ["web"] });
      shop.rule("closed", { direction: "EGRESS", targetTags: ["bastion"], deny: [{ protocol: "all" }] });
    }),
  ).toContainEqual(
    expect.stringContaining(
      "shop/from-bastion: must let shop/bastion through to shop/web, got an obstacle: shop/closed denies tcp 80",
    ),
  );
});

test("fails when nobody has the addresses that a rule admits", () => {
  expect(adding(({ rule }) => rule("office", { sourceRanges: ["10.9.0.0/16"], targetTags: ["web"] }))).toEqual([
    "shop/office: must let the network that it admits through to shop/web, got an obstacle: no path for tcp 80 from 10.9.0.0 to 10.0.0.0; allow it there, or remove the rule",
  ]);
  expect(
    adding(({ stack, network, rule }) => {
      rule("office", { sourceRanges: ["10.9.0.0/16"], targetTags: ["web"] });
      new ComputeRoute(stack, "vpn", {
        name: "vpn",
        network: network.id,
        destRange: "10.9.0.0/16",
        nextHopIp: "10.0.0.9",
      });
    }),
  ).toEqual([]);
});

test("lets administrators in from the internet to an external address, and by Identity-Aware Proxy to any", () => {
  const ssh = { targetTags: ["bastion"], allow: [{ protocol: "tcp", ports: ["22"] }] };
  const from = (sourceRanges: string[], isPublic: boolean) =>
    adding((shop) => {
      addInstance(shop, "bastion", ["bastion"], isPublic);
      shop.rule("ssh", { ...ssh, sourceRanges });
    });

  expect(from(["203.0.113.0/24"], true)).toEqual([]);
  expect(from(["203.0.113.0/24"], false)).toEqual([expect.stringContaining("no path for tcp 22 from 203.0.113.0")]);
  expect(from(IDENTITY_AWARE_PROXY, false)).toEqual([]);
});

test("fails when Cloud NAT has no route to the internet", () => {
  expect(faults({ wayOut: false })).toEqual([
    expect.stringMatching(
      /^shop\/web: must let shop\/web through to the internet on 443, got an obstacle: no path for /,
    ),
    expect.stringMatching(/^shop\/nodes: must let shop\/nodes through to the internet on 443, /),
  ]);
});

test("fails when nodes do not reach the control plane of their cluster", () => {
  expect(
    adding(({ rule }) =>
      rule("closed", {
        direction: "EGRESS",
        destinationRanges: ["10.0.0.0/8"],
        deny: [{ protocol: "tcp", ports: ["443"] }],
      }),
    ),
  ).toContainEqual(expect.stringContaining("shop/cluster: must let shop/nodes through to shop/cluster on 443"));
});

test("fails when the control plane does not reach webhooks on the nodes", () => {
  const hooks = (port: string, sourceRanges: string[]) =>
    adding(({ rule }) =>
      rule("hooks", {
        sourceRanges,
        targetServiceAccounts: ["nodes@shop.example"],
        allow: [{ protocol: "tcp", ports: [port] }],
      }),
    );

  expect(hooks("9443", ["10.2.0.0/28"])).toEqual([]);
  expect(hooks("9443", ["10.2.0.16/28"])).toEqual([expect.stringContaining("no path for tcp 9443 from 10.2.0.16")]);
});

test("fails when the world reaches a database, or the database has no address in its network", () => {
  expect(faults({ ip: { ipv4Enabled: true, authorizedNetworks: [{ value: "203.0.113.0/24" }] } })[0]).toBe(
    "shop/database: must not be reached from the world, got tcp 5432 from 203.0.113.0 to 10.3.0.0; admit the networks of its clients",
  );
  expect(faults({ ip: { ipv4Enabled: true } })).toEqual([]);
  expect(faults({ ip: { allocatedIpRange: "service" } })).toEqual([
    "shop/database: must have addresses that shop/vpc reserves for managed services, got none; name a range of its google_service_networking_connection",
  ]);
});

test("fails when a policy has rules that no proof reads", () => {
  expect(
    adding(({ stack }) => {
      new ComputeNetworkFirewallPolicyRule(stack, "policy", {
        firewallPolicy: "shop",
        priority: 1,
        action: "allow",
        direction: "INGRESS",
        match: { layer4Configs: [{ ipProtocol: "all" }] },
      });
    }),
  ).toEqual([
    expect.stringContaining(
      "shop/policy: must be a google_compute_firewall, because only its connections are checked, got ",
    ),
  ]);
});

test("looks at the machines of a rule's own network", () => {
  expect(
    adding(({ stack, rule }) => {
      const other = new ComputeNetwork(stack, "other", { name: "other" });
      rule("elsewhere", { network: other.id, sourceRanges: FRONT_ENDS, targetTags: ["web"] });
    }),
  ).toEqual([
    "shop/elsewhere: must name machines of shop/other, got the network tag web, which none has; give it to the machines, or remove the rule",
  ]);
});
