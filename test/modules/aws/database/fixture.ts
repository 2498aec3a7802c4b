import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";

export interface Fixture {
  readonly stack: TerraformStack;
  readonly vpc: Vpc;
  readonly key: Key;
  readonly logsKey: Key;
  readonly role: Role;
}

/** JSON of a stack with a VPC, two keys, a role and the modules that `define` adds. */
export function synthWith(define: (fixture: Fixture) => void): Json {
  return synth((stack) => {
    const zones = (third: number) => ({ "us-east-1a": `10.0.${third}.0/24`, "us-east-1b": `10.0.${third + 1}.0/24` });
    define({
      stack,
      vpc: new Vpc(stack, "vpc", {
        name: "shop",
        cidr: "10.0.0.0/16",
        subnets: {
          public: { tier: "public", cidrs: zones(1) },
          private: { tier: "private", cidrs: zones(11) },
          database: { tier: "isolated", cidrs: zones(21) },
        },
      }),
      key: new Key(stack, "key", { name: "key", description: "Key" }),
      logsKey: new Key(stack, "logs-key", { name: "logs", description: "Logs" }),
      role: new Role(stack, "role", { name: "role", assumedBy: "ecs-tasks.amazonaws.com" }),
    });
  });
}

/** Statements of all policies of the fixture's role. */
export function grantedTo(json: Json, role = "${aws_iam_role.role.name}"): Json[] {
  return Object.values<Json>(json.resource.aws_iam_role_policy)
    .filter((policy) => policy.role === role)
    .flatMap(({ policy }) => JSON.parse(policy).Statement);
}
