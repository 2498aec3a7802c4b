import { testApp } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { faultSources } from "../../app/fault-sources";
import { development } from "../../environments/lp/development";
import { lpSchema } from "../../environments/lp/rules";
import { DnsStack } from "../../stacks/shared/aws/dns";
import { soundStack } from "../support/faults";

const app = testApp();
const stacks = [new DnsStack(app, lpSchema.parse(development)), soundStack(app, "shop")];

test("names the file of a stack whose path begins a fault", () => {
  expect(faultSources(stacks, "lp-development-dns/zone/Default: name must be short, got none; cut it")).toEqual([
    "file: lp-development-dns is defined in stacks/shared/aws/dns.ts",
  ]);
});

test("names no file of a stack that no fault is about, or that has no class of its own", () => {
  expect(faultSources(stacks, "lp-development-dns-records/x: must be\nshop/queue: must be")).toEqual([]);
});
