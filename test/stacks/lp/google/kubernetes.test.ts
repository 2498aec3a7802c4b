import { createHash } from "node:crypto";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["lp-production-google-kubernetes"]!;

test("stands by in the whole of us-west1", () => {
  expect(only(production, "google_container_cluster")).toMatchObject({
    name: "lp-production",
    location: "us-west1",
    node_locations: ["us-west1-a", "us-west1-b", "us-west1-c"],
  });
});

test("has a node in each zone, and more when it takes over", () => {
  expect(only(production, "google_container_node_pool")).toMatchObject({
    autoscaling: { min_node_count: 1, max_node_count: 10 },
    lifecycle: { ignore_changes: ["initial_node_count", "node_count"] },
  });
});

test("answers administrators at its address and pipelines at its name", () => {
  expect(only(production, "google_container_cluster")).toMatchObject({
    master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "203.0.113.0/24" }] },
    control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: true } },
  });
});

test("keeps the address its gateway answers at", () => {
  expect(only(production, "google_compute_address")).toMatchObject({
    name: "lp-gateway",
    region: "us-west1",
    address_type: "EXTERNAL",
    lifecycle: { prevent_destroy: true },
  });
});

test("is left out where there is no part in Google Cloud", () => {
  expect(stacks).not.toHaveProperty("lp-development-google-kubernetes");
});

test("has images where its nodes may pull them", () => {
  expect(only(production, "google_artifact_registry_repository")).toMatchObject({
    repository_id: "lp-system",
    location: "us-west1",
  });
  expect(only(production, "google_artifact_registry_repository_iam_member").member).toBe(
    "${google_service_account.nodes.member}",
  );
});

test("tells pods where the database is without a password, and as whom its proxy connects", () => {
  const url = Object.values<Json>(production.resource.google_secret_manager_secret_version)[0]!.secret_data_wo;
  const actors = Object.values<Json>(production.resource.google_service_account_iam_member).map(
    ({ service_account_id, member }) => [service_account_id, member.replace(/^.*\[/, "[")],
  );

  expect(url).toMatch(
    /^postgresql:\/\/\$\{urlencode\(.*\)\}@database\.production\.svc\.cluster\.local:5432\/lp_production$/,
  );
  expect(actors).toEqual([
    ["${google_service_account.database-user.name}", "[production/database]"],
    ["${google_service_account.secrets-reader.name}", "[external-secrets/external-secrets]"],
  ]);
  expect(only(production, "google_sql_user").type).toBe("CLOUD_IAM_SERVICE_ACCOUNT");
});

test("keeps a copy of the authority of the gateways' callers, and writes a changed one under the next revision", () => {
  const version = Object.values<Json>(production.resource.google_secret_manager_secret_version).find(({ secret }) =>
    secret.includes(".callers-authority."),
  );
  const digest = createHash("sha256").update(ORIGIN_PULL_AUTHORITY).digest("hex");

  expect(version!.secret_data_wo).toBe(ORIGIN_PULL_AUTHORITY);
  // Google is told the value only when the revision is another: change both at once.
  expect([version!.secret_data_wo_version, digest]).toEqual([
    1,
    "fa7511982d758634477a48dc6375f8fc8d5fed9fdb43235bc3923887fdea0597",
  ]);
});
