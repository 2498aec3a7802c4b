import type { Json } from "@modules/checks/json";
import type { Pipeline } from "@modules/core/pipeline";
import { DeliveryAccounts, type DeliveryAccountsProps } from "@modules/google/security/delivery-accounts";
import { BASIC_SERVICES } from "@modules/google/security/delivery-services";
import { IdentityPool } from "@modules/google/security/identity-pool";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const GITHUB: Pipeline = { kind: "github", repository: "example/infrastructure", environment: "shop-production" };
const HCP: Pipeline = { kind: "hcp", organization: "example", project: "shop", workspacePrefix: "shop-production" };
const POOL = "iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/shop-production";

function accounts(props: Partial<DeliveryAccountsProps> = {}): Json {
  const { pipeline = GITHUB } = props;
  return synth((stack) => {
    const pool = new IdentityPool(stack, "pool", { name: "shop-production", description: "Shop", pipeline });
    new DeliveryAccounts(stack, "delivery", {
      pool,
      pipeline,
      services: BASIC_SERVICES,
      grantableRoles: ["roles/logging.logWriter"],
      ...props,
    });
  });
}

/** Principals that may act as an account. */
function actors(json: Json, phase: string): string[] {
  return Object.values<Json>(json.resource.google_service_account_iam_member)
    .filter(({ service_account_id }) => service_account_id.includes(`delivery_${phase}_`))
    .map(({ member }) => member)
    .sort();
}

/** Roles of an account on the project. */
function roles(json: Json, phase: string): Json[] {
  return Object.values<Json>(json.resource.google_project_iam_member).filter(({ member }) =>
    member.includes(`delivery_${phase}_`),
  );
}

test("accepts plans from every pull request, and applies from an approved deployment only", () => {
  const json = accounts();

  expect(actors(json, "plan")).toEqual([
    `principal://${POOL}/subject/repo:example/infrastructure:pull_request`,
    `principal://${POOL}/subject/repo:example/infrastructure:ref:refs/heads/main`,
  ]);
  expect(actors(json, "apply")).toEqual([
    `principal://${POOL}/subject/repo:example/infrastructure:environment:shop-production`,
  ]);
});

test("separates the phases of HCP Terraform", () => {
  const json = accounts({ pipeline: HCP });

  expect(actors(json, "plan")).toEqual([`principalSet://${POOL}/attribute.terraform_run_phase/plan`]);
  expect(actors(json, "apply")).toEqual([`principalSet://${POOL}/attribute.terraform_run_phase/apply`]);
});

test("plans with one custom role that neither changes configuration nor reads data", () => {
  const json = accounts({ services: [...BASIC_SERVICES, "firestore", "redis", "secretmanager", "sqladmin"] });
  const { permissions } = only(json, "google_project_iam_custom_role");

  expect(roles(json, "plan").map(({ role }) => role)).toEqual([
    expect.stringMatching(/^\$\{google_project_iam_custom_role\..+\.name\}$/),
  ]);
  expect(permissions).toEqual(expect.arrayContaining(["compute.networks.get", "cloudsql.instances.get"]));
  expect(new Set(permissions).size).toBe(permissions.length);
  for (const permission of permissions) {
    expect(permission).toMatch(/\.(get|list|getIamPolicy|getMetadata|listPeeringRoutes|use|getAuthString)$/);
    expect(permission).not.toMatch(/entities|objects|versions\.access|cryptoKeyVersions\.use|logEntries/);
  }
});

test("applies with the roles of its services, and none that creates roles, keys or pools", () => {
  const apply = (services: DeliveryAccountsProps["services"]) =>
    roles(accounts({ services }), "apply").map(({ role }) => role);
  const all = apply([...BASIC_SERVICES, "sqladmin"]);

  expect(all).toContain("roles/cloudsql.admin");
  expect(apply(BASIC_SERVICES)).not.toContain("roles/cloudsql.admin");
  for (const role of all) {
    expect(role).not.toMatch(
      /roles\/(owner|editor)$|roleAdmin|securityAdmin|KeyAdmin|workloadIdentityPoolAdmin|tokenCreator/i,
    );
  }
});

test("limits the roles that it may grant, so that it cannot extend its own", () => {
  const granting = roles(accounts({ grantableRoles: ["roles/logging.logWriter", "roles/datastore.user"] }), "apply");
  const condition = (name: string) => granting.find(({ role }) => role === name)?.condition.expression;

  expect(condition("roles/resourcemanager.projectIamAdmin")).toBe(
    "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/logging.logWriter', 'roles/datastore.user'])",
  );
  expect(condition("roles/iam.serviceAccountAdmin")).toContain(
    ".hasOnly(['roles/iam.serviceAccountUser', 'roles/iam.workloadIdentityUser'])",
  );
});

test.each<[string, string[], string]>([
  ["no role to grant", [], "grantableRoles must be a list of 1 to 10 entries, got none"],
  [
    "more roles than a condition takes",
    Array(11).fill("roles/a.b"),
    "grantableRoles must be a list of 1 to 10 entries, got 11",
  ],
  [
    "an administrator's role",
    ["roles/compute.admin"],
    "must be predefined roles without administration, got roles/compute.admin",
  ],
  ["a basic role", ["roles/editor"], "must be predefined roles without administration, got roles/editor"],
  ["a role that creates tokens", ["roles/iam.serviceAccountTokenCreator"], "got roles/iam.serviceAccountTokenCreator"],
])("fails on %s", (_, grantableRoles, message) => {
  expect(() => accounts({ grantableRoles })).toThrow(message);
});
