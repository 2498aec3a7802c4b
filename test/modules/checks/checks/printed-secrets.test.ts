import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Instance } from "@cdktf/provider-aws/lib/instance";
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
