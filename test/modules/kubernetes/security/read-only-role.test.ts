import { ReadOnlyRole } from "@modules/kubernetes/security/read-only-role";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth((stack) => {
  new ReadOnlyRole(stack, "planners", { group: "planners" });
});
const { rule: rules } = only(json, "kubernetes_cluster_role_v1");

test("lets the group read and nothing else", () => {
  expect(new Set(rules.flatMap(({ verbs }: { verbs: string[] }) => verbs))).toEqual(new Set(["get", "list", "watch"]));
  expect(only(json, "kubernetes_cluster_role_binding_v1")).toMatchObject({
    role_ref: { kind: "ClusterRole", name: "${kubernetes_cluster_role_v1.planners.metadata[0].name}" },
    subject: [{ kind: "Group", name: "planners" }],
  });
});

test("binds users when the cluster has no groups", () => {
  const users = ["delivery-plan@example-project.iam.gserviceaccount.com"];
  const known = synth((stack) => new ReadOnlyRole(stack, "planners", { group: "planners", users }));

  expect(only(known, "kubernetes_cluster_role_binding_v1").subject).toMatchObject([{ kind: "User", name: users[0] }]);
});

test("excludes secrets", () => {
  for (const { api_groups: groups, resources } of rules) {
    expect(resources).not.toContain("secrets");
    // A wildcard over the core group would include secrets.
    expect(groups.includes("") && resources.includes("*")).toBe(false);
    expect(groups).not.toContain("*");
  }
});

test("lets overrides replace arguments of the cluster role", () => {
  const rule = [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] }];
  const replaced = synth((stack) => new ReadOnlyRole(stack, "planners", { group: "planners", overrides: { rule } }));

  expect(only(replaced, "kubernetes_cluster_role_v1").rule).toEqual([
    { api_groups: ["apps"], resources: ["deployments"], verbs: ["get"] },
  ]);
});
