import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

function repositories(environment: string, platform = "dafnckmachine"): Json[] {
  return Object.values<Json>(stacks[`${platform}-${environment}-registry`]!.resource.aws_ecr_repository);
}

test("has a repository for every image, without a suffix in production", () => {
  expect(repositories("production").map(({ name }) => name)).toEqual([
    "agent-orchestration",
    "user-management",
    "dafnck-machine/api",
    "web",
    "api",
    "worker",
    "batch",
  ]);
});

test("adds the environment's suffix, so that environments can share an account", () => {
  expect(repositories("staging").every(({ name }) => name.endsWith("-staging"))).toBe(true);
});

test("protects the images of production from deletion", () => {
  expect(repositories("production").every(({ lifecycle }) => lifecycle.prevent_destroy)).toBe(true);
  expect(repositories("development").every(({ force_delete }) => force_delete)).toBe(true);
});

test("has repositories for the gateways of LP", () => {
  expect(repositories("production", "lp").map(({ name }) => name)).toEqual([
    "lp-system/api-gateway",
    "lp-system/graphql-gateway",
  ]);
});
