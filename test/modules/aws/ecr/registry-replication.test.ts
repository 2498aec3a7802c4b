import { RegistryReplication } from "@modules/aws/ecr/registry-replication";
import { Repository } from "@modules/aws/ecr/repository";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

function replication(names: readonly string[] = ["api", "web"], region = "us-west-2"): Json {
  return synthAll((app) => {
    const west = testStack(app, "west");
    const key = new Key(west, "key", { name: "data", description: "Data" });
    const destinations = names.map((name) => new Repository(west, name, { name, key }));
    new RegistryReplication(testStack(app, "east"), "replication", { region, destinations });
  }).east;
}

test("copies the repositories of the same names to the registry of the other region", () => {
  const [rule] = only(replication(), "aws_ecr_replication_configuration").replication_configuration.rule;

  expect(rule.destination).toEqual([{ region: "us-west-2", registry_id: "111122223333" }]);
  expect(rule.repository_filter).toMatchObject([{ filter_type: "PREFIX_MATCH" }, { filter_type: "PREFIX_MATCH" }]);
});

test("begins when its destinations are there, so that ECR makes none by itself", () => {
  const [rule] = only(replication(["api"]), "aws_ecr_replication_configuration").replication_configuration.rule;

  expect(rule.repository_filter[0].filter).toMatch(/terraform_remote_state\..*west\.outputs\..*api.*name}$/);
});

test("fails on the registry's own region", () => {
  expect(() => replication(["api"], "us-east-1")).toThrow(
    "region must be another than the registry's own, got us-east-1",
  );
});

test("fails without destinations, which would copy everything", () => {
  expect(() => replication([])).toThrow("destinations must be 1 to 100, got 0");
});
