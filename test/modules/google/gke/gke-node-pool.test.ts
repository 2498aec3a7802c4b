import type { Json } from "@modules/checks/json";
import { GkeCluster } from "@modules/google/gke/gke-cluster";
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

test("autoscales between the two numbers, which Terraform ignores", () => {
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

test("adds nodes to a cluster that another stack owns, with its key and its account", () => {
  const json = synth((stack) => {
    const { diskKey, nodeAccount } = gkeCluster(stack);
    new GkeNodePool(stack, "workers", {
      name: "workers",
      cluster: GkeCluster.fromExisting(stack, "existing", { name: "batches", diskKey, nodeAccount }),
      machineType: "e2-standard-4",
      minNodesPerZone: 1,
      maxNodesPerZone: 3,
      resourceLabels: { project: "shop" },
    });
  });

  expect(only(json, "google_container_node_pool")).toMatchObject({
    cluster: expect.stringMatching(/^projects\/[\w-]+\/locations\/us-central1\/clusters\/batches$/),
    node_config: { boot_disk_kms_key: pool().node_config.boot_disk_kms_key },
  });
});

test("has a fixed number of nodes when both are equal", () => {
  const fixed = pool({ minNodesPerZone: 3, maxNodesPerZone: 3 });

  expect(fixed.node_count).toBe(3);
  expect(fixed).not.toHaveProperty("autoscaling");
  expect(fixed).not.toHaveProperty("initial_node_count");
  expect(fixed).not.toHaveProperty("lifecycle");
});

test("places preemptible nodes in any zone", () => {
  expect(pool({ preemptible: true })).toMatchObject({
    node_config: { preemptible: true },
    autoscaling: { location_policy: "ANY" },
  });
});

test("has shielded nodes whose identity the metadata server hides from pods", () => {
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

test("repairs and upgrades nodes with one more at a time", () => {
  expect(pool()).toMatchObject({
    management: { auto_repair: true, auto_upgrade: true },
    upgrade_settings: { strategy: "SURGE", max_surge: 1, max_unavailable: 0 },
  });
});

test("has taints and labels, and nodes in the zones given", () => {
  const taint = { key: "batch", value: "true", effect: "NO_SCHEDULE" } as const;
  const { node_config, node_locations } = pool({ taints: [taint], labels: { a: "b" }, zones: ["us-central1-a"] });

  expect(node_config).toMatchObject({ taint: [taint], labels: { a: "b" } });
  expect(node_locations).toEqual(["us-central1-a"]);
});

test("lets overrides replace its own arguments", () => {
  expect(
    pool({ overrides: { maxPodsPerNode: 32, management: { autoRepair: true, autoUpgrade: false } } }),
  ).toMatchObject({
    max_pods_per_node: 32,
    management: { auto_repair: true, auto_upgrade: false },
    name: "workers",
  });
});

test.each<[string, Partial<GkeNodePoolProps>, string]>([
  ["a minimum above the maximum", { minNodesPerZone: 4 }, "minNodesPerZone must be a whole number, 0 to 3, got 4"],
  ["a negative number of nodes", { minNodesPerZone: -1 }, "minNodesPerZone must be a whole number, 0 to 3, got -1"],
  [
    "no nodes at all",
    { minNodesPerZone: 0, maxNodesPerZone: 0 },
    "maxNodesPerZone must be a whole number of at least 1, got 0",
  ],
  ["a disk that is too small", { diskGibibytes: 9 }, "diskGibibytes must be a whole number, 10 to 65536, got 9"],
])("fails on %s", (_, props, message) => {
  expect(() => pool(props)).toThrow(`workers: ${message}`);
});
