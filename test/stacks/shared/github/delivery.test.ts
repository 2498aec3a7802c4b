import { readdirSync, readFileSync } from "node:fs";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { production } from "../../../../environments/dafnckmachine/production";
import { ACTIONS, REQUIRED_CHECKS } from "../../../../stacks/shared/github/delivery";
import { stacks } from "../../../support/stacks";

const WORKFLOWS = ".github/workflows";
const json = stacks["dafnckmachine-production-github-delivery"]!;
const others = Object.entries(stacks).filter(
  ([id]) => id.endsWith("-github-delivery") && !id.startsWith("dafnckmachine-production"),
);

test("makes the GitHub environment that the apply role trusts, with the account that an apply must be in", () => {
  expect(only(json, "github_repository_environment").environment).toBe("dafnckmachine-production");
  expect(only(json, "github_actions_environment_variable")).toMatchObject({
    variable_name: "AWS_ACCOUNT_ID",
    value: production.account.id,
  });
});

test("makes an environment of its own for reviews where some changes need none", () => {
  const { github_repository_environment: environments } = stacks["lp-development-github-delivery"]!.resource;
  const { environment, review } = environments;

  expect(environment).toMatchObject({ environment: "lp-development" });
  expect(environment.reviewers).toBeUndefined();
  expect(review).toMatchObject({ environment: "lp-development-review", prevent_self_review: true });
  expect(review.reviewers).toHaveLength(1);
});

test("makes the rules of the shared repository in one environment", () => {
  expect(json.resource.github_repository_ruleset).toBeDefined();
  expect(others.length).toBeGreaterThan(0);
  expect(others.filter(([, { resource }]) => resource.github_repository_ruleset).map(([id]) => id)).toEqual([]);
});

test("asks pull requests for every job of check.yml", () => {
  const { jobs } = parse(readFileSync(`${WORKFLOWS}/check.yml`, "utf8"));
  const names = Object.entries<{ if?: string; strategy?: { matrix: { node: number[] } } }>(jobs)
    // A job that only runs on pushes cannot be a required check of pull requests.
    .filter(([, job]) => !job.if?.includes("'push'"))
    .flatMap(([name, { strategy }]) => (strategy ? strategy.matrix.node.map((node) => `${name} (${node})`) : [name]));

  expect([...REQUIRED_CHECKS].sort()).toEqual(names.sort());
});

test("allows the actions that the workflows use, and no other", () => {
  const text = readdirSync(WORKFLOWS).map((file) => readFileSync(`${WORKFLOWS}/${file}`, "utf8"));
  const used = text.flatMap((one) => [...one.matchAll(/uses: ([\w-]+\/[\w/-]+)@/g)].map(([, action]) => action!));
  const foreign = used.filter((action) => !/^(actions|github)\//.test(action)).map((action) => `${action}@*`);

  expect([...ACTIONS].sort()).toEqual([...new Set(foreign)].sort());
});
