import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { stacks } from "../support/stacks";

const runbook = readFileSync(join(import.meta.dirname, "../../runbooks/cloudflare-zone.md"), "utf8");

/** Permissions that a token needs, by type of resource. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  cloudflare_argo_tiered_caching: ["Zone Settings"],
  cloudflare_dns_record: ["DNS"],
  cloudflare_load_balancer: ["Load Balancers"],
  cloudflare_load_balancer_monitor: ["Load Balancing: Monitors And Pools"],
  cloudflare_load_balancer_pool: ["Load Balancing: Monitors And Pools"],
  cloudflare_notification_policy: ["Notifications"],
  cloudflare_tiered_cache: ["Zone Settings"],
  cloudflare_worker_version: ["Workers Scripts"],
  cloudflare_workers_deployment: ["Workers Scripts"],
  cloudflare_workers_route: ["Workers Routes"],
  cloudflare_workers_script: ["Workers Scripts"],
  cloudflare_zone: ["Zone: Zone"],
  cloudflare_zone_dnssec: ["DNS"],
  cloudflare_zone_setting: ["Zone Settings"],
};

const table = runbook.split("\n").filter((line) => line.includes(" | "));

function resources(type: RegExp): [type: string, resource: Json][] {
  return Object.values(stacks).flatMap(({ resource = {} }) =>
    Object.entries<Json>(resource)
      .filter(([name]) => type.test(name))
      .flatMap(([name, all]) => Object.values<Json>(all).map((one): [string, Json] => [name, one])),
  );
}

test("lists the permissions for every type of resource in the stacks", () => {
  const types = new Set(resources(/^cloudflare_(?!ruleset$)/).map(([type]) => type));

  expect([...types].filter((type) => !PERMISSIONS[type])).toEqual([]);
  for (const permission of [...types].flatMap((type) => PERMISSIONS[type]!)) {
    expect(table.join("\n")).toContain(permission);
  }
});

test("lists a permission for each phase that has rules", () => {
  for (const [, { phase }] of resources(/^cloudflare_ruleset$/)) {
    expect(table.filter((line) => line.includes(`\`${phase}\``))).toHaveLength(1);
  }
});

test("names existing outputs of the zone", () => {
  const outputs = Object.keys(stacks["lp-production-cloudflare-zone"]!.output);

  for (const [, name] of runbook.matchAll(/output `([a-z-]+)`/g)) {
    expect(outputs).toContain(name);
  }
});

test("lists the stacks whose certificates wait for the registrar", () => {
  const waiting = Object.entries(stacks)
    .filter(
      ([id, { resource = {} }]) =>
        /^(lp|freeagentics|dafnckmachine)-production-/.test(id) && resource.aws_acm_certificate_validation,
    )
    .map(([id]) => id.replace(/^[a-z]+-production-/, "").replace(/-us-west-2$/, ""));

  const sentence = runbook.split("\n").find((line) => line.includes("waits for validation"))!;
  expect([...sentence.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name).sort()).toEqual([...new Set(waiting)].sort());
});
