import { OriginHeader } from "@modules/aws/cdn/origin-header";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";

const json = synth((stack) => {
  const { value } = new OriginHeader(stack, "header");
  new TerraformOutput(stack, "value", { value, staticId: true });
});

test("makes a value at the first apply and keeps it", () => {
  expect(only(json, "terraform_data")).toMatchObject({
    input: { value: "${uuid()}" },
    lifecycle: { ignore_changes: ["input"] },
  });
});

test("hides the value in plans", () => {
  expect(json.output.value.value).toBe("${sensitive(terraform_data.header.output.value)}");
});
