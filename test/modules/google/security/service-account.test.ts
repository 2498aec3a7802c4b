import type { Json } from "@modules/checks/json";
import { grantProject, ServiceAccount } from "@modules/google/security/service-account";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function account(use: (account: ServiceAccount) => void = () => {}): Json {
  return synth((stack) => use(new ServiceAccount(stack, "nodes", { name: "shop-nodes", description: "Nodes" })));
}

test("makes an identity that may do nothing and has no key", () => {
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
    `stack/nodes: role must be a predefined or custom one, got ${role}`,
  );
});

test("lets an identity from elsewhere act as it", () => {
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
