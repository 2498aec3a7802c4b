import { expect, test } from "vitest";
import { production } from "../../../environments/dafnckmachine/production";
import { documentationValues } from "../../../environments/schema/documentation-values";

test("finds what only the owner knows in a fresh clone, and nothing else", () => {
  const paths = documentationValues(production).map(({ path }) => path);

  expect(paths).toEqual([
    "account.id",
    "state.keyArn",
    "tags.Owner",
    "delivery.repository",
    "loadBalancers.testCidrs.0",
    "kubernetes.adminCidrs.0",
    "cloudflare.accountId",
    "cloudflare.delegations.staging.dafnckmachine.com.0",
    "cloudflare.delegations.staging.dafnckmachine.com.1",
    "cloudflare.delegations.development.dafnckmachine.com.0",
    "cloudflare.delegations.development.dafnckmachine.com.1",
    "google.project.id",
    "google.project.number",
    "google.adminCidrs.0",
  ]);
});

test.each([
  ["an account in an ARN", "arn:aws:iam::123456789012:role/admin"],
  ["a network of RFC 5737", "198.51.100.128/25"],
  ["a mail address at example.com", "owner@example.com"],
  ["a subdomain of example.org", "shop.example.org"],
])("finds %s", (_name, value) => {
  expect(documentationValues({ list: [value] })).toEqual([{ path: "list.0", value }]);
});

test.each(["210987654321", "203.0.112.0/24", "owner@dafnckmachine.com", "examples/infrastructure"])(
  "takes %s for a real value",
  (value) => {
    expect(documentationValues({ value })).toEqual([]);
  },
);
