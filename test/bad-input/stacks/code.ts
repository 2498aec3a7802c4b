/** Mistakes in the code of a stack. */
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Ruleset } from "@cdktf/provider-cloudflare/lib/ruleset";
import { soundStack } from "../../support/faults";
import { dns, parameter, type StackCase, twoStacks } from "./case";

export const CODE: readonly StackCase[] = [
  [
    "a resource twice",
    dns((stack) => [parameter(stack, "1"), parameter(stack, "2")]),
    ["environments/shop/development.ts: ids must be unique, got p twice in TerraformStack [dns]; rename one"],
  ],
  [
    "two ids of one address",
    dns((stack) => [parameter(stack, "1", "x.y", "/shop/one"), parameter(stack, "2", "xy", "/shop/two")]),
    ["dns/x.y, dns/xy: must have different addresses, got aws_ssm_parameter.xy; rename one"],
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
    "an expression without an end",
    dns((stack) => parameter(stack, "${aws_route53_zone.zone.name")),
    [
      "dns/p: value must contain only expressions of Terraform, got ${aws_route53_zone.zone.name; write $${ for text that the service has to read",
    ],
  ],
  [
    "undefined in a text",
    dns((stack) => parameter(stack, `arn:${undefined}`)),
    ["dns/p: value must not hold undefined, got arn:undefined; correct the value put into the text"],
  ],
  [
    "a literal password",
    dns(
      (stack) => new DbInstance(stack, "d", { instanceClass: "db.t4g.micro", username: "shop", password: "hunter2" }),
    ),
    [
      "dns/d: password must not be in the code, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a literal secret",
    dns((stack) => new SecretsmanagerSecretVersion(stack, "v", { secretId: "shop", secretString: "hunter2" })),
    [
      "dns/v: secret_string must not be in the code, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a literal in a parameter that is named a password",
    dns((stack) => parameter(stack, "hunter2", "p", "/db/password")),
    [
      "dns/p: value must not be in the code, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource",
    ],
  ],
  [
    "a circle of dependencies between stacks",
    twoStacks((second, _zone, first) => {
      second.addDependency(first);
      first.addDependency(second);
    }),
    [
      "environments/shop/development.ts: stacks must be applied one after the other, got a circle: Cannot add dependency web to dns, because it would cause a circular dependency; move the resources that both need into a stack before them",
    ],
  ],
  [
    "a circle of references between stacks",
    twoStacks((second, zone, first) => {
      const p = parameter(second, zone.zoneId);
      parameter(first, p.arn, "q");
    }),
    [
      "web/p: Cannot add dependency dns to web, because it would cause a circular dependency; move the resources that both stacks need into a stack before them",
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
      'dns/ssh: aws_vpc_security_group_ingress_rule.ssh must obey the policy aws-security-group-world, "security groups open only ports 80 and 443 to the internet"; admit a security group, a prefix list or a narrower range',
    ],
  ],
  [
    "a stack's name twice",
    (app) => [soundStack(app, "dns"), soundStack(app, "dns")],
    ["environments/shop/development.ts: ids must be unique, got dns twice in App; rename one"],
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
    "a dependency on a resource of another stack",
    twoStacks((second, zone) => parameter(second, "1").node.addDependency(zone)),
    [
      "web/p: node.addDependency must not be called, got dns/zone; cdktf ignores it, so use dependsOn, or addDependency of the stack",
    ],
  ],
];
