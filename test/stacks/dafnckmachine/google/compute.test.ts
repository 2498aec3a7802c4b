import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-google-compute"]!;
const templates: Record<string, Json> = Object.fromEntries(
  Object.values<Json>(resource.google_compute_instance_template).map((one) => [one.name_prefix, one]),
);
const groups: Record<string, Json> = Object.fromEntries(
  Object.values<Json>(resource.google_compute_region_instance_group_manager).map((one) => [one.name, one]),
);

test("has the web instances the design asks for", () => {
  const { machine_type, disk, scheduling, tags } = templates["dafnckmachine-web-"]!;

  expect([machine_type, scheduling.preemptible]).toEqual(["e2-medium", false]);
  expect(tags).toEqual(["web-server", "http-server", "https-server"]);
  expect(disk).toEqual([
    expect.objectContaining({
      disk_size_gb: 20,
      disk_type: "pd-ssd",
      source_image: "ubuntu-os-cloud/ubuntu-2404-lts-amd64",
    }),
  ]);
});

test("has the API instances the design asks for", () => {
  const { machine_type, disk, scheduling, tags } = templates["dafnckmachine-api-"]!;

  expect([machine_type, scheduling.preemptible, tags]).toEqual(["c2-standard-4", false, ["api-server"]]);
  expect(disk).toEqual([
    expect.objectContaining({ disk_size_gb: 50, disk_type: "pd-ssd", source_image: "cos-cloud/cos-stable" }),
  ]);
});

test("starts three web instances and scales them between two and ten", () => {
  expect(groups["dafnckmachine-web"]).toMatchObject({
    base_instance_name: "web-instance",
    target_size: 3,
    region: "us-central1",
    lifecycle: { ignore_changes: ["target_size"] },
  });
  expect(only({ resource }, "google_compute_region_autoscaler").autoscaling_policy).toMatchObject({
    min_replicas: 2,
    max_replicas: 10,
    cpu_utilization: { target: 0.7 },
  });
});

test("lets Google's front ends reach each tier on the port it serves, and nobody else", () => {
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
    expect(reaching.map(({ source_ranges }) => source_ranges)).toEqual([["35.191.0.0/16", "130.211.0.0/22"]]);
  }
});

test("runs each tier's image from the repository, which its account may pull from", () => {
  const pulls = Object.values<Json>(resource.google_artifact_registry_repository_iam_member);
  const image = "us-central1-docker.pkg.dev/example-dafnckmachine-prod/dafnckmachine/web:v1.0.0";

  expect(templates["dafnckmachine-web-"]!.metadata["user-data"]).toContain(`'${image}'`);
  expect(pulls.map(({ member }) => member).sort()).toEqual([
    "${google_service_account.api-instances.member}",
    "${google_service_account.web-instances.member}",
  ]);
});

test("lets the API alone use the database and the documents, and tells it where they are", () => {
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

test("gives the pipeline leave for every role it hands out", () => {
  const bootstrap = JSON.stringify(stacks["dafnckmachine-production-google-bootstrap"]!.resource);

  for (const { role } of Object.values<Json>(resource.google_project_iam_member)) {
    expect(bootstrap).toContain(`'${role}'`);
  }
});

test("answers by a name whose record leads to the load balancer", () => {
  const records = stacks["dafnckmachine-production-google-records"]!;
  const { name, records: addresses } = only(records, "aws_route53_record");

  expect(only({ resource }, "google_compute_managed_ssl_certificate").managed.domains).toEqual([name]);
  expect(addresses).toEqual([expect.stringContaining("dafnckmachine-production-google-compute")]);
});
