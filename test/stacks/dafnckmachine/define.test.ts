import { expect, test } from "vitest";
import { development } from "../../../environments/dafnckmachine/development";
import { production } from "../../../environments/dafnckmachine/production";
import { staging } from "../../../environments/dafnckmachine/staging";
import { stacks } from "../../support/stacks";

/** Stacks of an environment by their names in it, in the order of their first apply. */
function stacksOf(environment: string): string[] {
  const prefix = `dafnckmachine-${environment}-`;
  return Object.keys(stacks).flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

test("defines a security and a network stack in every secondary region", () => {
  for (const region of Object.keys(production.secondaryRegions)) {
    expect(stacksOf("production")).toEqual(expect.arrayContaining([`security-${region}`, `network-${region}`]));
  }
});

test("defines a stack of replicas in every region that has some", () => {
  const regions = new Set(production.database.replicas.map(({ region }) => region));

  expect(stacksOf("production").filter((name) => /^data-\w+-\w+-\d$/.test(name))).toEqual(
    [...regions].map((region) => `data-${region}`),
  );
});

test("applies destination buckets and repositories before the stacks that replicate to them", () => {
  const order = stacksOf("production");

  expect(order.indexOf(`copies-${production.storage.copyRegion}`)).toBeLessThan(order.indexOf("data"));
  expect(order.indexOf(`registry-${production.recovery!.region}`)).toBeLessThan(order.indexOf("registry"));
});

test("applies the DNS zones before the stacks whose certificates they validate", () => {
  const order = stacksOf("production");

  for (const [zone, certificate] of [
    ["dns", "load-balancing"],
    ["cloudflare-zone", "edge"],
  ] as const) {
    expect(order.indexOf(zone)).toBeLessThan(order.indexOf(certificate));
  }
});

test("applies the cluster, its controllers, workloads and observability in this order", () => {
  const inside = ["kubernetes", "controllers", "workloads", "observability"];

  expect(stacksOf("production").filter((name) => inside.includes(name))).toEqual(inside);
});

test.each([production, staging, development])("defines the optional stacks of $name by its settings", (environment) => {
  const found = stacksOf(environment.name);

  expect(found.includes("observability")).toBe(environment.observability !== undefined);
  expect(found.some((name) => name.startsWith("cloudflare-"))).toBe(environment.cloudflare !== undefined);
  expect(found.some((name) => name.startsWith("google-"))).toBe(environment.google !== undefined);
  expect(found.some((name) => name.startsWith("copies-"))).toBe(environment.storage.copyRegion !== undefined);
  expect(found.some((name) => name.startsWith("load-balancing-"))).toBe(environment.recovery !== undefined);
});
