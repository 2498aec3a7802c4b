import type { Json } from "@modules/checks/json";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { FRONT_ENDS } from "@modules/google/addresses";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-google-compute"]!;
const google = production.google!;
const { web, api } = google.compute;
const templates: Record<string, Json> = Object.fromEntries(
  Object.values<Json>(resource.google_compute_instance_template).map((one) => [one.name_prefix, one]),
);
const groups: Record<string, Json> = Object.fromEntries(
  Object.values<Json>(resource.google_compute_region_instance_group_manager).map((one) => [one.name, one]),
);

test("runs web servers of the environment's machine type on Ubuntu", () => {
  const { machine_type, disk, scheduling, tags } = templates["dafnckmachine-web-"]!;

  expect([machine_type, scheduling.preemptible]).toEqual([web.machineType, false]);
  expect(tags).toEqual(["web-server", "http-server", "https-server"]);
  expect(disk).toEqual([
    expect.objectContaining({
      disk_size_gb: web.diskGibibytes,
      disk_type: "pd-ssd",
      source_image: "ubuntu-os-cloud/ubuntu-2404-lts-amd64",
    }),
  ]);
});

test("runs API servers of the environment's machine type on Container-Optimized OS", () => {
  const { machine_type, disk, scheduling, tags } = templates["dafnckmachine-api-"]!;

  expect([machine_type, scheduling.preemptible, tags]).toEqual([api.machineType, false, ["api-server"]]);
  expect(disk).toEqual([
    expect.objectContaining({
      disk_size_gb: api.diskGibibytes,
      disk_type: "pd-ssd",
      source_image: "cos-cloud/cos-stable",
    }),
  ]);
});

test("starts web servers at their size and scales them within the environment's limits", () => {
  expect(groups["dafnckmachine-web"]).toMatchObject({
    base_instance_name: "web-instance",
    target_size: web.size,
    region: google.region,
    lifecycle: { ignore_changes: ["target_size"] },
  });
  expect(only({ resource }, "google_compute_region_autoscaler").autoscaling_policy).toMatchObject({
    min_replicas: web.min,
    max_replicas: web.max,
    cpu_utilization: { target: web.cpuUtilization },
  });
});

test("opens each tier's port to Google's front ends only", () => {
  const rules = Object.values<Json>(
    stacks["dafnckmachine-production-google-network"]!.resource.google_compute_firewall,
  ).filter(({ allow }) => allow);

  for (const [tier, port] of [
    ["web", 80],
    ["api", 3000],
  ] as const) {
    const { tags } = templates[`dafnckmachine-${tier}-`]!;
    const reaching = rules.filter(
      ({ target_tags, allow }) =>
        target_tags.some((tag: string) => tags.includes(tag)) &&
        allow.some(({ ports }: Json) => ports.includes(String(port))),
    );

    expect(groups[`dafnckmachine-${tier}`]!.named_port).toEqual([{ name: "http", port }]);
    expect(reaching.map(({ source_ranges }) => source_ranges)).toEqual([FRONT_ENDS]);
  }
});

test("runs each tier's image, which its service account may pull", () => {
  const pulls = Object.values<Json>(resource.google_artifact_registry_repository_iam_member);
  const image = `${google.region}-docker.pkg.dev/${google.project.id}/dafnckmachine/web:${web.imageTag}`;

  expect(templates["dafnckmachine-web-"]!.metadata["user-data"]).toContain(`'${image}'`);
  expect(pulls.map(({ member }) => member).sort()).toEqual([
    "${google_service_account.api-instances.member}",
    "${google_service_account.web-instances.member}",
  ]);
});

test("lets only the API use the database and the documents, and passes it their addresses", () => {
  const granted = Object.values<Json>(resource.google_project_iam_member)
    .filter(({ role }) => role !== "roles/logging.logWriter")
    .map(({ role, member }) => `${role} ${member}`);

  expect(granted.sort()).toEqual(
    ["cloudsql.client", "cloudsql.instanceUser", "datastore.user"].map(
      (role) => `roles/${role} \${google_service_account.api-instances.member}`,
    ),
  );
  expect(templates["dafnckmachine-api-"]!.metadata["user-data"]).toContain("FIRESTORE_DATABASE=dafnckmachine-nosql");
  expect(templates["dafnckmachine-api-"]!.metadata["user-data"]).toContain("DATABASE_HOST=${data.");
  expect(templates["dafnckmachine-api-"]!.metadata["user-data"]).toContain(
    "DATABASE_USER=${trimsuffix(google_service_account.api-instances.email",
  );
});

test("lets the pipeline grant every role that the stack grants", () => {
  const bootstrap = JSON.stringify(stacks["dafnckmachine-production-google-bootstrap"]!.resource);

  for (const { role } of Object.values<Json>(resource.google_project_iam_member)) {
    expect(bootstrap).toContain(`'${role}'`);
  }
});

test("has certificates for its own name and for the public names that a failover points to it", () => {
  const certified = Object.values<Json>(resource.google_certificate_manager_certificate).flatMap(
    ({ managed }) => managed.domains,
  );
  const zone = production.cloudflare!.zone;

  expect(certified).toEqual([`gcp.${production.domain}`, `app.${zone}`, `api.${zone}`]);
});

test("admits Cloudflare and administrators only, and limits the rate of each of Cloudflare's clients", () => {
  const { rule, advanced_options_config } = only({ resource }, "google_compute_security_policy");
  const throttling = rule.filter(({ action }: Json) => action === "throttle");

  expect(throttling.flatMap(({ match }: Json) => match.config.src_ip_ranges)).toEqual([
    ...CLOUDFLARE_IPV4,
    ...google.adminCidrs,
  ]);
  expect(rule.at(-1).action).toBe("deny(403)");
  expect(advanced_options_config.user_ip_request_headers).toEqual(["CF-Connecting-IP"]);
});

test("admits everyone without Cloudflare", () => {
  const development = stacks["dafnckmachine-development-google-compute"]!;

  expect(only(development, "google_compute_security_policy").rule.at(-1).action).toBe("allow");
});
