import { createHash } from "node:crypto";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { POSTGRES_PORT } from "@modules/core/ports";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const gke = stacks["lp-production-google-kubernetes"]!;
const google = production.google!;

test("makes a regional cluster with nodes in the environment's zones", () => {
  expect(only(gke, "google_container_cluster")).toMatchObject({
    name: "lp-production",
    location: google.region,
    node_locations: google.kubernetes.zones,
  });
});

test("lets the node pool grow at a failover", () => {
  const { min, max } = google.kubernetes.nodePools.application;

  expect(only(gke, "google_container_node_pool")).toMatchObject({
    autoscaling: { min_node_count: min, max_node_count: max },
    lifecycle: { ignore_changes: ["initial_node_count", "node_count"] },
  });
});

test("admits administrators' networks to the endpoint's address and IAM principals to its DNS name", () => {
  expect(only(gke, "google_container_cluster")).toMatchObject({
    master_authorized_networks_config: { cidr_blocks: google.adminCidrs.map((cidr) => ({ cidr_block: cidr })) },
    control_plane_endpoints_config: {
      dns_endpoint_config: { allow_external_traffic: google.kubernetes.namedEndpoint },
    },
  });
});

test("reserves the gateway's IP address and protects it from deletion", () => {
  expect(only(gke, "google_compute_address")).toMatchObject({
    name: "lp-gateway",
    region: google.region,
    address_type: "EXTERNAL",
    lifecycle: { prevent_destroy: true },
  });
});

test("is left out without a part in Google Cloud", () => {
  expect(development).not.toHaveProperty("google");
  expect(stacks).not.toHaveProperty("lp-development-google-kubernetes");
});

test("has an image repository that its nodes may pull from", () => {
  expect(only(gke, "google_artifact_registry_repository")).toMatchObject({
    repository_id: "lp-system",
    location: google.region,
  });
  expect(only(gke, "google_artifact_registry_repository_iam_member").member).toBe(
    "${google_service_account.nodes.member}",
  );
});

test("writes the database's URL without a password", () => {
  const [databaseUrl] = resources(gke, "google_secret_manager_secret_version");
  const user = String.raw`\$\{urlencode\(.*\)\}`;
  const host = `database.${production.kubernetes.namespace}.svc.cluster.local:${POSTGRES_PORT}`;

  expect(databaseUrl!.secret_data_wo).toMatch(
    new RegExp(`^postgresql://${user}@${host.replaceAll(".", "\\.")}/${production.database.name}$`),
  );
});

test("lets the database proxy and External Secrets impersonate their service accounts", () => {
  const impersonators = resources(gke, "google_service_account_iam_member").map(({ service_account_id, member }) => [
    service_account_id,
    member.replace(/^.*\[/, "["),
  ]);

  expect(impersonators).toEqual([
    ["${google_service_account.database-user.name}", `[${production.kubernetes.namespace}/database]`],
    ["${google_service_account.secrets-reader.name}", "[external-secrets/external-secrets]"],
  ]);
  expect(only(gke, "google_sql_user").type).toBe("CLOUD_IAM_SERVICE_ACCOUNT");
});

test("keeps the revision of the client CA certificate in step with its content", () => {
  const version = resources(gke, "google_secret_manager_secret_version").find(({ secret }) =>
    secret.includes(".callers-authority."),
  );
  const digest = createHash("sha256").update(ORIGIN_PULL_AUTHORITY).digest("hex");

  expect(version!.secret_data_wo).toBe(ORIGIN_PULL_AUTHORITY);
  // The value is only written with a new revision, so change both together.
  expect([version!.secret_data_wo_version, digest]).toEqual([
    1,
    "fa7511982d758634477a48dc6375f8fc8d5fed9fdb43235bc3923887fdea0597",
  ]);
});
