import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Ec2ManagedPrefixList } from "@cdktf/provider-aws/lib/ec2-managed-prefix-list";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { CLOUDFRONT_LISTS } from "@modules/aws/network/cloudfront-servers";
import { quotaRooms, quotaWarnings } from "@modules/checks/checks/quotas";
import { setFacts } from "@modules/checks/facts";
import { prepare } from "@modules/checks/prepare";
import { faultsOf } from "@modules/testing/faults";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn, soundStack } from "../../../support/faults";

function times(count: number, make: (index: number) => unknown): void {
  for (let index = 0; index < count; index++) {
    make(index);
  }
}

const addresses = (count: number) => (stack: TerraformStack) =>
  times(count, (index) => new Eip(stack, `address-${index}`, { domain: "vpc" }));

function rules(stack: TerraformStack, count: number): SecurityGroup {
  const group = new SecurityGroup(stack, "group", { name: "group", description: "Group" });
  times(count, (index) => {
    new VpcSecurityGroupIngressRule(stack, `rule-${index}`, {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: index,
      toPort: index,
      cidrIpv4: "10.0.0.0/8",
    });
  });
  return group;
}

/** Rules of a security group, and one rule with a prefix list that has a maximum number of entries. */
function besideList(stack: TerraformStack, addressFamily: string, entries: number, count: number): void {
  const list = new Ec2ManagedPrefixList(stack, "list", { name: "list", addressFamily, maxEntries: entries });
  const group = rules(stack, count);
  admitList(stack, group, list.id);
}

function admitList(stack: TerraformStack, group: SecurityGroup, prefixListId: string): void {
  new VpcSecurityGroupIngressRule(stack, "from-list", { securityGroupId: group.id, ipProtocol: "-1", prefixListId });
}

test("counts a rule with a prefix list as the maximum of its entries", () => {
  expect(faultsIn((stack) => besideList(stack, "IPv4", 15, 46))).toEqual([
    expect.stringContaining("shop/group (ingress, IPv4): must have at most 60 rules in one direction, got 61"),
  ]);
  expect(faultsIn((stack) => besideList(stack, "IPv4", 15, 45))).toEqual([]);
  expect(faultsIn((stack) => besideList(stack, "IPv6", 15, 60))).toEqual([]);
});

test("counts a rule with CloudFront's prefix list as 55", () => {
  const beside = (count: number) =>
    faultsIn((stack) => admitList(stack, rules(stack, count), CLOUDFRONT_LISTS["us-east-1"]!));

  expect(beside(6)).toEqual([expect.stringContaining("got 61")]);
  expect(beside(5)).toEqual([]);
});

test("fails when the stacks of an account have too many addresses in a region", () => {
  const faults = faultsOf((app) => {
    addresses(3)(soundStack(app, "one"));
    addresses(3)(soundStack(app, "two"));
  });

  expect(faults).toEqual([
    "us-east-1 of account 111122223333: must have at most 5 Elastic IP addresses, got 6; split it, or request a higher quota from AWS and write it into setFacts(stack, { quotas: { elasticIps } })",
  ]);
});

test("counts each region and account separately", () => {
  const faults = faultsOf((app) => {
    addresses(3)(soundStack(app, "one"));
    addresses(3)(soundStack(app, "two", { region: "eu-west-1" }));
    addresses(3)(soundStack(app, "three", { account: "444455556666" }));
  });

  expect(faults).toEqual([]);
});

test("uses the raised quota in the facts of the stack", () => {
  const faults = (count: number) =>
    faultsIn((stack) => {
      setFacts(stack, { quotas: { elasticIps: 6 }, settings: { quotas: "account.quotas" } });
      addresses(count)(stack);
    });

  expect(faults(6)).toEqual([]);
  expect(faults(7)).toEqual([
    expect.stringContaining(
      "must have at most 6 Elastic IP addresses, got 7; split it, or request a higher quota from AWS and write it into account.quotas.elasticIps",
    ),
  ]);
});

function warnings(count: number): string[] {
  const app = testApp();
  addresses(count)(soundStack(app));
  return quotaWarnings(prepare(app));
}

test("warns about a quota that is nearly used up, and not about one that is exceeded", () => {
  expect(warnings(4)).toEqual([]);
  expect(warnings(5)).toEqual([
    "warning: us-east-1 of account 111122223333: uses 5 of 5 Elastic IP addresses, which leaves few or none",
  ]);
  expect(warnings(6)).toEqual([]);
});

test("tells what to do when Spot nodes outgrow the quota at their largest size", () => {
  const app = testApp();
  const stack = soundStack(app);
  setFacts(stack, { settings: { quotas: "account.quotas" } });
  new EksNodeGroup(stack, "nodes", {
    clusterName: "shop",
    nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
    subnetIds: ["subnet-1"],
    instanceTypes: ["c5.large"],
    capacityType: "SPOT",
    scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 9 },
  });
  const stacks = prepare(app);
  const remedy =
    "request a higher quota from AWS and write it into account.quotas.spotStandardVcpus, or lower the largest size";

  expect(quotaRooms(stacks)).toContainEqual(expect.objectContaining({ count: 0, peak: 18, limit: 5, remedy }));
  expect(quotaWarnings(stacks)).toEqual([
    `warning: us-east-1 of account 111122223333: uses 0 of 5 vCPUs of Spot Standard instances (L-34B43A08), and 18 when everything has scaled out; ${remedy}`,
  ]);
  setFacts(stack, { quotas: { spotStandardVcpus: 18 } });
  expect(quotaRooms(prepare(app)).filter((usage) => usage.remedy)).toEqual([]);
});

const LARGE = JSON.stringify({ Resource: "x".repeat(6000) });

/** Definitions that use up a quota, or exceed it with `more`, by the fault for the latter. */
const BEYOND: Record<string, (stack: TerraformStack, more: number) => unknown> = {
  "shop/group (ingress, IPv4): must have at most 60 rules in one direction, got 61": (stack, more) =>
    rules(stack, 60 + more),
  "shop/hosts: must have at most 5 security groups, got 6": (stack, more) =>
    new LaunchTemplate(stack, "hosts", { vpcSecurityGroupIds: Array.from({ length: 5 + more }, (_, n) => `sg-${n}`) }),
  "shop/certificate: must have at most 10 names, got 11": (stack, more) =>
    new AcmCertificate(stack, "certificate", {
      domainName: "shop.example",
      validationMethod: "DNS",
      subjectAlternativeNames: Array.from({ length: 9 + more }, (_, n) => `n${n}.shop.example`),
    }),
  "us-east-1a of account 111122223333: must have at most 5 NAT gateways per availability zone, got 6": (
    stack,
    more,
  ) => {
    const subnet = new Subnet(stack, "subnet", { vpcId: "vpc-1", availabilityZone: "us-east-1a" });
    times(5 + more, (index) => new NatGateway(stack, `nat-${index}`, { subnetId: subnet.id }));
  },
  "shop/balancer: must have at most 100 rules of its listeners, defaults not counted, got 101": (stack, more) => {
    const balancer = new Lb(stack, "balancer", {});
    const action = [{ type: "forward", targetGroupArn: "arn:one" }];
    const listeners = [80, 443].map(
      (port) => new LbListener(stack, `on-${port}`, { loadBalancerArn: balancer.arn, port, defaultAction: action }),
    );
    times(100 + more, (index) => {
      new LbListenerRule(stack, `rule-${index}`, {
        listenerArn: listeners[index % 2]!.arn,
        action,
        condition: [{ pathPattern: { values: ["/"] } }],
      });
    });
  },
  "shop/balancer: must have at most 100 target groups, got 101": (stack, more) => {
    const balancer = new Lb(stack, "balancer", {});
    const targetGroup = Array.from({ length: 100 + more }, (_, n) => ({ arn: `arn:${n}` }));
    new LbListener(stack, "listener", {
      loadBalancerArn: balancer.arn,
      defaultAction: [{ type: "forward", forward: { targetGroup } }],
    });
  },
  "shop/acl: must have at most 5000 WCU, of which those above 1,500 are billed extra, got 5600": (stack, more) =>
    new Wafv2WebAcl(stack, "acl", {
      name: "acl",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "acl", sampledRequestsEnabled: true },
      rule: Array.from({ length: 7 + more }, (_, priority) => ({
        name: `rule-${priority}`,
        priority,
        statement: {
          managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" },
        },
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "rule", sampledRequestsEnabled: true },
      })),
    }),
  "shop/role: must have at most 10240 characters of inline policies, spaces not counted, got 12030": (stack, more) => {
    const role = new IamRole(stack, "role", { assumeRolePolicy: "{}" });
    times(1 + more, (index) => new IamRolePolicy(stack, `policy-${index}`, { role: role.name, policy: LARGE }));
  },
};

test.each(Object.entries(BEYOND))("fails for %s, and accepts less", (fault, define) => {
  expect(faultsIn((stack) => define(stack, 1))).toEqual([expect.stringContaining(`${fault}; split it`)]);
  expect(faultsIn((stack) => define(stack, 0))).toEqual([]);
});

test("fails when instances need more vCPUs than a new account has", () => {
  const nodes = (stack: TerraformStack) => {
    new Instance(stack, "one", { instanceType: "c5.xlarge" });
    new Instance(stack, "two", { instanceType: "c5.large" });
  };

  expect(faultsIn(nodes)).toEqual([
    "us-east-1 of account 111122223333: must have at most 5 vCPUs of On-Demand Standard instances (L-1216C47A), got 6; split it, or request a higher quota from AWS and write it into setFacts(stack, { quotas: { onDemandStandardVcpus } })",
  ]);
});

test("fails for a GPU instance in an account without a raised quota", () => {
  expect(faultsIn((stack) => void new Instance(stack, "gpu", { instanceType: "p3.2xlarge" }))).toEqual([
    expect.stringContaining("must have at most 0 vCPUs of On-Demand P instances (L-417A185B), got 8"),
  ]);
});
