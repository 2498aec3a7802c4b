import type { Json } from "@modules/checks/json";
import { InstanceGroup, type InstanceGroupProps } from "@modules/google/compute/instance-group";
import { InstanceTemplate } from "@modules/google/compute/instance-template";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testAccount, testKey, testVpc } from "../fixture";

const ZONES = ["us-central1-a", "us-central1-b", "us-central1-c"];

function synthGroup(props: Partial<InstanceGroupProps> = {}): Json {
  return synth((stack) => {
    const template = new InstanceTemplate(stack, "template", {
      name: "shop-web",
      machineType: "e2-medium",
      image: "cos-cloud/cos-stable",
      diskGibibytes: 20,
      subnet: testVpc(stack).subnet("nodes"),
      account: testAccount(stack),
      key: testKey(stack),
    });
    new InstanceGroup(stack, "web", {
      name: "shop-web",
      baseInstanceName: "web-instance",
      template,
      zones: ZONES,
      size: 3,
      port: 80,
      ...props,
    });
  });
}

const group = (props?: Partial<InstanceGroupProps>) =>
  only(synthGroup(props), "google_compute_region_instance_group_manager");

test("runs instances of the template's current revision in every zone", () => {
  expect(group()).toMatchObject({
    base_instance_name: "web-instance",
    region: "us-central1",
    distribution_policy_zones: ZONES,
    target_size: 3,
    version: [{ instance_template: "${google_compute_instance_template.template.self_link_unique}" }],
    named_port: [{ name: "http", port: 80 }],
  });
});

test("replaces instances when the template changes, without a gap", () => {
  expect(group().update_policy).toMatchObject({
    type: "PROACTIVE",
    minimal_action: "REPLACE",
    // Google refuses numbers between zero and the number of zones.
    max_surge_fixed: 3,
    max_unavailable_fixed: 0,
  });
});

test("recreates instances whose health check fails", () => {
  const json = synthGroup({ healthPath: "/healthy" });

  expect(only(json, "google_compute_health_check")).toMatchObject({
    http_health_check: { port: 80, request_path: "/healthy" },
  });
  expect(group().auto_healing_policies).toEqual({
    health_check: expect.stringContaining("google_compute_health_check.web_health-check"),
    initial_delay_sec: 300,
  });
});

test("scales by CPU use, and ignores the number of instances in Terraform", () => {
  const json = synthGroup({ scaling: { min: 2, max: 10, cpuUtilization: 0.7 } });

  expect(only(json, "google_compute_region_autoscaler")).toMatchObject({
    target: "${google_compute_region_instance_group_manager.web.id}",
    autoscaling_policy: { min_replicas: 2, max_replicas: 10, cpu_utilization: { target: 0.7 } },
  });
  expect(only(json, "google_compute_region_instance_group_manager").lifecycle).toEqual({
    ignore_changes: ["target_size"],
  });
});

test("keeps the number of instances without autoscaling", () => {
  expect(synthGroup().resource).not.toHaveProperty("google_compute_region_autoscaler");
  expect(group()).not.toHaveProperty("lifecycle");
});

test.each<[string, Partial<InstanceGroupProps>, string]>([
  ["no zones", { zones: [] }, "web: zones must be a list of at least 1 entry, got none"],
  ["a zone of another region", { zones: ["us-east1-b"] }, "zones must be zones of us-central1, got us-east1-b"],
  ["half an instance", { size: 1.5 }, "size must be a whole number of at least 0, got 1.5"],
  [
    "a maximum below the minimum",
    { scaling: { min: 3, max: 2, cpuUtilization: 0.7 } },
    "scaling.max must be a whole number of at least 3, got 2",
  ],
  [
    "a target in percent",
    { scaling: { min: 1, max: 2, cpuUtilization: 70 } },
    "cpuUtilization must be above 0 and at most 1, got 70",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => synthGroup(props)).toThrow(message);
});
