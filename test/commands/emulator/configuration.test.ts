import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { forEmulator } from "../../../commands/emulator/configuration";
import {
  allowedChanges,
  excludedArguments,
  excludedWith,
  exclusions,
  undeletable,
} from "../../../commands/emulator/exclusions";
import { stacks } from "../../support/stacks";

const blocks = (json: Json) => [...Object.entries<Json>(json.resource ?? {}), ["output", json.output ?? {}] as const];

const addresses = Object.values<Json>(stacks).flatMap((json) =>
  blocks(json).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
);

test.for(Object.keys(exclusions))("%s is an address of a stack", (key) => {
  expect(addresses.some((address) => address.startsWith(key.replace(/\*$/, "")))).toBe(true);
});

test.for([
  ...Object.keys(excludedWith),
  ...Object.keys(excludedArguments),
  ...Object.keys(allowedChanges),
  ...Object.keys(undeletable),
])("%s is a resource type of a stack", (key) => {
  expect(addresses.some((address) => address.startsWith(`${key.split(".")[0]}.`))).toBe(true);
});

test("keeps resources without an exclusion", () => {
  const json = stacks["dafnckmachine-development-network"]!;

  expect(forEmulator(json).resource).toEqual(json.resource);
});

test("removes a rotation with a function, and keeps one without", () => {
  const rotations = (id: string) => forEmulator(stacks[id]!).resource.aws_secretsmanager_secret_rotation;

  expect(rotations("lp-development-data")).toBeUndefined();
  expect(rotations("dafnckmachine-development-data")).toHaveProperty("database-credentials");
});

test("keeps the account check, and uses path-style addresses", () => {
  const { provider, terraform } = forEmulator(stacks["dafnckmachine-development-data"]!);

  expect(provider.aws[0]).toMatchObject({ allowed_account_ids: ["777788889999"], s3_use_path_style: true });
  expect(terraform.backend.s3).toMatchObject({ use_path_style: true, use_lockfile: true });
});
