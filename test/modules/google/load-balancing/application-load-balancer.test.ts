import type { Json } from "@modules/checks/json";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "@modules/google/load-balancing/application-load-balancer";
import { Backend } from "@modules/google/load-balancing/backend";
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
  const securityPolicy = Object.assign(new Construct(stack, `${name}-policy`), { id: "policies/front" });
  return new Backend(stack, name, { name, group, securityPolicy });
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

test("accepts TLS 1.2 or later only, with a certificate for its domain", () => {
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

test("names the certificate after its domain, so that the next one can exist before the last is deleted", () => {
  const names = ["gcp.example.com", "gcp.example.org"].map((domainName) => {
    return only(balancer({ domainName }), "google_compute_managed_ssl_certificate").name;
  });

  expect(names[0]).toMatch(/^shop-[0-9a-f]{8}$/);
  expect(names[1]).not.toBe(names[0]);
});

test("routes paths to their backends and other requests to the default", () => {
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

test("checks the health of a backend's instances, and filters requests with its security policy", () => {
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
    `front: paths must be absolute, with * at most as the last segment, got ${path}`,
  );
});

test("lets overrides replace its own arguments", () => {
  expect(only(balancer({ overrides: { description: "Shop" } }), "google_compute_url_map").description).toBe("Shop");
});
