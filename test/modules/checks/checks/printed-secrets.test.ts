import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Fn } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

test("fails for user data that traces its shell, also when Terraform encodes it", () => {
  const faults = (text: string) =>
    faultsIn((stack) => new Instance(stack, "host", { userDataBase64: Fn.base64encode(text) }));

  expect(faults("#!/bin/bash\nset -eux\nstart")).toContain(
    "shop/host: user_data_base64 must not trace a shell, which prints every command with its values; leave out x",
  );
  expect(faults("#!/bin/bash\nset -eu\nstart").filter((fault) => fault.includes("must not"))).toEqual([]);
});

test("fails for a container whose command prints a secret", () => {
  const faults = faultsIn(
    (stack) =>
      new EcsTaskDefinition(stack, "task", {
        family: "task",
        containerDefinitions: JSON.stringify([{ name: "app", command: ["sh", "-c", "echo $DB_PASSWORD"] }]),
      }),
  );

  expect(faults).toContainEqual(expect.stringContaining("container_definitions must not print a secret"));
});

test("fails for a container whose arguments, which stand apart, hold a secret", () => {
  const faults = (...args: string[]) =>
    faultsIn(
      (stack) =>
        new DeploymentV1(stack, "cache", {
          metadata: { name: "cache" },
          spec: { template: { metadata: {}, spec: { container: [{ name: "redis", args }] } } },
        }),
    ).filter((fault) => fault.includes("argument"));

  expect(faults("--port", "6379", "--requirepass", "$(REDIS_PASSWORD)")).toEqual([
    expect.stringContaining("spec.template.spec.container.0.args.0 must not give a secret to a program as an argument"),
  ]);
  expect(faults("--port", "6379", "--aclfile", "$(REDIS_PASSWORD_FILE)")).toEqual([]);
});
