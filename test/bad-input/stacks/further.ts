/** More mistakes in the code of a stack, beside the counted ones. */
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { soundStack } from "../../support/faults";
import { dns, parameter, type StackCase, twoStacks } from "./case";

export const FURTHER_CODE: readonly StackCase[] = [
  [
    "an attribute that resembles none",
    dns((stack) => parameter(stack, "${aws_route53_zone.zone.nope}")),
    ["dns/p: value must name an attribute of aws_route53_zone.zone, got nope; take an attribute of the construct"],
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
    "an access key under an innocent name",
    dns((stack) => parameter(stack, "AKIAIOSFODNN7EXAMPLE", "p", "/shop/user")),
    [
      "dns/p: value must not be in the code, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a password in a URL",
    dns((stack) => parameter(stack, "postgres://shop:hunter2@db.shop.test/shop")),
    [
      "dns/p: value must not be in the code, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
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
    "depends_on with a resource of another stack",
    twoStacks((second, zone) => {
      parameter(second, "1").dependsOn = [zone.fqn];
    }),
    [
      "web/p: depends_on must name something in its own stack, got ${data.terraform_remote_state.cross-stack-reference-input-dns.outputs.cross-stack-output-aws_route53_zonezone}; stacks are ordered by what they take from each other",
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
      'dns/ssh: aws_vpc_security_group_ingress_rule.ssh must obey the policy aws-security-group-world, "security groups open only ports 80 and 443 to the internet"; admit a security group, a prefix list or a narrower range',
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
      'dns/g: aws_security_group.g must obey the policy aws-security-group-inline-rules, "security groups have no inline rules"; write aws_vpc_security_group_ingress_rule and ..._egress_rule; Terraform deletes such rules when the group also has inline rules',
    ],
  ],
  [
    "a move from an address that still exists",
    dns((stack) => {
      stack.addOverride("moved", [{ from: "aws_route53_zone.zone", to: "aws_route53_zone.other" }]);
    }),
    [
      "dns: moved must come from an address that no resource has, got aws_route53_zone.zone, moved to aws_route53_zone.other; rename the resource, or leave the move out",
      "dns: moved must lead to a resource of its stack, got aws_route53_zone.other, moved from aws_route53_zone.zone; correct the address, because otherwise Terraform destroys the resource",
    ],
  ],
  [
    "a move to an address that does not exist",
    dns((stack) => {
      stack.addOverride("moved", [{ from: "aws_route53_zone.old", to: "aws_route53_zone.other" }]);
    }),
    [
      "dns: moved must lead to a resource of its stack, got aws_route53_zone.other, moved from aws_route53_zone.old; correct the address, because otherwise Terraform destroys the resource",
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
