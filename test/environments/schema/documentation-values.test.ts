import { expect, test } from "vitest";
import { owner } from "../../../environments/dafnckmachine/owner";
import { production } from "../../../environments/dafnckmachine/production";
import { owner as phoenixOwner } from "../../../environments/phoenix-rooivalk/owner";
import { documentationValues, placedDocumentationValues } from "../../../environments/schema/documentation-values";

function placesOf(environment: typeof production, except: readonly string[] = []): string[] {
  return placedDocumentationValues(environment, owner, except).map(({ path, inOwner }) =>
    inOwner ? `owner ${path}` : path,
  );
}

test("finds the owner's fields behind the documentation values of a fresh clone, and no other field", () => {
  expect(placesOf(production)).toEqual([
    "owner environments.production.accountId",
    "owner environments.production.stateKeyArn",
    "owner team",
    "owner repository",
    "owner repositoryId",
    "owner approvers.0",
    "owner slack.teamId",
    "owner slack.channelId",
    "owner adminCidrs.0",
    "owner testCidrs.0",
    "owner environments.production.githubConnectionArn",
    "owner environments.production.dockerHubSecretArn",
    "owner cloudflareAccountId",
    "owner environments.staging.nameServers.0",
    "owner environments.staging.nameServers.1",
    "owner environments.development.nameServers.0",
    "owner environments.development.nameServers.1",
    "owner environments.production.googleProject.id",
    "owner environments.production.googleProject.number",
    "owner environments.production.googleBillingAccount",
  ]);
});

test("names the environment's own field when the value is not the owner's", () => {
  const environment = { ...production, domain: "shop.example.org" };

  expect(placesOf(environment)).toContain("domain");
});

test("finds the owner's domain behind a subdomain of it", () => {
  const environment = { name: "development", domain: `development.${phoenixOwner.domain}` };

  expect(placedDocumentationValues(environment, phoenixOwner)).toEqual([
    { path: "domain", value: phoenixOwner.domain, inOwner: true },
  ]);
});

test("leaves out the paths that may hold a documentation value", () => {
  expect(placesOf(production, ["state.keyArn"])).not.toContain("owner environments.production.stateKeyArn");
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
  "accepts %s as a real value",
  (value) => {
    expect(documentationValues({ value })).toEqual([]);
  },
);
