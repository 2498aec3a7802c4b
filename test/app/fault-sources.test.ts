import { Key } from "@modules/aws/security/key";
import { testApp } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { faultSources } from "../../app/fault-sources";
import { DnsStack } from "../../stacks/shared/aws/dns";
import { RegistryStack } from "../../stacks/shared/aws/registry";
import { testEnvironment } from "../support/environment";
import { soundStack } from "../support/faults";

const app = testApp();
const environment = testEnvironment();
const key = Key.fromExisting(app, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
const stacks = [
  new DnsStack(app, environment),
  new RegistryStack(app, environment, { images: [], key }),
  soundStack(app, "shop"),
];

test("names the file of a stack whose path begins a fault", () => {
  expect(faultSources(stacks, "lp-staging-dns/zone/Default: name must be short, got none; cut it")).toEqual([
    "file: lp-staging-dns is defined in stacks/shared/aws/dns.ts",
  ]);
});

test("names the file of a class with type parameters", () => {
  expect(faultSources(stacks, "lp-staging-registry/api: must be")).toEqual([
    "file: lp-staging-registry is defined in stacks/shared/aws/registry.ts",
  ]);
});

test("names no file of a stack that no fault is about, or that has no class of its own", () => {
  expect(faultSources(stacks, "lp-staging-dns-records/x: must be\nshop/queue: must be")).toEqual([]);
});
