import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { describe, expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const hubOf = (id: string) => JSON.parse(stacks[id]!.resource.helm_release.mesh_istiod_1C846E49.values[0]).global.hub;

describe.each(["dafnckmachine", "lp"])("%s's production", (platform) => {
  const kubernetes = stacks[`${platform}-production-kubernetes`]!;

  test("logs in to Docker Hub, and lets every node import images", () => {
    const importers = Object.entries<Json>(kubernetes.resource.aws_iam_role_policy).filter(([, { policy }]) =>
      policy.includes("ecr:BatchImportUpstreamImage"),
    );

    expect(only(kubernetes, "aws_ecr_pull_through_cache_rule").credential_arn).toContain("ecr-pullthroughcache/");
    expect(importers).toHaveLength(resources(kubernetes, "aws_eks_node_group").length);
  });

  test("takes the images of the mesh from the cache", () => {
    expect(hubOf(`${platform}-production-controllers`)).toMatch(
      new RegExp(`^\\d{12}\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com/docker-hub-${platform}/istio$`),
    );
  });
});

test("takes images from Docker Hub itself in an environment without a login", () => {
  expect(stacks["lp-development-kubernetes"]!.resource.aws_ecr_pull_through_cache_rule).toBeUndefined();
  expect(hubOf("lp-development-controllers")).toBe("docker.io/istio");
});
