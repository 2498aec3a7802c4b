import { expect, test } from "vitest";
import * as environments from "../../../environments/freeagentics/all";
import { stacks } from "../../support/stacks";

const { production } = environments;

/** Stacks of an environment by their names in it, in the order of their first apply. */
function stacksOf(environment: string): string[] {
  const prefix = `freeagentics-${environment}-`;
  return Object.keys(stacks).flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

test("defines a security and a network stack in every secondary region", () => {
  for (const region of Object.keys(production.secondaryRegions)) {
    expect(stacksOf("production")).toEqual(expect.arrayContaining([`security-${region}`, `network-${region}`]));
  }
});

test("defines a stack of replicas in every region that has some", () => {
  const regions = new Set(production.database.replicas.map(({ region }) => region));
  const found = stacksOf("production").filter((name) => name === "data-replica" || name.startsWith("data-us-"));

  expect(found).toEqual(
    [...regions].map((region) => (region === production.account.region ? "data-replica" : `data-${region}`)),
  );
});

test("applies destination buckets and repositories before the stacks that replicate to them", () => {
  const order = stacksOf("production");
  const { region } = production.recovery!;

  expect(order.indexOf(`copies-${region}`)).toBeLessThan(order.indexOf("data"));
  expect(order.indexOf(`registry-${region}`)).toBeLessThan(order.indexOf("registry"));
});

test("applies the DNS zones before the stacks whose certificates they validate", () => {
  const order = stacksOf("production");

  for (const zone of ["dns", "cloudflare-zone"]) {
    expect(order.indexOf(zone)).toBeLessThan(order.indexOf("load-balancing"));
  }
});

test.each(Object.values(environments))(
  "defines stacks in other regions and at Cloudflare only as $name says",
  ({ name, secondaryRegions, cloudflare }) => {
    const names = stacksOf(name);
    const regions = new Set(names.flatMap((stack) => /-([a-z]{2}-[a-z]+-\d)$/.exec(stack)?.[1] ?? []));

    expect([...regions]).toEqual(Object.keys(secondaryRegions));
    expect(names.some((stack) => stack.startsWith("cloudflare-"))).toBe(cloudflare !== undefined);
  },
);

test("runs no proxies of its own unless the environment switches them on", () => {
  expect(Object.keys(stacks).filter((id) => id.startsWith("freeagentics-") && id.includes("proxies"))).toEqual([]);
});
