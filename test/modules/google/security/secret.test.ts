import type { Json } from "@modules/checks/json";
import { Secret, type SecretProps } from "@modules/google/security/secret";
import { ServiceAccount } from "@modules/google/security/service-account";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function secret(props: Partial<SecretProps> = {}): Json {
  return synth((stack) => {
    const url = new Secret(stack, "url", { name: "cache-url", ...props });
    url.grantRead(new ServiceAccount(stack, "reader", { name: "shop-reader", description: "Reads" }));
  });
}

test("is stored in the project's region, with deletion protection", () => {
  expect(only(secret(), "google_secret_manager_secret")).toMatchObject({
    secret_id: "cache-url",
    replication: { user_managed: { replicas: [{ location: "us-central1" }] } },
    lifecycle: { prevent_destroy: true },
  });
  expect(only(secret({ deletionProtection: false }), "google_secret_manager_secret").lifecycle.prevent_destroy).toBe(
    false,
  );
});

test("has no value until a person adds one", () => {
  expect(secret().resource).not.toHaveProperty("google_secret_manager_secret_version");
});

test("writes a value that no state records", () => {
  const version = only(
    secret({ value: "rediss://:word@10.0.0.1", revision: 2 }),
    "google_secret_manager_secret_version",
  );

  expect(version).toMatchObject({ secret_data_wo: "rediss://:word@10.0.0.1", secret_data_wo_version: 2 });
  expect(version).not.toHaveProperty("secret_data");
});

test("grants reads of this secret only", () => {
  expect(only(secret(), "google_secret_manager_secret_iam_member")).toMatchObject({
    secret_id: "${google_secret_manager_secret.url.id}",
    role: "roles/secretmanager.secretAccessor",
    member: "${google_service_account.reader.member}",
  });
});

test("fails on revision 0", () => {
  expect(() => secret({ value: "a", revision: 0 })).toThrow(
    "url: revision must be a whole number of at least 1, got 0",
  );
});

function existing(project?: string): Json {
  return synth((stack) => {
    const login = Secret.fromExisting(stack, "login", { name: "bank-login", project });
    login.grantRead(new ServiceAccount(stack, "reader", { name: "shop-reader", description: "Reads" }));
  });
}

test("grants reads of a secret that others own, in the stack's project or another", () => {
  const secretId = (project?: string) => only(existing(project), "google_secret_manager_secret_iam_member").secret_id;

  expect(secretId()).toBe("projects/example-project/secrets/bank-login");
  expect(secretId("finance")).toBe("projects/finance/secrets/bank-login");
  expect(existing().resource).not.toHaveProperty("google_secret_manager_secret");
});

test("fails on an existing secret with the path of its project in the name", () => {
  expect(() =>
    synth((stack) => Secret.fromExisting(stack, "login", { name: "projects/finance/secrets/login" })),
  ).toThrow("name must be 1 to 255 letters, digits, hyphens and underscores, got projects/finance/secrets/login");
});
