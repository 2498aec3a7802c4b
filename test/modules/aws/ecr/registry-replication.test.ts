import { RegistryReplication, type RegistryReplicationProps } from "@modules/aws/ecr/registry-replication";
import { Repository } from "@modules/aws/ecr/repository";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

function replication(
  names: readonly string[] = ["api", "web"],
  region = "us-west-2",
  overrides: RegistryReplicationProps["overrides"] = {},
): Json {
  return synthAll((app) => {
    const west = testStack(app, "west");
    const key = new Key(west, "key", { name: "data", description: "Data" });
    const destinations = names.map((name) => new Repository(west, name, { name, key }));
    new RegistryReplication(testStack(app, "east"), "replication", { region, destinations, overrides });
  }).east;
}

test("replicates to the repositories of the same names in the other region", () => {
  const [rule] = only(replication(), "aws_ecr_replication_configuration").replication_configuration.rule;

  expect(rule.destination).toEqual([{ region: "us-west-2", registry_id: "111122223333" }]);
  expect(rule.repository_filter).toMatchObject([{ filter_type: "PREFIX_MATCH" }, { filter_type: "PREFIX_MATCH" }]);
});

test("waits for its destinations, so that ECR creates none", () => {
  const [rule] = only(replication(["api"]), "aws_ecr_replication_configuration").replication_configuration.rule;

  expect(rule.repository_filter[0].filter).toMatch(/terraform_remote_state\..*west\.outputs\..*api.*name}$/);
});

test("lets overrides win over what it sets", () => {
  const rule = [{ destination: [{ region: "eu-west-1", registryId: "444455556666" }] }];
  const json = replication(["api"], "us-west-2", { replicationConfiguration: { rule } });

  expect(only(json, "aws_ecr_replication_configuration").replication_configuration.rule).toEqual([
    { destination: [{ region: "eu-west-1", registry_id: "444455556666" }] },
  ]);
});

test("fails on the registry's own region", () => {
  expect(() => replication(["api"], "us-east-1")).toThrow(
    "region must be another region than the registry's, got us-east-1",
  );
});

test("fails without destinations, which would replicate every repository", () => {
  expect(() => replication([])).toThrow("destinations must be a list of 1 to 100 entries, got none");
});
