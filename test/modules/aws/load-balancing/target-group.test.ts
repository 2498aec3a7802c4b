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

test("asks targets for their health at /health", () => {
  expect(group()).toMatchObject({
    target_type: "instance",
    health_check: { path: "/health", interval: 30, timeout: 5, healthy_threshold: 2, unhealthy_threshold: 5 },
    stickiness: { enabled: false },
  });
});

test("checks targets of TCP over HTTP, and leaves out what only HTTP has", () => {
  const tcp = group({ protocol: "TCP", targetType: "ip" });

  expect(tcp).toMatchObject({ protocol: "TCP", health_check: { protocol: "HTTP" }, stickiness: { type: "source_ip" } });
  expect(tcp).not.toHaveProperty("slow_start");
});

test("keeps the other defaults when one value of the health check is given", () => {
  expect(group({ healthCheck: { path: "/ready" } }).health_check).toMatchObject({ path: "/ready", interval: 30 });
});

test("asks another port for the health of targets that serve TLS", () => {
  expect(group({ protocol: "TCP", port: 443, healthCheck: { port: 15021 } }).health_check.port).toBe("15021");
  expect(group().health_check).not.toHaveProperty("port");
});

test("fails on a name AWS refuses", () => {
  expect(() => group({ name: "-web" })).toThrow("name must be 1 to 32 letters, digits and inner hyphens, got -web");
  expect(() => group({ name: "w".repeat(33) })).toThrow("name must be 1 to 32 letters");
});

test("fails when a check may take longer than the time to the next", () => {
  expect(() => group({ healthCheck: { timeoutSeconds: 30 } })).toThrow(
    "healthCheck.timeoutSeconds must be less than intervalSeconds (30), got 30",
  );
});

test("fails on a slow start with TCP", () => {
  expect(() => group({ protocol: "TCP", slowStartSeconds: 60 })).toThrow("slowStartSeconds must be 0 with TCP, got 60");
});
