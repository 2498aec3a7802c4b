import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/dafnckmachine/development";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-google-kubernetes"]!;
const pools = stack.resource.google_container_node_pool;
const google = production.google!;
const { general, compute } = google.kubernetes.nodePools;

test("creates a regional cluster and refuses to delete it", () => {
  expect(only(stack, "google_container_cluster")).toMatchObject({
    name: "dafnckmachine-gke",
    location: google.region,
    initial_node_count: 3,
    node_locations: google.kubernetes.zones,
    deletion_protection: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("puts development's nodes into the zones of its settings", () => {
  expect(only(stacks["dafnckmachine-development-google-kubernetes"]!, "google_container_cluster")).toMatchObject({
    name: `dafnckmachine-gke${development.nameSuffix}`,
    node_locations: development.google!.kubernetes.zones,
    deletion_protection: false,
  });
});

test("scales the general pool within the environment's limits, in every zone", () => {
  expect(pools["general-pool"]).toMatchObject({
    autoscaling: { min_node_count: general.min, max_node_count: general.max },
    node_config: {
      machine_type: general.machineType,
      disk_size_gb: general.diskGibibytes,
      disk_type: general.diskType,
    },
  });
  expect(pools["general-pool"]).not.toHaveProperty("node_locations");
});

test("keeps the preemptible nodes for long computations by a taint", () => {
  expect(pools["compute-pool"]).toMatchObject({
    name: "compute-pool",
    node_count: compute.min,
    node_locations: compute.zones,
    node_config: {
      machine_type: compute.machineType,
      preemptible: true,
      taint: [{ key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" }],
    },
  });
});

test("encrypts secrets with the cluster key and disks with the data key", () => {
  const { database_encryption, node_config } = only(stack, "google_container_cluster");

  expect(database_encryption.key_name).toContain("cluster-key");
  expect(node_config.boot_disk_kms_key).toContain("data-key");
});

test("lets nodes pull images from the repository", () => {
  expect(only(stack, "google_artifact_registry_repository_iam_member")).toMatchObject({
    role: "roles/artifactregistry.reader",
    member: "${google_service_account.nodes.member}",
  });
});
