import { readFileSync } from "node:fs";
import { ComputeInstance } from "@cdktf/provider-google/lib/compute-instance";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { setFacts } from "@modules/checks/facts";
import { synthesize } from "@modules/checks/synthesize";
import { testApp } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { appWarnings } from "../../../../app/checks";
import { sources } from "../../../support/imports";

/** Checks that are in no list, with their callers. */
const OTHERS: Readonly<Record<string, string>> = {
  calendarFaults: "pnpm calendar, because they depend on the date",
  policyWarnings: "synthesis by apps that have policies",
};

test("runs every check of this package", () => {
  const listed = readFileSync("modules/checks/checks/all.ts", "utf8");
  const check = /^export (?:const|function) (\w+(?:Faults|Warnings))\b.*(?:PreparedStack\[\]|: Check\b)/gm;
  const functions = sources("modules/checks")
    .filter((path) => !path.includes("node_modules"))
    .flatMap((path) => [...readFileSync(`${path}.ts`, "utf8").matchAll(check)])
    .map(([, name]) => name!);

  expect(functions.length).toBeGreaterThan(30);
  expect(functions.filter((name) => !listed.includes(`${name},`) && !listed.includes(`${name}(`)).sort()).toEqual(
    Object.keys(OTHERS),
  );
});

test("warns in any app of quotas of Google Cloud, and of ends of support, as in this repository", () => {
  const app = testApp();
  const stack = new TerraformStack(app, "shop");
  new GoogleProvider(stack, "google", { project: "example-shop", region: "us-central1" });
  setFacts(stack, { googleQuotas: { diskGigabytes: 10 } });
  new ComputeInstance(stack, "instance", {
    name: "instance",
    machineType: "c4-standard-8",
    zone: "us-central1-a",
    bootDisk: { initializeParams: {} },
    networkInterface: [{ network: "default" }],
  });
  const warn = (options: object) => {
    const lines: string[] = [];
    synthesize(app, { checks: [], warn: (line) => lines.push(line), ...options });
    return lines;
  };

  expect(warn({})).toContainEqual(expect.stringContaining("has the machine type c4-standard-8"));
  expect(warn({ warnings: appWarnings({ rules: [] }, []) })).toEqual(warn({}));
});
