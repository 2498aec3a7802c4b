import type { Json } from "@modules/checks/json";
import { GkeNodePool, type GkeNodePoolProps } from "@modules/google/gke/gke-node-pool";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { gkeCluster } from "./fixture";

function pool(props: Partial<GkeNodePoolProps> = {}): Json {
  const json = synth((stack) => {
    new GkeNodePool(stack, "workers", {
      name: "workers",
      cluster: gkeCluster(stack),
      machineType: "e2-standard-4",
      minNodesPerZone: 1,
      maxNodesPerZone: 3,
      resourceLabels: { project: "shop" },
      ...props,
    });
  });
  return only(json, "google_container_node_pool");
}

test("leaves the number of nodes to the autoscaler, between the two", () => {
  expect(pool()).toMatchObject({
    name: "workers",
    cluster: "${google_container_cluster.cluster.id}",
    location: "us-central1",
    initial_node_count: 1,
    autoscaling: { min_node_count: 1, max_node_count: 3, location_policy: "BALANCED" },
    lifecycle: { ignore_changes: ["initial_node_count", "node_count"] },
  });
  expect(pool()).not.toHaveProperty("node_count");
});

test("keeps a number that is fixed", () => {
  const fixed = pool({ minNodesPerZone: 3, maxNodesPerZone: 3 });

  expect(fixed.node_count).toBe(3);
  expect(fixed).not.toHaveProperty("autoscaling");
  expect(fixed).not.toHaveProperty("initial_node_count");
  expect(fixed).not.toHaveProperty("lifecycle");
});

test("takes preemptible nodes from wherever there are most", () => {
  expect(pool({ preemptible: true })).toMatchObject({
    node_config: { preemptible: true },
    autoscaling: { location_policy: "ANY" },
  });
});

test("has nodes of a measured boot that tell pods nothing of their own identity", () => {
  expect(pool().node_config).toMatchObject({
    machine_type: "e2-standard-4",
    image_type: "COS_CONTAINERD",
    disk_size_gb: 100,
    disk_type: "pd-balanced",
    boot_disk_kms_key: "${google_kms_crypto_key.disk-key.id}",
    service_account: "${google_service_account.nodes.email}",
    oauth_scopes: ["https://www.googleapis.com/auth/cloud-platform"],
    metadata: { "disable-legacy-endpoints": "true" },
    shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
    workload_metadata_config: { mode: "GKE_METADATA" },
    resource_labels: { project: "shop" },
  });
});

test("repairs and upgrades them, one more at a time", () => {
  expect(pool()).toMatchObject({
    management: { auto_repair: true, auto_upgrade: true },
    upgrade_settings: { strategy: "SURGE", max_surge: 1, max_unavailable: 0 },
  });
});

test("keeps other pods off, and nodes in the zones it is given", () => {
  const taint = { key: "batch", value: "true", effect: "NO_SCHEDULE" } as const;
  const { node_config, node_locations } = pool({ taints: [taint], labels: { a: "b" }, zones: ["us-central1-a"] });

  expect(node_config).toMatchObject({ taint: [taint], labels: { a: "b" } });
  expect(node_locations).toEqual(["us-central1-a"]);
});

test.each<[string, Partial<GkeNodePoolProps>, string]>([
  ["more nodes at least than at most", { minNodesPerZone: 4 }, "must be 0 to maxNodesPerZone (3), got 4"],
  ["fewer nodes than none", { minNodesPerZone: -1 }, "must be 0 to maxNodesPerZone (3), got -1"],
  ["no nodes ever", { minNodesPerZone: 0, maxNodesPerZone: 0 }, "must be 0 to maxNodesPerZone (0), got 0"],
])("fails on %s", (_, props, message) => {
  expect(() => pool(props)).toThrow(`workers: minNodesPerZone ${message}`);
});
