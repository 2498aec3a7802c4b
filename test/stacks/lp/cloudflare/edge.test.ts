import type { Json } from "@modules/checks/json";
import { bundleWorker } from "@modules/cloudflare/workers/bundle-worker";
import { Zone } from "@modules/cloudflare/zone/zone";
import { only, resources } from "@modules/testing/resources";
import { synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { production as file } from "../../../../environments/lp/production";
import { lpSchema } from "../../../../environments/lp/rules";
import { repositoryPath } from "../../../../stacks/base/repository";
import { CloudflareEdgeStack } from "../../../../stacks/lp/cloudflare/edge";
import { publicHosts } from "../../../../stacks/lp/cluster/gateway";
import type { Standby } from "../../../../stacks/lp/google/define";
import { stacks } from "../../../support/stacks";

const production = stacks["lp-production-cloudflare-edge"]!;

const zoneName = file.cloudflare!.zone;
const { api, app } = publicHosts(lpSchema.parse(file));

/** The stack after a change of the environment. @param standby default none */
function edge(change: (environment: typeof file) => void = () => {}, standby?: Standby): Json {
  const environment = structuredClone(file);
  change(environment);
  const synthesized = synthAll((app) => {
    const { accountId, zone: domain, plan } = environment.cloudflare!;
    const zone = new Zone(testStack(app, "zone"), "zone", { domain, accountId, plan });
    new CloudflareEdgeStack(app, lpSchema.parse(environment), { zone, standby });
  });
  return synthesized["lp-production-cloudflare-edge"]!;
}

test("connects to the load balancer in AWS by its name in Route 53", () => {
  const { aws } = production.resource.cloudflare_load_balancer_pool;

  expect(aws).toMatchObject({ name: "lp-aws", origins: [{ address: `origin.${file.domain}` }] });
  expect(resources(stacks["lp-production-load-balancing"]!, "aws_route53_record").map(({ name }) => name)).toContain(
    aws.origins[0].address,
  );
});

/** Pools that each load balancer sends requests to, healthy or not. */
const activePools = (json: Json) =>
  resources(json, "cloudflare_load_balancer").map(({ default_pools, fallback_pool }) => [
    ...default_pools,
    fallback_pool,
  ]);

test("sends nothing to Google Cloud before its database is promoted, whatever health checks say", () => {
  const { google } = production.resource.cloudflare_load_balancer_pool;
  const aws = "${cloudflare_load_balancer_pool.aws.id}";

  expect(google).toMatchObject({
    name: "lp-google",
    // Cloudflare does not check the health of a disabled pool.
    enabled: true,
    origins: [{ address: expect.stringMatching(/lp-production-google-kubernetes\.outputs\..*compute_address/) }],
  });
  expect(activePools(production)).toEqual([
    [aws, aws],
    [aws, aws],
  ]);
});

test("sends nothing to AWS after the promotion", () => {
  const json = edge(({ google }) => Object.assign(google!, { promoted: true }), { gatewayAddress: "192.0.2.1" });

  expect(activePools(json).flat()).toEqual(Array(4).fill("${cloudflare_load_balancer_pool.google.id}"));
});

test("has a single pool without a standby", () => {
  const json = edge();

  expect(resources(json, "cloudflare_load_balancer_pool").map(({ name }) => name)).toEqual(["lp-aws"]);
  expect(resources(json, "cloudflare_load_balancer")[0]!.default_pools).toHaveLength(1);
});

test("serves the public hosts by load balancers instead of DNS records", () => {
  const hosts = [api, app];

  expect(resources(production, "cloudflare_load_balancer").map(({ name }) => name)).toEqual(hosts);
  expect(resources(production, "cloudflare_dns_record").map(({ name }) => name)).not.toEqual(
    expect.arrayContaining(hosts),
  );
});

test("checks the health of pools at the API's host name, every fifteen seconds", () => {
  const monitor = only(production, "cloudflare_load_balancer_monitor");

  expect(monitor).toMatchObject({
    type: "https",
    path: "/health",
    allow_insecure: false,
    header: { Host: [api] },
  });
  expect(monitor.interval).toBe(15);
  expect(new Set(resources(production, "cloudflare_load_balancer_pool").map((pool) => pool.monitor))).toEqual(
    new Set(["${cloudflare_load_balancer_monitor.health.id}"]),
  );
});

test("presents the zone's client certificate in health checks as in requests", () => {
  const zone = stacks["lp-production-cloudflare-zone"]!;

  expect(only(production, "cloudflare_load_balancer_monitor").probe_zone).toBe(only(zone, "cloudflare_zone").name);
  expect(zone.resource.cloudflare_zone_setting["origin-pulls"]).toMatchObject({
    setting_id: "tls_client_auth",
    value: "on",
  });
});

test("notifies the environment's mailboxes when a pool becomes unhealthy", () => {
  const { mechanisms } = only(production, "cloudflare_notification_policy");

  for (const email of file.alerts.emails) {
    expect(JSON.stringify(mechanisms)).toContain(email);
  }
});

test("deploys the bundled worker to the environment's routes", () => {
  const [version, script] = ["cloudflare_worker_version", "cloudflare_workers_script"].map((type) =>
    only(production, type),
  );
  const routes = resources(production, "cloudflare_workers_route");

  expect(Buffer.from(version!.modules[0].content_base64, "base64").toString()).toBe(
    bundleWorker(repositoryPath("workers/lp-edge/index.ts")),
  );
  expect(script).toMatchObject({ script_name: "lp-edge", main_module: "worker.js" });
  expect(version!.bindings).toEqual([
    { name: "ENVIRONMENT", type: "plain_text", text: file.name },
    { name: "VERSION", type: "version_metadata" },
  ]);
  expect(routes.map(({ pattern }) => pattern)).toEqual(file.cloudflare!.workerRoutes);
});

test("splits requests with the previous version of the worker", () => {
  const id = "0a1b2c3d-0000-4000-8000-000000000000";
  const json = edge(({ cloudflare }) => Object.assign(cloudflare!, { workerPrevious: { id, percentage: 75 } }));

  expect(only(json, "cloudflare_workers_deployment").versions).toMatchObject([
    { percentage: 25 },
    { percentage: 75, version_id: id },
  ]);
  expect(only(production, "cloudflare_workers_deployment").versions).toMatchObject([{ percentage: 100 }]);
});

test("points DNS-01 challenges of the public hosts to Route 53", () => {
  const challenges = resources(production, "cloudflare_dns_record").filter(({ name }) =>
    name.startsWith("_acme-challenge"),
  );

  expect(challenges).toMatchObject(
    ["api", "app"].map((label) => ({
      name: `_acme-challenge.${label}.${zoneName}`,
      type: "CNAME",
      content: `_acme-challenge.${label}.${file.domain}`,
      proxied: false,
    })),
  );
});

test("redirects the domain itself and www to the application", () => {
  const redirected = resources(production, "cloudflare_dns_record").filter(({ proxied }) => proxied);
  const redirect = resources(production, "cloudflare_ruleset").find(
    ({ phase }) => phase === "http_request_dynamic_redirect",
  )!;

  expect(redirected.map(({ name }) => name)).toEqual([zoneName, `www.${zoneName}`]);
  expect(redirect.rules[0]).toMatchObject({
    expression: `(http.host in {"${zoneName}" "www.${zoneName}"})`,
    action_parameters: {
      from_value: { target_url: { expression: `concat("https://${app}", http.request.uri.path)` } },
    },
  });
});

test("blocks known attacks, limits the request rate and does not cache responses of the API", () => {
  const rules = Object.fromEntries(resources(production, "cloudflare_ruleset").map((set) => [set.phase, set.rules]));

  expect(rules.http_request_firewall_managed).toHaveLength(2);
  expect(rules.http_ratelimit).toMatchObject([{ ratelimit: { requests_per_period: 2000, period: 300 } }]);
  expect(rules.http_request_cache_settings).toMatchObject([
    { expression: `(http.host eq "${api}")`, action_parameters: { cache: false } },
  ]);
  expect(only(production, "cloudflare_tiered_cache").value).toBe("on");
});
