import { expect, test } from "vitest";
import { z } from "zod";
import type { Owner } from "../../../environments/schema/owner";
import { ownerFile, platform } from "../../../stacks/base/platform";

const VALUES = { accountId: "210987654321", stateKeyArn: "" };

const OWNER: Owner = {
  repository: "shop/infrastructure",
  approvers: [],
  team: "team@shop.test",
  alertEmails: [],
  adminCidrs: [],
  environments: { staging: VALUES, production: VALUES },
};

function shop(environments: object) {
  return platform({ name: "shop", schema: z.looseObject({}), owner: OWNER, environments, define: () => {} });
}

test("lists the environments in one order, each with the file that is named after it", () => {
  expect(shop({ production: { size: 3 }, staging: { size: 1 } }).environments).toEqual([
    { name: "staging", file: "environments/shop/staging.ts", data: { size: 1 } },
    { name: "production", file: "environments/shop/production.ts", data: { size: 3 } },
  ]);
});

test("keeps an environment that only the owner names, without data", () => {
  expect(shop({ production: {} }).environments[0]).toEqual({
    name: "staging",
    file: "environments/shop/staging.ts",
    data: undefined,
  });
});

test("names the owner's file", () => {
  expect(ownerFile({ name: "shop" })).toBe("environments/shop/owner.ts");
});
