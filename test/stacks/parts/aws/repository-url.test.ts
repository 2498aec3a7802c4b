import { expect, test } from "vitest";
import type { Environment } from "../../../../environments/schema/environment";
import { registryHost, repositoryUrl } from "../../../../stacks/parts/aws/repository-url";

const environment = {
  account: { id: "111122223333", region: "eu-west-1" },
  nameSuffix: "-staging",
} as Environment;

test("is the address of a repository in the environment's own region, with the suffix of its names", () => {
  expect(repositoryUrl(environment, "shop/api")).toBe("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/api-staging");
});

test("takes the host names of another region's partition", () => {
  expect(repositoryUrl(environment, "api", "cn-north-1")).toBe(
    "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/api-staging",
  );
});

test("is in the registry of the account", () => {
  expect(registryHost(environment)).toBe("111122223333.dkr.ecr.eu-west-1.amazonaws.com");
});
