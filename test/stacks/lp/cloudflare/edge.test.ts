import { bundleWorker } from "@modules/cloudflare/workers/bundle";
import { Zone } from "@modules/cloudflare/zone/zone";
import { expect, test } from "vitest";
import { production as file } from "../../../../environments/lp/production";
import { lpSchema } from "../../../../environments/lp/rules";
import { repositoryPath } from "../../../../stacks/base/repository";
import { CloudflareEdgeStack } from "../../../../stacks/lp/cloudflare/edge";
import { stacks } from "../../../support/stacks";
import { type Json, only, synthAll, testStack } from "../../../support/synth";

const production = stacks["lp-production-cloudflare-edge"]!;

const values = (json: Json, type: string): Json[] => Object.values<Json>(json.resource[type] ?? {});

/** The stack without another cloud, after a change of what the environment says. */
function edge(change: (environment: typeof file) => void = () => {}): Json {
  const environment = structuredClone(file);
  change(environment);
  const all = synthAll((app) => {
    const { accountId, zone: domain, plan } = environment.cloudflare!;
    const zone = new Zone(testStack(app, "zone"), "zone", { domain, accountId, plan });
    new CloudflareEdgeStack(app, lpSchema.parse(environment), { zone });
  });
  return all["lp-production-cloudflare-edge"]!;
}

test("asks the gateway of AWS, by the name that the load balancer has in Route 53", () => {
  const { aws } = production.resource.cloudflare_load_balancer_pool;

  expect(aws).toMatchObject({ name: "lp-aws", origins: [{ address: "origin.aws.lp-system.com" }] });
  expect(values(stacks["lp-production-load-balancing"]!, "aws_route53_record").map(({ name }) => name)).toContain(
    aws.origins[0].address,
  );
});

test("turns from AWS to Google when AWS does not answer, and not before", () => {
  const { google } = production.resource.cloudflare_load_balancer_pool;

  expect(google).toMatchObject({
    name: "lp-google",
    origins: [{ address: expect.stringMatching(/lp-production-google-kubernetes\.outputs\..*compute_address/) }],
  });
  expect(values(production, "cloudflare_load_balancer")).toHaveLength(2);
  for (const balancer of values(production, "cloudflare_load_balancer")) {
    expect(balancer).toMatchObject({
      steering_policy: "off",
      proxied: true,
      default_pools: ["aws", "google"].map((pool) => `\${cloudflare_load_balancer_pool.${pool}.id}`),
      fallback_pool: "${cloudflare_load_balancer_pool.aws.id}",
    });
  }
});

test("asks AWS alone where no other cloud stands by", () => {
  const json = edge();

  expect(values(json, "cloudflare_load_balancer_pool").map(({ name }) => name)).toEqual(["lp-aws"]);
  expect(values(json, "cloudflare_load_balancer")[0]!.default_pools).toHaveLength(1);
});

test("answers to what visitors ask for by its load balancers alone", () => {
  const hosts = ["api.lp-system.com", "app.lp-system.com"];

  expect(values(production, "cloudflare_load_balancer").map(({ name }) => name)).toEqual(hosts);
  expect(values(production, "cloudflare_dns_record").map(({ name }) => name)).not.toEqual(
    expect.arrayContaining(hosts),
  );
});

test("learns from the API whether a pool is well, by the name that the gateway serves", () => {
  const monitor = only(production, "cloudflare_load_balancer_monitor");

  expect(monitor).toMatchObject({
    type: "https",
    path: "/health",
    allow_insecure: false,
    header: { Host: ["api.lp-system.com"] },
  });
  expect(monitor.interval).toBe(15);
  for (const pool of values(production, "cloudflare_load_balancer_pool")) {
    expect(pool.monitor).toBe("${cloudflare_load_balancer_monitor.health.id}");
  }
});

test("shows the gateway the zone's certificate when it asks, as it does for visitors", () => {
  const zone = stacks["lp-production-cloudflare-zone"]!;

  expect(only(production, "cloudflare_load_balancer_monitor").probe_zone).toBe(only(zone, "cloudflare_zone").name);
  expect(only(zone, "cloudflare_authenticated_origin_pulls_settings").enabled).toBe(true);
});

test("writes to those on call when a pool falls ill", () => {
  expect(JSON.stringify(only(production, "cloudflare_notification_policy").mechanisms)).toContain(
    "platform@example.com",
  );
});

test("runs the worker of the repository where the environment says", () => {
  const [version, script] = ["cloudflare_worker_version", "cloudflare_workers_script"].map((type) =>
    only(production, type),
  );
  const routes = values(production, "cloudflare_workers_route");

  expect(Buffer.from(version!.modules[0].content_base64, "base64").toString()).toBe(
    bundleWorker(repositoryPath("workers/lp-edge/index.ts")),
  );
  expect(script).toMatchObject({ script_name: "lp-edge", main_module: "worker.js" });
  expect(version!.bindings).toEqual([
    { name: "ENVIRONMENT", type: "plain_text", text: "production" },
    { name: "VERSION", type: "version_metadata" },
  ]);
  expect(routes.map(({ pattern }) => pattern)).toEqual(["api.lp-system.com/*", "app.lp-system.com/*"]);
});

test("leaves a share of requests to the version before, when the environment says so", () => {
  const id = "0a1b2c3d-0000-4000-8000-000000000000";
  const json = edge(({ cloudflare }) => Object.assign(cloudflare!, { workerPrevious: { id, percentage: 75 } }));

  expect(only(json, "cloudflare_workers_deployment").versions).toMatchObject([
    { percentage: 25 },
    { percentage: 75, version_id: id },
  ]);
  expect(only(production, "cloudflare_workers_deployment").versions).toMatchObject([{ percentage: 100 }]);
});

test("lets the authority find the proof of the gateway's names in Route 53", () => {
  const proofs = values(production, "cloudflare_dns_record").filter(({ name }) => name.startsWith("_acme-challenge"));

  expect(proofs).toMatchObject(
    ["api", "app"].map((label) => ({
      name: `_acme-challenge.${label}.lp-system.com`,
      type: "CNAME",
      content: `_acme-challenge.${label}.aws.lp-system.com`,
      proxied: false,
    })),
  );
});

test("sends who asks for the domain itself to the application", () => {
  const home = values(production, "cloudflare_dns_record").filter(({ proxied }) => proxied);
  const redirect = values(production, "cloudflare_ruleset").find(
    ({ phase }) => phase === "http_request_dynamic_redirect",
  )!;

  expect(home.map(({ name }) => name)).toEqual(["lp-system.com", "www.lp-system.com"]);
  expect(redirect.rules[0]).toMatchObject({
    expression: '(http.host in {"lp-system.com" "www.lp-system.com"})',
    action_parameters: {
      from_value: { target_url: { expression: 'concat("https://app.lp-system.com", http.request.uri.path)' } },
    },
  });
});

test("refuses known attacks and clients that ask too often, and keeps no answer of the API", () => {
  const rules = Object.fromEntries(values(production, "cloudflare_ruleset").map((set) => [set.phase, set.rules]));

  expect(rules.http_request_firewall_managed).toHaveLength(2);
  expect(rules.http_ratelimit).toMatchObject([{ ratelimit: { requests_per_period: 2000, period: 300 } }]);
  expect(rules.http_request_cache_settings).toMatchObject([
    { expression: '(http.host eq "api.lp-system.com")', action_parameters: { cache: false } },
  ]);
  expect(only(production, "cloudflare_tiered_cache").value).toBe("on");
});
