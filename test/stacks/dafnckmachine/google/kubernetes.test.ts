import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-google-kubernetes"]!;
const development = stacks["dafnckmachine-development-google-kubernetes"]!;
const pools = production.resource.google_container_node_pool;

test("has a cluster in the whole region, with the name the design gives it", () => {
  expect(only(production, "google_container_cluster")).toMatchObject({
    name: "dafnckmachine-gke",
    location: "us-central1",
    initial_node_count: 3,
    node_locations: ["us-central1-a", "us-central1-b", "us-central1-c"],
    deletion_protection: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("saves on zones in development", () => {
  expect(only(development, "google_container_cluster")).toMatchObject({
    name: "dafnckmachine-gke-development",
    node_locations: ["us-central1-a"],
    deletion_protection: false,
  });
});

test("runs on three nodes at first, one in each zone, within the quota of SSD", () => {
  expect(pools["general-pool"]).toMatchObject({
    autoscaling: { min_node_count: 1, max_node_count: 3 },
    node_config: { machine_type: "e2-standard-4", disk_size_gb: 100, disk_type: "pd-ssd" },
  });
  expect(pools["general-pool"]).not.toHaveProperty("node_locations");
});

test("computes on three preemptible nodes that nothing else may use", () => {
  expect(pools["compute-pool"]).toMatchObject({
    name: "compute-pool",
    node_count: 3,
    node_locations: ["us-central1-a"],
    node_config: {
      machine_type: "c2-standard-8",
      preemptible: true,
      taint: [{ key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" }],
    },
  });
});

test("encrypts secrets and disks with the keys their services may use", () => {
  const { database_encryption, node_config } = only(production, "google_container_cluster");

  expect(database_encryption.key_name).toContain("cluster-key");
  expect(node_config.boot_disk_kms_key).toContain("data-key");
});

test("lets nodes pull images", () => {
  expect(only(production, "google_artifact_registry_repository_iam_member")).toMatchObject({
    role: "roles/artifactregistry.reader",
    member: "${google_service_account.nodes.member}",
  });
});
