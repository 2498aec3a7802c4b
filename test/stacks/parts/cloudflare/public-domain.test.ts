import { expect, test } from "vitest";
import type { CloudflareEnvironment } from "../../../../stacks/base/cloudflare-stack";
import { isWithin, publicDomain } from "../../../../stacks/parts/cloudflare/public-domain";

test.each([
  ["shop.test", true],
  ["api.shop.test", true],
  ["a.b.shop.test", true],
  ["workshop.test", false],
  ["shop.test.example", false],
  ["test", false],
])("decides whether %s is shop.test or below it", (name, within) => {
  expect(isWithin(name, "shop.test")).toBe(within);
});

test("is the domain of Cloudflare's zone, or of Route 53 without one", () => {
  const domain = "aws.shop.test";

  expect(publicDomain({ domain, cloudflare: { zone: "shop.test" } } as CloudflareEnvironment)).toBe("shop.test");
  expect(publicDomain({ domain } as CloudflareEnvironment)).toBe(domain);
});
