import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { stacks } from "../support/stacks";

const runbook = readFileSync(join(import.meta.dirname, "../../runbooks/cloudflare-zone.md"), "utf8");

/** What a token must be allowed, by type of resource. */
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

function made(type: RegExp): [type: string, resource: Json][] {
  return Object.values(stacks).flatMap(({ resource = {} }) =>
    Object.entries<Json>(resource)
      .filter(([name]) => type.test(name))
      .flatMap(([name, all]) => Object.values<Json>(all).map((one): [string, Json] => [name, one])),
  );
}

test("names the permissions for all that stacks make", () => {
  const types = new Set(made(/^cloudflare_(?!ruleset$)/).map(([type]) => type));

  expect([...types].filter((type) => !PERMISSIONS[type])).toEqual([]);
  for (const permission of [...types].flatMap((type) => PERMISSIONS[type]!)) {
    expect(table.join("\n")).toContain(permission);
  }
});

test("names a permission for each phase that has rules", () => {
  for (const [, { phase }] of made(/^cloudflare_ruleset$/)) {
    expect(table.filter((line) => line.includes(`\`${phase}\``))).toHaveLength(1);
  }
});

test("names outputs of the zone that there are", () => {
  const outputs = Object.keys(stacks["lp-production-cloudflare-zone"]!.output);

  for (const [, name] of runbook.matchAll(/output `([a-z-]+)`/g)) {
    expect(outputs).toContain(name);
  }
});

test("says which stacks of each domain wait for the registrar", () => {
  const waiting = Object.entries(stacks)
    .filter(
      ([id, { resource = {} }]) =>
        /^(lp|freeagentics|dafnckmachine)-production-/.test(id) && resource.aws_acm_certificate_validation,
    )
    .map(([id]) => id.replace(/^[a-z]+-production-/, "").replace(/-us-west-2$/, ""));

  const sentence = runbook.split("\n").find((line) => line.includes("waits for its proof"))!;
  expect([...sentence.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name).sort()).toEqual([...new Set(waiting)].sort());
});
