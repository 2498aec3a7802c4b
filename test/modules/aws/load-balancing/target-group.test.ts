import { TargetGroup, type TargetGroupProps } from "@modules/aws/load-balancing/target-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function group(props: Partial<TargetGroupProps> = {}): Json {
  return only(
    synth((stack) => {
      const vpc = new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: {} });
      new TargetGroup(stack, "group", { name: "web", vpc, port: 80, ...props });
    }),
    "aws_lb_target_group",
  );
}

test("checks the health of targets at /health", () => {
  expect(group()).toMatchObject({
    target_type: "instance",
    health_check: { path: "/health", interval: 30, timeout: 5, healthy_threshold: 2, unhealthy_threshold: 5 },
    stickiness: { enabled: false },
  });
});

test("checks TCP targets over HTTP, and omits arguments that only HTTP has", () => {
  const tcp = group({ protocol: "TCP", targetType: "ip" });

  expect(tcp).toMatchObject({ protocol: "TCP", health_check: { protocol: "HTTP" }, stickiness: { type: "source_ip" } });
  expect(tcp).not.toHaveProperty("slow_start");
});

test("keeps the defaults of a health check beside a given value", () => {
  expect(group({ healthCheck: { path: "/ready" } }).health_check).toMatchObject({ path: "/ready", interval: 30 });
});

test("checks the health on a given port", () => {
  expect(group({ protocol: "TCP", port: 443, healthCheck: { port: 15021 } }).health_check.port).toBe("15021");
  expect(group().health_check).not.toHaveProperty("port");
});

test("fails on a name that AWS refuses", () => {
  expect(() => group({ name: "-web" })).toThrow(
    "name must be 1 to 32 letters, digits and hyphens, no hyphen at either end, got -web",
  );
  expect(() => group({ name: "w".repeat(33) })).toThrow("name must be 1 to 32 letters");
});

test("fails when the timeout of a health check reaches its interval", () => {
  expect(() => group({ healthCheck: { timeoutSeconds: 30 } })).toThrow(
    "healthCheck.timeoutSeconds must be less than intervalSeconds (30), got 30",
  );
});

test("keeps a client at one target for the given time", () => {
  expect(group({ stickySeconds: 3600 }).stickiness).toEqual({
    enabled: true,
    type: "lb_cookie",
    cookie_duration: 3600,
  });
});

test("fails on a cookie with TCP, or one that lasts longer than a week", () => {
  expect(() => group({ protocol: "TCP", stickySeconds: 60 })).toThrow("stickySeconds must be left out with TCP");
  expect(() => group({ stickySeconds: 604_801 })).toThrow("stickySeconds must be a whole number, 1 to 604800");
});

test("fails on slow start with TCP", () => {
  expect(() => group({ protocol: "TCP", slowStartSeconds: 60 })).toThrow("slowStartSeconds must be 0 with TCP, got 60");
});

test("lets overrides replace arguments of the target group", () => {
  expect(group({ overrides: { loadBalancingAlgorithmType: "least_outstanding_requests" } })).toMatchObject({
    name: "web",
    load_balancing_algorithm_type: "least_outstanding_requests",
  });
});
