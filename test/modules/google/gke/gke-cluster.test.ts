import type { Json } from "@modules/checks/json";
import { actingAs, type GkeCluster, type GkeClusterProps } from "@modules/google/gke/gke-cluster";
import { ServiceAccount } from "@modules/google/security/service-account";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { gkeCluster } from "./fixture";

function synthesized(props: Partial<GkeClusterProps> = {}): Json {
  return synth((stack) => gkeCluster(stack, props));
}

function cluster(props: Partial<GkeClusterProps> = {}): Json {
  return only(synthesized(props), "google_container_cluster");
}

/** An attribute of the cluster as another stack sees it. */
function attribute(
  props: Partial<GkeClusterProps>,
  read: (cluster: GkeCluster) => string | undefined,
): string | undefined {
  const { output } = synth((stack) => new TerraformOutput(stack, "read", { value: read(gkeCluster(stack, props)) }));
  return output.read.value;
}

test("is regional, with addresses from the subnet's secondary ranges", () => {
  expect(cluster()).toMatchObject({
    name: "shop",
    location: "us-central1",
    networking_mode: "VPC_NATIVE",
    subnetwork: expect.stringContaining("google_compute_subnetwork"),
    ip_allocation_policy: { cluster_secondary_range_name: "pods", services_secondary_range_name: "services" },
  });
  expect(cluster()).not.toHaveProperty("node_locations");
  expect(cluster({ zones: ["us-central1-a"] }).node_locations).toEqual(["us-central1-a"]);
});

test("has no external addresses for nodes and control plane", () => {
  expect(cluster()).toMatchObject({
    private_cluster_config: {
      enable_private_nodes: true,
      enable_private_endpoint: true,
      master_ipv4_cidr_block: "10.9.0.0/28",
    },
    master_authorized_networks_config: {
      gcp_public_cidrs_access_enabled: false,
      private_endpoint_enforcement_enabled: true,
    },
    control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: false } },
  });
});

test("opens its address to the CIDR blocks of administrators only", () => {
  const { private_cluster_config, master_authorized_networks_config } = cluster({ adminCidrs: ["203.0.113.0/24"] });

  expect(private_cluster_config.enable_private_endpoint).toBe(false);
  expect(master_authorized_networks_config.cidr_blocks).toMatchObject([{ cidr_block: "203.0.113.0/24" }]);
});

test("exposes the address with the cluster's authority, or the DNS-based endpoint with a public one", () => {
  const address = "${google_container_cluster.cluster.endpoint}";
  const name = "${google_container_cluster.cluster.control_plane_endpoints_config[0].dns_endpoint_config[0].endpoint}";

  expect(attribute({}, ({ endpoint }) => endpoint)).toBe(`https://${address}`);
  expect(attribute({}, ({ certificateAuthority }) => certificateAuthority)).toBe(
    "${google_container_cluster.cluster.master_auth[0].cluster_ca_certificate}",
  );
  expect(attribute({ namedEndpoint: true }, ({ endpoint }) => endpoint)).toBe(`https://${name}`);
  expect(attribute({ namedEndpoint: true }, ({ certificateAuthority }) => certificateAuthority)).toBeUndefined();
  expect(cluster({ namedEndpoint: true }).control_plane_endpoints_config.dns_endpoint_config).toEqual({
    allow_external_traffic: true,
  });
});

test("says where clients and gcloud find it", () => {
  const location = attribute({ name: "shop", namedEndpoint: true }, (one) => JSON.stringify(one.location));

  expect(JSON.parse(location!)).toEqual({
    project: "example-project",
    region: "us-central1",
    name: "shop",
    namedEndpoint: true,
  });
});

test("authenticates callers with IAM, gives pods identities of their own and encrypts secrets", () => {
  expect(cluster()).toMatchObject({
    enable_legacy_abac: false,
    master_auth: { client_certificate_config: { issue_client_certificate: false } },
    anonymous_authentication_config: { mode: "LIMITED" },
    workload_identity_config: { workload_pool: "example-project.svc.id.goog" },
    database_encryption: { state: "ENCRYPTED", key_name: "${google_kms_crypto_key.key.id}" },
    enable_shielded_nodes: true,
  });
});

test("enforces network policies with Calico, which Dataplane V2 excludes", () => {
  const { datapath_provider, ...settings } = cluster();

  expect(datapath_provider).toBeUndefined();
  expect(settings).toMatchObject({
    addons_config: {
      http_load_balancing: { disabled: false },
      horizontal_pod_autoscaling: { disabled: false },
      network_policy_config: { disabled: false },
      dns_cache_config: { enabled: false },
    },
    network_policy: { enabled: true, provider: "CALICO" },
  });
});

test("has a maintenance window of 64 hours in four weeks", () => {
  const { release_channel, maintenance_policy } = cluster();
  const { start_time, end_time, recurrence } = maintenance_policy.recurring_window;
  const days = recurrence.match(/^FREQ=WEEKLY;BYDAY=(.*)$/)[1].split(",").length;

  expect(release_channel).toEqual({ channel: "REGULAR" });
  expect(((Date.parse(end_time) - Date.parse(start_time)) / 3_600_000) * days * 4).toBe(64);
});

test("removes the default pool, whose nodes have disks outside of the SSD quota", () => {
  const { remove_default_node_pool, initial_node_count, node_config, lifecycle } = cluster({ initialNodesPerZone: 3 });

  expect([remove_default_node_pool, initial_node_count]).toEqual([true, 3]);
  expect(node_config).toMatchObject({
    disk_type: "pd-standard",
    boot_disk_kms_key: "${google_kms_crypto_key.disk-key.id}",
    service_account: "${google_service_account.nodes.email}",
  });
  expect(lifecycle.ignore_changes).toEqual(["initial_node_count", "node_config"]);
});

test("grants nodes the default role and no other", () => {
  expect(only(synthesized(), "google_project_iam_member")).toMatchObject({
    role: "roles/container.defaultNodeServiceAccount",
    member: "${google_service_account.nodes.member}",
  });
});

test("is created after the grant of the nodes' role", () => {
  const [role] = cluster().depends_on;

  expect(cluster().depends_on).toHaveLength(1);
  expect(role).toMatch(/^google_project_iam_member\.nodes_container-defaultNodeServiceAccount/);
});

test("lets pods act as an account through the cluster's workload identity pool", () => {
  const json = synth((stack) => {
    const account = new ServiceAccount(stack, "api", { name: "shop-api", description: "API" });
    gkeCluster(stack).letActAs(account, "shop", "api");
    new TerraformOutput(stack, "annotations", { value: actingAs(account) });
  });

  expect(only(json, "google_service_account_iam_member")).toMatchObject({
    service_account_id: "${google_service_account.api.name}",
    role: "roles/iam.workloadIdentityUser",
    member: "serviceAccount:${google_container_cluster.cluster.workload_identity_config[0].workload_pool}[shop/api]",
  });
  expect(json.output.annotations.value).toEqual({
    "iam.gke.io/gcp-service-account": "${google_service_account.api.email}",
  });
});

test("states its issuer URL at synth", () => {
  expect(attribute({}, ({ issuer }) => issuer)).toBe(
    "https://container.googleapis.com/v1/projects/example-project/locations/us-central1/clusters/shop",
  );
});

test("allows the control plane to call webhooks on ports that GKE does not open", () => {
  const rules = Object.values<Json>(synthesized().resource.google_compute_firewall);
  const webhooks = rules.find(({ name }) => name === "shop-webhooks");

  expect(webhooks).toMatchObject({
    source_ranges: ["10.9.0.0/28"],
    target_service_accounts: ["${google_service_account.nodes.email}"],
    allow: [{ protocol: "tcp", ports: ["8443", "9443", "10250", "15017"] }],
  });
});

test("refuses deletion by GKE and by Terraform unless deletionProtection is false", () => {
  const protection = ({ deletion_protection, lifecycle }: Json) => [deletion_protection, lifecycle.prevent_destroy];

  expect(protection(cluster())).toEqual([true, true]);
  expect(protection(cluster({ deletionProtection: false }))).toEqual([false, false]);
});

test.each<[string, Partial<GkeClusterProps>, string]>([
  [
    "an endpoint for every address",
    { adminCidrs: ["0.0.0.0/0"] },
    "adminCidrs must be networks of administrators, never every address, got",
  ],
  ["a control plane of another size", { controlPlaneCidr: "10.9.0.0/24" }, "controlPlaneCidr must be a /28, got"],
  ["a subnet without room for pods", { subnet: "bare" }, "subnet must be one with podsCidr and servicesCidr, got bare"],
])("fails on %s", (_, props, message) => {
  expect(() => cluster(props)).toThrow(`cluster: ${message}`);
});
