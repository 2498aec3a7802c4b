import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { VpcPeering } from "@modules/aws/network/vpc-peering";
import { pathFaults } from "@modules/checks/checks/paths";
import { expect, test } from "vitest";
import { faultsInShop, INSIDE, REPLIES, type Shop } from "./paths.fixture";

test("accepts an API that reaches its database", () => {
  expect(faultsInShop(pathFaults)).toEqual([]);
});

test("fails when the database's network ACL denies the API", () => {
  expect(faultsInShop(pathFaults, { acl: { ingress: REPLIES, egress: INSIDE } })).toEqual([]);
  expect(
    faultsInShop(pathFaults, {
      acl: { ingress: { web: { number: 100, cidr: "10.0.0.0/16", tcpPorts: { from: 443, to: 443 } } }, egress: INSIDE },
    }),
  ).toEqual([
    expect.stringMatching(
      /must let shop\/api through to shop\/database, got an obstacle: the network ACL of shop\/vpc\/database-us-east-1a denies tcp 5432 from 10\.0\.2\.0 to 10\.0\.3\.0 inbound; /,
    ),
  ]);
});

test("fails when the database's network ACL denies replies", () => {
  expect(
    faultsInShop(pathFaults, {
      acl: {
        ingress: INSIDE,
        egress: { web: { number: 100, cidr: "10.0.0.0/16", tcpPorts: { from: 1024, to: 40_000 } } },
      },
    }),
  ).toEqual([expect.stringContaining("denies the reply on port 40001 to tcp 5432 from 10.0.2.0 to 10.0.3.0 outbound")]);
});

test("fails when the network ACL denies a network that the database admits", () => {
  const admit = ({ groups }: Shop) => groups.data.connections.allowFromCidr("10.20.64.0/20", "own", "Cloud SQL");
  const google = { google: { number: 101, cidr: "10.20.64.0/20" } };

  expect(faultsInShop(pathFaults, { add: admit })).toEqual([
    expect.stringContaining("must let the network that it admits through to shop/database, got an obstacle: "),
  ]);
  expect(
    faultsInShop(pathFaults, {
      add: admit,
      acl: { ingress: { ...INSIDE, ...google }, egress: { ...INSIDE, ...google } },
    }),
  ).toEqual([]);
});

test("fails when a rule allows the internet to hosts without a way there", () => {
  expect(
    faultsInShop(pathFaults, {
      add: ({ stack, vpc, groups }) => {
        new Instance(stack, "stranded", {
          subnetId: vpc.subnetIds("database")[0]!,
          vpcSecurityGroupIds: [groups.api.id],
        });
      },
    }),
  ).toEqual([
    expect.stringMatching(/must let shop\/stranded connect to the internet, got an obstacle: no route from /),
  ]);
});

/** Makes the API a target of the load balancer. */
function addTarget({ stack, vpc, balancer }: Shop, port: number): void {
  const targets = new LbTargetGroup(stack, "targets", { port, protocol: "HTTP", vpcId: vpc.id });
  new LbTargetGroupAttachment(stack, "target", {
    targetGroupArn: targets.arn,
    targetId: "${aws_instance.api.id}",
  });
  new LbListener(stack, "listener", {
    loadBalancerArn: balancer.arn,
    port: 443,
    defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}

test("fails when a load balancer does not reach its target", () => {
  const withTarget = (port: number) =>
    faultsInShop(pathFaults, {
      add: (shop) => {
        shop.groups.api.connections.allowFrom(shop.groups.balancer, "own");
        addTarget(shop, port);
      },
    });

  expect(withTarget(8000)).toEqual([]);
  expect(withTarget(3000)).toEqual([
    expect.stringContaining(
      "shop/targets: must let shop/balancer through to shop/api on 3000, got an obstacle: no security group of the client allows tcp 3000",
    ),
  ]);
});

test("fails when a load balancer reaches a database", () => {
  expect(
    faultsInShop(pathFaults, { add: ({ groups }) => groups.data.connections.allowFrom(groups.balancer, "own") }),
  ).toEqual([
    expect.stringMatching(
      /^shop\/database: must not be reached from shop\/balancer, got tcp 5432 from 10\.0\.1\.0 to 10\.0\.3\.0, admitted by /,
    ),
  ]);
});

test("ignores rules for protocols other than TCP, UDP and ICMP, such as ESP", () => {
  expect(
    faultsInShop(pathFaults, {
      acl: { ingress: REPLIES, egress: {} },
      admitApi: false,
      add: ({ stack, groups: { api, balancer, data } }) => {
        const to = { ipProtocol: "50", securityGroupId: data.id };
        new VpcSecurityGroupIngressRule(stack, "esp", { ...to, referencedSecurityGroupId: api.id });
        new VpcSecurityGroupIngressRule(stack, "esp-balancer", { ...to, referencedSecurityGroupId: balancer.id });
        new VpcSecurityGroupEgressRule(stack, "esp-out", { ...to, cidrIpv4: "0.0.0.0/0" });
      },
    }),
  ).toEqual([]);
});

test("follows peerings to other VPCs, whose network ACLs may deny the client", () => {
  const addBastion = ({ stack, vpc, groups }: Shop) => {
    const management = new Vpc(stack, "management", {
      name: "management",
      cidr: "10.1.0.0/16",
      subnets: { public: { tier: "public", cidrs: { "us-east-1a": "10.1.1.0/24" } } },
      natGateways: "none",
    });
    new VpcPeering(stack, "peering", {
      name: "management",
      vpc: management,
      peer: vpc,
      subnetGroups: ["public"],
      peerSubnetGroups: ["private", "database"],
    });
    const bastion = new SecurityGroup(stack, "bastion-group", { name: "bastion", description: "b", vpc: management });
    groups.data.connections.allowFrom(bastion, "own");
    groups.api.connections.allowFrom(bastion, "own");
    new Instance(stack, "bastion", {
      subnetId: management.subnetIds("public")[0]!,
      vpcSecurityGroupIds: [bastion.id],
    });
  };

  expect(faultsInShop(pathFaults, { add: addBastion })).toEqual([
    expect.stringContaining(
      "must let shop/bastion through to shop/database, got an obstacle: the network ACL of shop/vpc/database-us-east-1a denies tcp 5432 from 10.1.1.0",
    ),
  ]);
});
