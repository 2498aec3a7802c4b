import { expect, test } from "vitest";
import type { Environment } from "../../../../environments/schema/environment";
import { repositoryUrl } from "../../../../stacks/parts/aws/repository-url";

const environment = {
  account: { id: "111122223333", region: "eu-west-1" },
  nameSuffix: "-staging",
} as Environment;

test("is the address of a repository in the environment's own region, with the suffix of its names", () => {
  expect(repositoryUrl(environment, "shop/api")).toBe("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/api-staging");
});
