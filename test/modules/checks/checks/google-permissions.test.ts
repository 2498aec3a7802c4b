import { DataFusionInstance } from "@cdktf/provider-google/lib/data-fusion-instance";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import { SqlDatabaseInstance } from "@cdktf/provider-google/lib/sql-database-instance";
import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamBinding } from "@cdktf/provider-google/lib/storage-bucket-iam-binding";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { googlePermissionFaults } from "@modules/checks/checks/google-permissions";
import { setFacts } from "@modules/checks/facts";
import { prepare } from "@modules/checks/prepare";
import { setProject } from "@modules/google/project";
import { DeliveryAccounts } from "@modules/google/security/delivery-accounts";
import { BASIC_SERVICES, type Service } from "@modules/google/security/delivery-services";
import { IdentityPool } from "@modules/google/security/identity-pool";
import { TYPE_PERMISSIONS } from "@modules/google/security/type-permissions/table";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";
import { prepared } from "../../../support/stacks";

interface Case {
  readonly services?: readonly Service[];
  readonly define?: (stack: TerraformStack) => void;
  readonly bootstrap?: (stack: TerraformStack, accounts: DeliveryAccounts) => void;
  /** Adds grants of other stacks to the accounts. */
  readonly grant?: (stack: TerraformStack, accounts: DeliveryAccounts) => void;
  readonly apply?: string;
}

/** Faults of a stack in Google Cloud and of the accounts that plan and apply it. */
function faults({
  services = [],
  define = database,
  bootstrap = () => {},
  grant = () => {},
  apply = "delivery-apply",
}: Case): string[] {
  const app = testApp();
  const home = soundStack(app, "bootstrap");
  setProject(home, { id: "shop-project", number: "123456789012", region: "us-central1" });
  setFacts(home, { networkGroup: "shop", googleDelivery: { plan: "delivery-plan", apply } });
  const pipeline = {
    kind: "github",
    repository: "example/shop",
    repositoryId: "1296269",
    environment: "shop",
  } as const;
  const accounts = new DeliveryAccounts(home, "delivery", {
    pool: new IdentityPool(home, "pool", { name: "shop", description: "Delivery", pipeline }),
    pipeline,
    services: [...BASIC_SERVICES, ...services],
    grantableRoles: ["roles/logging.logWriter"],
  });
  bootstrap(home, accounts);
  const stack = soundStack(app, "shop");
  setFacts(stack, { networkGroup: "shop" });
  define(stack);
  grant(stack, accounts);
  return googlePermissionFaults(prepare(app));
}

const database = (stack: TerraformStack) =>
  new SqlDatabaseInstance(stack, "database", { databaseVersion: "POSTGRES_16", settings: { tier: "db-f1-micro" } });

test("accepts accounts that have the services of the stacks", () => {
  expect(faults({ services: ["sqladmin"] })).toEqual([]);
});

test("fails when accounts lack the service of a type", () => {
  const found = faults({});

  expect(found[0]).toBe(
    "bootstrap/delivery/plan/Default: delivery-plan must be able to refresh google_sql_database_instance, for shop/database, got no cloudsql.instances.get; add its service to the bootstrap stack, or correct modules/google/security/delivery-services.ts or modules/google/security/type-permissions",
  );
  expect(found.filter((line) => line.includes("delivery-apply must be able to change"))).toHaveLength(4);
});

test("fails when the permissions of a type or of a role are unknown", () => {
  const define = (stack: TerraformStack) => {
    new DataFusionInstance(stack, "fusion", { name: "fusion", type: "BASIC" });
  };
  const bootstrap = (stack: TerraformStack, { apply }: DeliveryAccounts) => {
    new ProjectIamMember(stack, "more", { project: "shop", role: "roles/datafusion.admin", member: apply.member });
  };

  expect(faults({ define, bootstrap })).toEqual([
    "bootstrap/more: its role must have known permissions, got roles/datafusion.admin; add it to modules/google/security/type-permissions/predefined-roles.ts",
    "shop/fusion: its type must have known permissions, got google_data_fusion_instance; add the permissions of Terraform's calls for it to modules/google/security/type-permissions",
  ]);
});

test("fails when another stack lets the plan account read data", () => {
  const grant = (stack: TerraformStack, { plan, apply }: DeliveryAccounts) => {
    const role = "roles/secretmanager.secretAccessor";
    new SecretManagerSecretIamMember(stack, "planner", { secretId: "url", role, member: plan.member });
    new SecretManagerSecretIamMember(stack, "applier", { secretId: "url", role, member: apply.member });
    new StorageBucketIamMember(stack, "bucket", { bucket: "a", role: "roles/storage.admin", member: plan.member });
    new StorageBucketIamBinding(stack, "all", { bucket: "a", role: "roles/storage.admin", members: [plan.member] });
  };

  expect(faults({ define: () => {}, grant }).filter((line) => line.includes("must read no data"))).toEqual([
    ...["planner", "bucket", "all"].map(
      (id) =>
        `shop/${id}: delivery-plan must read no data, got roles/${id === "planner" ? "secretmanager.secretAccessor" : "storage.admin"}; a refresh reads none, so remove the grant`,
    ),
  ]);
});

test("fails when the plan account has a role of the project that returns data", () => {
  const bootstrap = (stack: TerraformStack, { plan }: DeliveryAccounts) =>
    new ProjectIamMember(stack, "more", { project: "shop", role: "roles/datastore.owner", member: plan.member });

  expect(
    faults({ define: () => {}, bootstrap }).map((line) => /must read no data, got ([\w.]+)/.exec(line)?.[1]),
  ).toEqual(["datastore.databases.export", "datastore.entities.get"]);
});

test("lets the plan account read the states", () => {
  const grant = (stack: TerraformStack, { plan }: DeliveryAccounts) => {
    stack.addOverride("terraform.backend", { gcs: { bucket: "states", prefix: "shop" } });
    const bucket = new StorageBucket(stack, "states", { name: "states", location: "US" });
    const role = "roles/storage.objectViewer";
    new StorageBucketIamMember(stack, "literal", { bucket: "states", role, member: plan.member });
    new StorageBucketIamMember(stack, "reference", { bucket: bucket.name, role, member: plan.member });
    new StorageBucketIamMember(stack, "other", { bucket: "uploads", role, member: plan.member });
  };

  expect(faults({ services: ["storage"], define: () => {}, grant })).toEqual([
    expect.stringMatching(/^shop\/other: delivery-plan must read no data/),
  ]);
});

test("fails when the facts name another account", () => {
  expect(faults({ apply: "apply" })).toEqual([
    "bootstrap: googleDelivery must name accounts of the stack, got apply; correct it in setFacts",
  ]);
});

test("looks at the three projects of this repository", () => {
  const homes = prepared.filter(({ id }) => id.endsWith("google-bootstrap"));
  const types = new Set(
    prepared
      .filter(({ id }) => !id.endsWith("google-bootstrap"))
      .flatMap(({ json }) => Object.keys(json.resource ?? {}))
      .filter((type) => type.startsWith("google_")),
  );

  expect(homes).toHaveLength(3);
  expect([...types].filter((type) => !(type in TYPE_PERMISSIONS))).toEqual([]);
  expect(Object.keys(TYPE_PERMISSIONS).filter((type) => !types.has(type))).toEqual([]);
});
