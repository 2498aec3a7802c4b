/** Nodes of a production whose owner has a login of Docker Hub. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { checked } from "@modules/checks/synthesize";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { build } from "../../../app/build";
import { appChecks } from "../../../app/checks";
import { checkedEnvironments } from "../../../app/environments";
import { production } from "../../../environments/phoenix-rooivalk/production";
import { phoenixRooivalk } from "../../../stacks/phoenix-rooivalk/platform";

const dockerHubSecretArn =
  "arn:aws:secretsmanager:us-east-1:555555555555:secret:ecr-pullthroughcache/docker-hub-a1b2c3";
const platform = {
  ...phoenixRooivalk,
  environments: phoenixRooivalk.environments
    .filter(({ name }) => name === "production")
    .map((file) => ({
      ...file,
      data: { ...production, kubernetes: { ...production.kubernetes, dockerHubSecretArn } },
    })),
};

/** Stacks by the suffixes of their ids. They have passed every check and policy. */
const stacks: Record<string, Json> = Object.fromEntries(
  checked(build(checkedEnvironments([platform]), mkdtempSync(join(tmpdir(), "docker-hub-"))), {
    checks: appChecks([platform], undefined, ["phoenix-rooivalk-production"]),
  }).map(({ id, json }) => [id.replace("phoenix-rooivalk-production-", ""), json]),
);

test("lets every node group import images through ECR", () => {
  const importers = Object.values<Json>(stacks.kubernetes!.resource.aws_iam_role_policy).filter(({ policy }) =>
    policy.includes("ecr:BatchImportUpstreamImage"),
  );

  expect(only(stacks.kubernetes!, "aws_ecr_pull_through_cache_rule").credential_arn).toBe(dockerHubSecretArn);
  expect(importers).toHaveLength(resources(stacks.kubernetes!, "aws_eks_node_group").length);
});

test("takes Grafana's images from ECR, in the primary region alone", () => {
  const { grafana } = JSON.parse(only(stacks.observability!, "helm_release").values[0]);
  const registry = "555555555555.dkr.ecr.us-east-1.amazonaws.com/docker-hub-phoenix-rooivalk";
  const others = Object.entries(stacks).filter(([id]) => id.startsWith("kubernetes-"));

  expect(grafana).toMatchObject({ image: { registry }, initChownData: { image: { registry } } });
  expect(others).toHaveLength(1);
  expect(others[0]![1].resource.aws_ecr_pull_through_cache_rule).toBeUndefined();
});
