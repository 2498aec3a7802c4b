import { limitFaults } from "@modules/checks/checks/arguments";
import type { Json } from "@modules/checks/json";
import { ARGUMENTS } from "@modules/checks/model/limits";
import type { ArgumentLimits } from "@modules/core/arguments";
import { describe, expect, test } from "vitest";

const limits: ArgumentLimits = {
  values: { "settings.tier": ["small", "large"] },
  patterns: { "settings.start": { pattern: /^\d\d:\d\d$/, rule: "a time such as 03:00" } },
  ranges: { "rule.*.port": [1, 65535] },
  exclusive: [["subnet", "network"]],
  together: { "settings.tier": ["settings.start"] },
  returned: {
    "origin.name": {
      holds: (names) => names.join() === [...names].sort().join(),
      rule: "sorted",
      page: "https://example.com/api",
    },
    policy: {
      holds: ([policy], { kind }) => kind === "open" || policy.version === 2,
      rule: "of version 2",
      page: "https://example.com/api",
    },
  },
};

function faults(attributes: Json): string[] {
  return limitFaults({ path: "shop/database", attributes }, limits);
}

describe("values", () => {
  test("fails for a value that the service does not accept", () => {
    expect(faults({ settings: { tier: "huge", start: "03:00" } })).toEqual([
      "shop/database: settings.tier must be small or large, got huge; change it",
    ]);
  });

  test("fails for text that does not match, also in a block written as a list", () => {
    expect(faults({ settings: [{ start: "3am" }] })).toEqual([
      "shop/database: settings.start must be a time such as 03:00, got 3am; change it",
    ]);
  });

  test("fails for a number out of range, under any key", () => {
    expect(faults({ rule: { web: { port: 0 }, api: { port: 443 } } })).toEqual([
      "shop/database: rule.*.port must be 1 to 65535, got 0; change it",
    ]);
  });

  test("accepts an expression", () => {
    expect(faults({ settings: { tier: "${var.tier}", start: "03:00" } })).toEqual([]);
  });
});

describe("combinations", () => {
  test("fails when two arguments that exclude each other are set", () => {
    expect(faults({ subnet: "${a.b.id}", network: "default" })).toEqual([
      "shop/database: only one of subnet, network may be set, got subnet and network; leave the others out",
    ]);
  });

  test("fails when an argument lacks its companion", () => {
    expect(faults({ settings: { tier: "small" } })).toEqual([
      "shop/database: settings.start must be set where settings.tier is, got nothing; set it",
    ]);
  });

  test("accepts arguments within their limits", () => {
    expect(faults({ subnet: "a", settings: { tier: "small", start: "03:00" }, rule: [{ a: { port: 1 } }] })).toEqual(
      [],
    );
  });
});

describe("returned forms", () => {
  test("fails for a form that the service does not return", () => {
    expect(faults({ origin: [{ name: "web" }, { name: "api" }] })).toEqual([
      "shop/database: origin.name must be sorted, got web, api; every plan would change it, see https://example.com/api",
    ]);
  });

  test("reads JSON text, unless only Terraform can evaluate it", () => {
    expect(faults({ policy: '{"version":1}' })).toEqual([expect.stringContaining("policy must be of version 2")]);
    expect(faults({ policy: '{"version":2,"id":"${a.b.id}"}' })).toEqual([]);
    expect(faults({ policy: "{${a.b.policy}" })).toEqual([]);
  });

  test("accepts an argument that is not sent, or that another one allows", () => {
    expect(faults({ origin: [], kind: "open", policy: '{"version":1}' })).toEqual([]);
  });

  test.each<[string, Json, Json]>([
    ["cloudflare_dns_record", { content: "shop.example.com." }, { content: "shop.example.com" }],
    [
      "cloudflare_load_balancer_pool",
      { origins: [{ name: "web" }, { name: "api" }] },
      { origins: [{ name: "api" }, { name: "web" }] },
    ],
    [
      "google_billing_budget",
      { budget_filter: { projects: ["projects/shop"] } },
      { budget_filter: { projects: ["projects/123456789012"] } },
    ],
    [
      "google_monitoring_dashboard",
      { dashboard_json: '{"mosaicLayout":{"tiles":[{"xPos":0,"width":12}]}}' },
      { dashboard_json: '{"mosaicLayout":{"tiles":[{"width":12},{"xPos":12}]}}' },
    ],
    [
      "google_billing_budget",
      { budget_filter: { projects: ["${google_project.shop.id}"] } },
      { budget_filter: { projects: ["projects/${google_project.shop.number}", "${local.project}"] } },
    ],
    ["cloudflare_dns_record", { content: "shop.example.com." }, { content: '{"owner":"shop"}' }],
    ["cloudflare_dns_record", { content: "${var.name}." }, { content: "[shop" }],
    [
      "cloudflare_load_balancer_pool",
      { origins: [{ name: "web" }, { name: "api" }, { name: "db" }] },
      { origins: [{ name: "web" }, { name: "${var.name}" }] },
    ],
    [
      "aws_lambda_function",
      { kms_key_arn: "key", environment: { variables: {} } },
      { kms_key_arn: "key", snap_start: { apply_on: "PublishedVersions" } },
    ],
    ["aws_lambda_function", { kms_key_arn: "key" }, { kms_key_arn: "key", package_type: "Image" }],
    [
      "aws_bcmdataexports_export",
      { export: { data_query: { table_configurations: { COST_AND_USAGE_REPORT: { TIME_GRANULARITY: "DAILY" } } } } },
      { export: { data_query: { table_configurations: { COST_AND_USAGE_REPORT: "${local.configuration}" } } } },
    ],
  ])("fails for a form of %s that its API does not return", (type, other, sent) => {
    const faultsOf = (attributes: Json) =>
      limitFaults({ path: type, attributes }, { returned: ARGUMENTS[type]!.returned });

    expect(faultsOf(other)).toEqual([expect.stringContaining("every plan would change it")]);
    expect(faultsOf(sent)).toEqual([]);
  });
});
