import type { Json } from "@modules/checks/json";
import { grantProject, ServiceAccount } from "@modules/google/security/service-account";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function account(use: (account: ServiceAccount) => void = () => {}): Json {
  return synth((stack) => use(new ServiceAccount(stack, "nodes", { name: "shop-nodes", description: "Nodes" })));
}

test("creates an account without permissions and without a key", () => {
  const { resource } = account();

  expect(Object.keys(resource)).toEqual(["google_service_account"]);
  expect(resource.google_service_account.nodes).toMatchObject({ account_id: "shop-nodes" });
});

test("grants a role on the project", () => {
  expect(
    only(
      account((nodes) => grantProject(nodes, "roles/logging.logWriter")),
      "google_project_iam_member",
    ),
  ).toMatchObject({
    project: "example-project",
    role: "roles/logging.logWriter",
    member: "${google_service_account.nodes.member}",
  });
});

test("grants a role under a condition", () => {
  const condition = { title: "backups", expression: 'resource.name.startsWith("backup")' };

  expect(
    only(
      account((nodes) => grantProject(nodes, "roles/storage.objectUser", condition)),
      "google_project_iam_member",
    ).condition,
  ).toEqual(condition);
});

test.each(["roles/owner", "roles/editor", "roles/viewer"])("fails on the basic role %s", (role) => {
  expect(() => account((nodes) => grantProject(nodes, role))).toThrow(
    `stack/nodes: role must be a predefined or custom role, as basic roles reach everything, got ${role}`,
  );
});

test("lets a pod's identity act as the account", () => {
  expect(
    only(
      account((nodes) => nodes.allowActing("api", "serviceAccount:example-project.svc.id.goog[shop/api]")),
      "google_service_account_iam_member",
    ),
  ).toMatchObject({
    service_account_id: "${google_service_account.nodes.name}",
    role: "roles/iam.workloadIdentityUser",
    member: "serviceAccount:example-project.svc.id.goog[shop/api]",
  });
});

test("exists already, and is granted roles and actors", () => {
  const { resource } = synth((stack) => {
    const existing = ServiceAccount.fromExisting(stack, "api", {
      email: "shop-api@example-project.iam.gserviceaccount.com",
    });
    existing.allowActing("pods", "serviceAccount:example-project.svc.id.goog[shop/api]");
    grantProject(existing, "roles/logging.logWriter");
  });

  expect(resource.google_service_account).toBeUndefined();
  expect(only({ resource }, "google_service_account_iam_member")).toMatchObject({
    service_account_id: "projects/-/serviceAccounts/shop-api@example-project.iam.gserviceaccount.com",
    role: "roles/iam.workloadIdentityUser",
  });
  expect(only({ resource }, "google_project_iam_member")).toMatchObject({
    member: "serviceAccount:shop-api@example-project.iam.gserviceaccount.com",
  });
});

test("fails when an existing account has the email of a person", () => {
  expect(() => synth((stack) => ServiceAccount.fromExisting(stack, "api", { email: "ada@example.com" }))).toThrow(
    "api: email must be the email of a service account, got ada@example.com",
  );
});
