import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const bootstraps = Object.entries(stacks).filter(([id]) => id.endsWith("-google-bootstrap"));

/** APIs by the prefix of the resource types that they serve; the longest prefix applies. */
const APIS: Readonly<Record<string, string>> = {
  google_artifact_registry: "artifactregistry",
  google_billing_account: "cloudbilling",
  google_billing_budget: "billingbudgets",
  google_certificate_manager: "certificatemanager",
  google_compute: "compute",
  google_container: "container",
  google_firestore: "firestore",
  google_iam: "iam",
  google_kms: "cloudkms",
  google_logging: "logging",
  google_monitoring: "monitoring",
  google_project: "cloudresourcemanager",
  google_redis: "redis",
  google_secret_manager: "secretmanager",
  google_service_account: "iam",
  google_service_networking: "servicenetworking",
  google_sql: "sqladmin",
  google_storage: "storage",
};

function enabled(json: Json): string[] {
  return Object.values<Json>(json.resource.google_project_service).map(({ service }) => service);
}

/** Resources of the environment's other stacks by type. */
function others(id: string): [string, Json][] {
  const scope = id.slice(0, -"bootstrap".length);
  return Object.entries(stacks)
    .filter(([other]) => other.startsWith(scope) && other !== id)
    .flatMap(([, { resource = {} }]) =>
      Object.entries<Json>(resource).flatMap(([type, named]) =>
        Object.values<Json>(named).map((one): [string, Json] => [type, one]),
      ),
    );
}

test.each(bootstraps)("%s enables the APIs of every later stack", (id, json) => {
  const types = new Set(
    others(id)
      .map(([type]) => type)
      .filter((type) => type.startsWith("google_")),
  );

  expect(types.size).toBeGreaterThan(0);
  for (const type of types) {
    const api = Object.keys(APIS).find((begin) => type.startsWith(`${begin}_`) || type === begin);
    expect(api, `${type} is of no known API`).toBeDefined();
    expect(enabled(json), type).toContain(`${APIS[api!]}.googleapis.com`);
  }
});

test.each(bootstraps)("%s lets the pipeline grant the roles that later stacks grant, and no others", (id, json) => {
  const granting = Object.values<Json>(json.resource.google_project_iam_member).find(
    ({ role }) => role === "roles/resourcemanager.projectIamAdmin",
  );
  const given = others(id).flatMap(([type, { role }]) =>
    type === "google_project_iam_member" ? [role as string] : [],
  );
  const grantable = [...granting.condition.expression.matchAll(/'(roles\/[^']+)'/g)].map(([, role]) => role);

  expect(grantable.sort()).toEqual([...new Set(given)].sort());
});

test.each(bootstraps)("%s has the only grants of the account that plans, which reads no data", (id) => {
  const members = others(id).flatMap(([, { member }]) => (member ? [String(member)] : []));

  expect(members.length).toBeGreaterThan(3);
  expect(members.filter((member) => member.includes("delivery_plan"))).toEqual([]);
});

/** Prefixes of the resource types that a role manages, by the prefix of the role. Every caller uses `serviceusage`. */
const MANAGED: Readonly<Record<string, string>> = {
  artifactregistry: "google_artifact_registry",
  certificatemanager: "google_certificate_manager",
  cloudkms: "google_kms",
  cloudsql: "google_sql",
  datastore: "google_firestore",
  iam: "google_service_account",
  resourcemanager: "google_project_iam",
  secretmanager: "google_secret_manager",
  servicenetworking: "google_service_networking",
  serviceusage: "google",
};

test.each(bootstraps)("%s gives the pipeline no role of a service without resources", (id, json) => {
  const types = others(id).map(([type]) => type);
  const roles = Object.values<Json>(json.resource.google_project_iam_member).flatMap(
    ({ role }) => /^roles\/(\w+)\./.exec(role)?.[1] ?? [],
  );

  expect(roles.length).toBeGreaterThan(8);
  for (const service of roles) {
    const begin = MANAGED[service] ?? `google_${service}`;
    expect(
      types.some((type) => type.startsWith(begin)),
      service,
    ).toBe(true);
  }
});

test.each(bootstraps)("%s enables the scanner of images in Artifact Registry", (id, json) => {
  expect(others(id).map(([type]) => type)).toContain("google_artifact_registry_repository");
  expect(enabled(json)).toContain("containerscanning.googleapis.com");
});

test.each([
  ["dafnckmachine-production", ["cloudsql.googleapis.com", "storage.googleapis.com"]],
  ["lp-production", ["cloudsql.googleapis.com", "secretmanager.googleapis.com"]],
])("%s logs access to the data of its services", (environment, services) => {
  const configs = Object.values<Json>(
    stacks[`${environment}-google-bootstrap`]!.resource.google_project_iam_audit_config,
  );

  expect(configs.map(({ service }) => service).sort()).toEqual(services);
  for (const { audit_log_config } of configs) {
    expect(audit_log_config).toEqual([{ log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }]);
  }
});

test.each(bootstraps)("%s trusts the repository by its number, which nobody can register again", (_, json) => {
  const github = Object.values<Json>(json.resource.google_iam_workload_identity_pool_provider).find(({ oidc }) => oidc);

  expect(github.attribute_condition).toMatch(/assertion\.repository_id == "\d+"/);
});

test.each(bootstraps)("%s leaves APIs enabled after a destroy, because disabling one deletes data", (_, json) => {
  for (const service of Object.values<Json>(json.resource.google_project_service)) {
    expect(service.disable_on_destroy).toBe(false);
  }
});

test.each(bootstraps)("%s takes the editor role from the default service accounts", (_, json) => {
  expect(only(json, "google_project_default_service_accounts").action).toBe("DEPRIVILEGE");
});

test.each(bootstraps)(
  "%s writes the project's policy after the default service accounts lose their role",
  (_, json) => {
    const writers = ["google_project_iam_member", "google_project_iam_audit_config"].flatMap((type) =>
      Object.values<Json>(json.resource[type]),
    );

    expect(writers.length).toBeGreaterThan(10);
    for (const { depends_on } of writers) {
      expect(depends_on).toContain("google_project_default_service_accounts.default-accounts");
    }
  },
);

test.each(bootstraps)("%s makes its resources after the APIs that they need", (_, json) => {
  for (const [type, named] of Object.entries<Json>(json.resource)) {
    for (const resource of type === "google_project_service" ? [] : Object.values<Json>(named)) {
      expect(resource.depends_on, type).toEqual(
        expect.arrayContaining(["google_project_service.iam", "google_project_service.cloudresourcemanager"]),
      );
    }
  }
});

test("admits roles of the environment's AWS account, and of no other account", () => {
  const aws = Object.values<Json>(
    stacks["lp-production-google-bootstrap"]!.resource.google_iam_workload_identity_pool_provider,
  ).find((provider) => provider.aws);

  expect(aws.aws.account_id).toBe("333333333333");
});
