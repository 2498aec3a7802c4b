/** Stacks that must be refused, with the exact answers. */

import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Ruleset } from "@cdktf/provider-cloudflare/lib/ruleset";
import type { App, TerraformStack } from "cdktf";
import { soundStack } from "../support/faults";

export type Define = (app: App) => unknown;

export type StackCase = readonly [name: string, define: Define, faults: readonly string[]];

/** A stack with a zone, and what the case adds to it. */
function dns(add: (stack: TerraformStack, zone: Route53Zone) => unknown): Define {
  return (app) => {
    const stack = soundStack(app, "dns");
    add(stack, new Route53Zone(stack, "zone", { name: "shop.test" }));
  };
}

function parameter(stack: TerraformStack, value: string, id = "p", name = `/shop/${id}`): SsmParameter {
  return new SsmParameter(stack, id, { name, type: "String", value, tags: { Content: "configuration" } });
}

/** Two stacks, of which the second gets what the first makes. */
function twoStacks(add: (second: TerraformStack, zone: Route53Zone, first: TerraformStack) => unknown): Define {
  return (app) => {
    const first = soundStack(app, "dns");
    const zone = new Route53Zone(first, "zone", { name: "shop.test" });
    add(soundStack(app, "web"), zone, first);
  };
}

export const STACK_CASES: readonly StackCase[] = [
  [
    "a resource twice",
    dns((stack) => [parameter(stack, "1"), parameter(stack, "2")]),
    ["environments/shop/development.ts: ids must be unique, got p twice in TerraformStack [dns]; rename one"],
  ],
  [
    "two ids of one address",
    dns((stack) => [parameter(stack, "1", "x.y", "/shop/one"), parameter(stack, "2", "xy", "/shop/two")]),
    ["dns/x.y, dns/xy: must each have an address, got aws_ssm_parameter.xy; rename one"],
  ],
  [
    "a reference to a resource that does not exist",
    dns((stack) => parameter(stack, "${aws_kms_key.nope.arn}")),
    [
      "dns/p: value must refer to something in its stack, got aws_kms_key.nope.arn; refer to the construct, so that cdktf knows where it is",
    ],
  ],
  [
    "an attribute that does not exist",
    dns((stack) => parameter(stack, "${aws_route53_zone.zone.name_server}")),
    ["dns/p: value must name an attribute of aws_route53_zone.zone, got name_server; did you mean name_servers?"],
  ],
  [
    "an attribute that resembles none",
    dns((stack) => parameter(stack, "${aws_route53_zone.zone.nope}")),
    ["dns/p: value must name an attribute of aws_route53_zone.zone, got nope; take an attribute of the construct"],
  ],
  [
    "an expression without an end",
    dns((stack) => parameter(stack, "${aws_route53_zone.zone.name")),
    [
      "dns/p: value must hold Terraform's expressions only, got ${aws_route53_zone.zone.name; write $${ where the service is to read it",
    ],
  ],
  [
    "undefined in a text",
    dns((stack) => parameter(stack, `arn:${undefined}`)),
    ["dns/p: value must not hold undefined, got arn:undefined; correct the value put into the text"],
  ],
  [
    "NaN in a text",
    dns((stack) => parameter(stack, `/shop/${Number.NaN}/size`)),
    ["dns/p: value must not hold NaN, got /shop/NaN/size; correct the value put into the text"],
  ],
  [
    "an object in a text",
    dns((stack) => parameter(stack, `zone ${{}}`)),
    ["dns/p: value must not hold [object Object], got zone [object Object]; correct the value put into the text"],
  ],
  [
    "a literal password",
    dns(
      (stack) => new DbInstance(stack, "d", { instanceClass: "db.t4g.micro", username: "shop", password: "hunter2" }),
    ),
    [
      "dns/d: password must not be written down, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a literal secret",
    dns((stack) => new SecretsmanagerSecretVersion(stack, "v", { secretId: "shop", secretString: "hunter2" })),
    [
      "dns/v: secret_string must not be written down, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a literal in a parameter that is named a password",
    dns((stack) => parameter(stack, "hunter2", "p", "/db/password")),
    [
      "dns/p: value must not be written down, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "an access key under an innocent name",
    dns((stack) => parameter(stack, "AKIAIOSFODNN7EXAMPLE", "p", "/shop/user")),
    [
      "dns/p: value must not be written down, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a password in a URL",
    dns((stack) => parameter(stack, "postgres://shop:hunter2@db.shop.test/shop")),
    [
      "dns/p: value must not be written down, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a circle of dependencies between stacks",
    twoStacks((second, _zone, first) => {
      second.addDependency(first);
      first.addDependency(second);
    }),
    [
      "environments/shop/development.ts: stacks must be applied one after the other, got a circle: Cannot add dependency web to dns, because it would cause a circular dependency; move what both need into a stack before them",
    ],
  ],
  [
    "a reference to another stack, written as text",
    (app) => {
      soundStack(app, "dns");
      parameter(soundStack(app, "web"), "${aws_route53_zone.zone.zone_id}");
    },
    [
      "web/p: value must refer to something in its stack, got aws_route53_zone.zone.zone_id; refer to the construct, so that cdktf knows where it is",
    ],
  ],
  [
    "a circle of references between stacks",
    twoStacks((second, zone, first) => {
      const p = parameter(second, zone.zoneId);
      parameter(first, p.arn, "q");
    }),
    [
      "web/p: Cannot add dependency dns to web, because it would cause a circular dependency; move what both stacks need into a stack before them",
    ],
  ],
  [
    "a dependency on a resource of another stack",
    twoStacks((second, zone) => parameter(second, "1").node.addDependency(zone)),
    [
      "web/p: node.addDependency must not be called, got dns/zone; cdktf ignores it, so use dependsOn, or addDependency of the stack",
    ],
  ],
  [
    "depends_on with a resource of another stack",
    twoStacks((second, zone) => {
      parameter(second, "1").dependsOn = [zone.fqn];
    }),
    [
      "web/p: depends_on must name something in its own stack, got ${data.terraform_remote_state.cross-stack-reference-input-dns.outputs.cross-stack-output-aws_route53_zonezone}; stacks are ordered by what they take from each other",
    ],
  ],
  [
    "an error",
    dns(() => {
      throw new Error("boom");
    }),
    [
      "environments/shop/development.ts: its stacks must be built without an error, got boom; pnpm synth --stack-traces says where",
    ],
  ],
  [
    "an error with a path",
    dns((stack) => {
      throw new Error(`${stack.node.path}: name must be a word, got y`);
    }),
    ["dns: name must be a word, got y; change environments/shop/development.ts or the stack"],
  ],
  [
    "a text that is thrown",
    dns(() => {
      throw "boom";
    }),
    [
      'environments/shop/development.ts: its stacks must throw an Error, got "boom"; pnpm synth --stack-traces says where',
    ],
  ],
  [
    "a port that is open to the world",
    dns((stack) => {
      const group = new SecurityGroup(stack, "g", { vpcId: "vpc-1", description: "Hosts" });
      new VpcSecurityGroupIngressRule(stack, "ssh", {
        securityGroupId: group.id,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        description: "SSH",
      });
    }),
    [
      'dns/ssh: aws_vpc_security_group_ingress_rule.ssh must obey the policy aws-security-group-world, "security groups admit the world to no ports but 80 and 443"; admit a security group, a prefix list or a narrower range',
    ],
  ],
  [
    "a port that is open to one half of the world",
    dns((stack) => {
      const group = new SecurityGroup(stack, "g", { vpcId: "vpc-1", description: "Hosts" });
      new VpcSecurityGroupIngressRule(stack, "ssh", {
        securityGroupId: group.id,
        cidrIpv4: "128.0.0.0/1",
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        description: "SSH",
      });
    }),
    [
      'dns/ssh: aws_vpc_security_group_ingress_rule.ssh must obey the policy aws-security-group-world, "security groups admit the world to no ports but 80 and 443"; admit a security group, a prefix list or a narrower range',
    ],
  ],
  [
    "SSH from the world in a group's own rules",
    dns((stack) => {
      new SecurityGroup(stack, "g", {
        vpcId: "vpc-1",
        description: "Hosts",
        ingress: [{ cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 22, toPort: 22 }],
      });
    }),
    [
      'dns/g: aws_security_group.g must obey the policy aws-security-group-inline-rules, "security groups have no inline rules"; write aws_vpc_security_group_ingress_rule and ..._egress_rule; Terraform deletes those beside inline rules',
    ],
  ],
  [
    "a stack's name twice",
    (app) => [soundStack(app, "dns"), soundStack(app, "dns")],
    ["environments/shop/development.ts: ids must be unique, got dns twice in App; rename one"],
  ],
  [
    "a move from an address that still exists",
    dns((stack) => {
      stack.addOverride("moved", [{ from: "aws_route53_zone.zone", to: "aws_route53_zone.other" }]);
    }),
    [
      "dns: moved must come from an address that no resource has, got aws_route53_zone.zone, moved to aws_route53_zone.other; rename the resource, or leave the move out",
      "dns: moved must lead to a resource of its stack, got aws_route53_zone.other, moved from aws_route53_zone.zone; correct the address, or Terraform destroys the resource",
    ],
  ],
  [
    "a move to an address that does not exist",
    dns((stack) => {
      stack.addOverride("moved", [{ from: "aws_route53_zone.old", to: "aws_route53_zone.other" }]);
    }),
    [
      "dns: moved must lead to a resource of its stack, got aws_route53_zone.other, moved from aws_route53_zone.old; correct the address, or Terraform destroys the resource",
    ],
  ],
  [
    "the removal of an address that still exists",
    dns((stack) => {
      stack.addOverride("removed", [{ from: "aws_route53_zone.zone", lifecycle: [{ destroy: false }] }]);
    }),
    [
      "dns: removed must name an address that no resource has, got aws_route53_zone.zone; delete the resource from the stack, or the block",
    ],
  ],
  [
    "a resource without its provider",
    dns(
      (stack) =>
        new Ruleset(stack, "r", {
          zoneId: "0".repeat(32),
          kind: "zone",
          name: "r",
          phase: "http_ratelimit",
          rules: [],
        }),
    ),
    ["dns/r: must have a provider, got no cloudflare provider in the stack; add one to it"],
  ],
  [
    "process.exit",
    dns(() => process.exit(3)),
    [
      "process.exit must not be called by a stack, got process.exit(3); throw an error (environments/shop/development.ts)",
    ],
  ],
  [
    "a schedule that is none",
    dns(
      (stack) =>
        new CloudwatchEventRule(stack, "nightly", { scheduleExpression: "cron(0 2 * * *)", description: "Nightly" }),
    ),
    [
      "dns/nightly: schedule_expression must have six fields in cron(...): minutes, hours, day of the month, month, day of the week, year, got cron(0 2 * * *); write cron(0 2 * * ? *)",
    ],
  ],
  [
    "an instance type that does not exist",
    dns(
      (stack) =>
        new LaunchTemplate(stack, "t", {
          name: "t",
          instanceType: "t3.medum",
          metadataOptions: { httpTokens: "required" },
        }),
    ),
    [
      "dns/t: name must be 3 to 125 letters, digits and ().-/_, got t (1 characters); rename it",
      "dns/t: instance_type must be an instance type of EC2, got t3.medum; did you mean t3.medium?",
    ],
  ],
  [
    "an availability zone that does not exist",
    dns(
      (stack) => new Subnet(stack, "s", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", availabilityZone: "us-east-1z" }),
    ),
    [
      "dns/s: availability_zone must be an availability zone of us-east-1, got us-east-1z; those are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f",
    ],
  ],
  [
    "an address that AWS reserves",
    dns((stack) => {
      const subnet = new Subnet(stack, "s", {
        vpcId: "vpc-1",
        cidrBlock: "10.0.0.0/24",
        availabilityZone: "us-east-1a",
      });
      new NetworkInterface(stack, "i", { subnetId: subnet.id, privateIps: ["10.0.0.3"] });
    }),
    [
      "dns/i: private_ips must be 10.0.0.4 to 10.0.0.254, as AWS keeps the first four addresses of 10.0.0.0/24 and the last, got 10.0.0.3; take another",
    ],
  ],
];
