import { registryHost } from "@modules/aws/ecr/registry-host";
import { expect, test } from "vitest";

test.each([
  ["eu-west-1", "111122223333.dkr.ecr.eu-west-1.amazonaws.com"],
  ["cn-north-1", "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn"],
])("takes the host name of the partition of %s", (region, host) => {
  expect(registryHost({ id: "111122223333", region })).toBe(host);
});
