import type { Json } from "@modules/checks/json";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "@modules/google/load-balancing/application-load-balancer";
import { Backend } from "@modules/google/load-balancing/backend";
import { WebFirewall } from "@modules/google/load-balancing/web-firewall";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";

function backend(stack: TerraformStack, name: string): Backend {
  const group = Object.assign(new Construct(stack, `${name}-group`), {
    instanceGroup: `groups/${name}`,
    portName: "http",
    healthPath: "/healthy",
    port: 8080,
  });
  return new Backend(stack, name, { name, group, securityPolicy: "policies/front" });
}

function balancer(props: Partial<ApplicationLoadBalancerProps> = {}, paths: readonly string[] = ["/api/*"]): Json {
  return synth((stack) => {
    new ApplicationLoadBalancer(stack, "front", {
      name: "shop",
      domainName: "gcp.example.com",
      backend: backend(stack, "web"),
      paths: Object.fromEntries(paths.map((path, index) => [path, backend(stack, `path-${index}`)])),
      ...props,
    });
  });
}

test("answers over TLS 1.2 or newer alone, with a certificate of its name", () => {
  const json = balancer();

  expect(only(json, "google_compute_global_forwarding_rule")).toMatchObject({
    port_range: "443",
    load_balancing_scheme: "EXTERNAL_MANAGED",
    ip_address: expect.stringMatching(/^\$\{google_compute_global_address\.front_address\w+\.id\}$/),
  });
  expect(only(json, "google_compute_ssl_policy")).toMatchObject({ min_tls_version: "TLS_1_2", profile: "RESTRICTED" });
  expect(only(json, "google_compute_managed_ssl_certificate")).toMatchObject({
    managed: { domains: ["gcp.example.com"] },
    lifecycle: { create_before_destroy: true },
  });
  expect(json.resource).not.toHaveProperty("google_compute_target_http_proxy");
});

test("names the certificate after its whole domain, since the next one is made before the last is gone", () => {
  const names = ["gcp.example.com", "gcp.example.org"].map((domainName) => {
    return only(balancer({ domainName }), "google_compute_managed_ssl_certificate").name;
  });

  expect(names[0]).toMatch(/^shop-[0-9a-f]{8}$/);
  expect(names[1]).not.toBe(names[0]);
});

test("sends paths to their backends and the rest to the first", () => {
  const { path_matcher, default_service } = only(balancer(), "google_compute_url_map");

  expect(default_service).toBe("${google_compute_backend_service.web.id}");
  expect(path_matcher).toEqual([
    {
      name: "paths",
      default_service: "${google_compute_backend_service.web.id}",
      path_rule: [{ paths: ["/api/*"], service: "${google_compute_backend_service.path-0.id}" }],
    },
  ]);
});

test("asks a backend's instances itself, through what filters requests", () => {
  const json = balancer({}, []);

  expect(only(json, "google_compute_backend_service")).toMatchObject({
    load_balancing_scheme: "EXTERNAL_MANAGED",
    backend: [{ group: "groups/web", balancing_mode: "UTILIZATION" }],
    port_name: "http",
    security_policy: "policies/front",
    log_config: { enable: true },
  });
  expect(only(json, "google_compute_health_check")).toMatchObject({
    http_health_check: { port: 8080, request_path: "/healthy" },
  });
});

test.each(["api/*", "/a*b", "/*/c", "/a?b"])("fails on the path %s", (path) => {
  expect(() => balancer({}, [path])).toThrow(
    `front: paths must be absolute, with * at most as the last word, got ${path}`,
  );
});

test("refuses known attacks and who asks too often, and lets the rest in last", () => {
  const json = synth((stack) => new WebFirewall(stack, "filter", { name: "shop", requestsPerMinute: 600 }));
  const rules: Json[] = only(json, "google_compute_security_policy").rule;
  const last = rules.at(-1);

  expect(rules.map(({ action }) => action)).toEqual(["deny(403)", "deny(403)", "deny(403)", "throttle", "allow"]);
  expect(rules[0].match.expr.expression).toContain("cve-canary");
  expect(rules[3].rate_limit_options).toMatchObject({
    exceed_action: "deny(429)",
    rate_limit_threshold: { count: 600, interval_sec: 60 },
  });
  expect(last).toMatchObject({ priority: 2147483647, match: { config: { src_ip_ranges: ["*"] } } });
});

test("fails on no requests at all", () => {
  expect(() => synth((stack) => new WebFirewall(stack, "filter", { name: "shop", requestsPerMinute: 0 }))).toThrow(
    "filter: requestsPerMinute must be at least 1, got 0",
  );
});
