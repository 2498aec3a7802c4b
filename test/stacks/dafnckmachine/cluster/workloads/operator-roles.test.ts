import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { NAMESPACES } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { workloads } from "../objects";

const roles = Object.values<Json>(workloads().kubernetes_role_v1);

test("gives operators a role in each namespace of the platform", () => {
  const { agents, api, batch } = NAMESPACES;

  expect(Object.keys(workloads().kubernetes_role_v1)).toEqual(["operate-agents", "operate-api", "operate-batch"]);
  expect(Object.keys(workloads().kubernetes_namespace_v1).length).toBe([agents, api, batch].length);
  for (const { subject } of Object.values<Json>(workloads().kubernetes_role_binding_v1)) {
    expect(subject).toMatchObject([{ kind: "Group", name: "operators" }]);
  }
});

test("lets operators delete pods, but neither create anything nor read secrets", () => {
  for (const { rule } of roles) {
    const verbs = rule.flatMap(({ verbs }: Json) => verbs);
    expect(rule.find(({ resources }: Json) => resources.includes("pods")).verbs).toContain("delete");
    expect(rule.flatMap(({ resources }: Json) => resources)).not.toContain("secrets");
    expect(verbs).not.toContain("create");
    expect(verbs).not.toContain("update");
  }
});
