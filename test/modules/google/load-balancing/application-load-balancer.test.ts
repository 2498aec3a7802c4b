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

function balancer(
  props: Partial<ApplicationLoadBalancerProps> = {},
  paths: readonly string[] = ["/api/*"],
  domains: readonly string[] = ["gcp.example.com"],
): Json {
  return synth((stack) => {
    new ApplicationLoadBalancer(stack, "front", {
      name: "shop",
      certificates: domains.map((domainName) => {
        return Object.assign(new Construct(stack, domainName), { id: `certificates/${domainName}`, domainName });
      }),
      backend: backend(stack, "web"),
      paths: Object.fromEntries(paths.map((path, index) => [path, backend(stack, `path-${index}`)])),
      ...props,
    });
  });
}

test("accepts TLS 1.2 or later only", () => {
  const json = balancer();

  expect(only(json, "google_compute_global_forwarding_rule")).toMatchObject({
    port_range: "443",
    load_balancing_scheme: "EXTERNAL_MANAGED",
    ip_address: expect.stringMatching(/^\$\{google_compute_global_address\.front_address\w+\.id\}$/),
  });
  expect(only(json, "google_compute_ssl_policy")).toMatchObject({ min_tls_version: "TLS_1_2", profile: "RESTRICTED" });
  expect(json.resource).not.toHaveProperty("google_compute_target_http_proxy");
});

test("presents the certificate of the domain that a client names, and the first to other clients", () => {
  const { resource } = balancer({}, [], ["gcp.example.com", "www.example.com"]);

  expect(only({ resource }, "google_compute_target_https_proxy").certificate_map).toMatch(
    /^\/\/certificatemanager\.googleapis\.com\/\$\{google_certificate_manager_certificate_map\.\w+\.id\}$/,
  );
  expect(Object.values<Json>(resource.google_certificate_manager_certificate_map_entry)).toMatchObject([
    { name: "shop-primary", matcher: "PRIMARY", certificates: ["certificates/gcp.example.com"] },
    { name: "shop-www-example-com", hostname: "www.example.com", certificates: ["certificates/www.example.com"] },
  ]);
});

test("fails without a certificate", () => {
  expect(() => balancer({}, [], [])).toThrow("front: certificates must be a list of at least 1 entry, got none");
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
