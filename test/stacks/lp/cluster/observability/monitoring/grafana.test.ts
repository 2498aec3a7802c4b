import type { Json } from "@modules/checks/json";
import { manifests } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { production } from "../../../../../../environments/lp/production";
import { stacks } from "../../../../../support/stacks";

const observability = stacks["lp-production-observability"]!;
const { resource } = observability;
const { grafana } = resource.kubernetes_deployment_v1;
const [container] = grafana.spec.template.spec.container;
const settings = production.observability.grafana;

function variable(name: string): Json {
  return container.env.find((one: Json) => one.name === name);
}

test("runs the environment's replicas and version without a volume", () => {
  expect(grafana).toMatchObject({
    metadata: { name: "grafana", namespace: "monitoring" },
    spec: { replicas: `${settings.replicas}` },
  });
  expect(container).toMatchObject({
    image: `${production.account.id}.dkr.ecr.us-east-1.amazonaws.com/docker-hub-lp/grafana/grafana:${settings.version}`,
    port: [{ container_port: 3000 }],
    resources: { requests: { memory: "512Mi", cpu: "250m" }, limits: { memory: "1Gi", cpu: "500m" } },
  });
  expect(grafana.spec.template.spec.volume.filter((volume: Json) => volume.persistent_volume_claim)).toEqual([]);
});

test("keeps its state in Aurora over an encrypted connection", () => {
  expect(variable("GF_DATABASE_HOST").value).toBe("postgres.monitoring.svc.cluster.local:5432");
  expect(variable("GF_DATABASE_SSL_MODE").value).toBe("require");
  expect(resource.kubernetes_service_v1.postgres.spec).toMatchObject({
    type: "ExternalName",
    external_name: expect.stringContaining("terraform_remote_state"),
  });
});

test.each([
  ["GF_SECURITY_ADMIN_PASSWORD", "grafana-secret", "admin-password"],
  ["GF_DATABASE_USER", "grafana-login", "username"],
  ["GF_DATABASE_PASSWORD", "grafana-login", "password"],
  ["GF_SECURITY_SECRET_KEY", "grafana-encryption", "password"],
])("reads %s from the Secret %s", (name, secret, key) => {
  expect(variable(name).value_from.secret_key_ref).toEqual({ name: secret, key });
  expect(manifests(observability)[`ExternalSecret/${secret}`]!.spec.target.name).toBe(secret);
});

test("waits for the login of its database", () => {
  expect(grafana.depends_on).toContain("kubernetes_manifest.grafana-login");
  for (const { remoteRef } of manifests(observability)["ExternalSecret/grafana-login"]!.spec.data) {
    expect(remoteRef.key).toContain("users_grafana");
  }
});

test("restarts when its login rotates, which it reads at its start only", () => {
  const [, , script] = container.liveness_probe.exec.command;

  expect(container.volume_mount).toContainEqual(
    expect.objectContaining({ name: "database", mount_path: "/etc/grafana-login" }),
  );
  expect(script).toMatch(
    /^test "\$\(cat \/etc\/grafana-login\/password\)" = "\$GF_DATABASE_PASSWORD"; wget .*\/api\/health$/,
  );
});

test("mounts its data source and dashboards where Grafana loads them", () => {
  const mounts = Object.fromEntries(container.volume_mount.map(({ name, mount_path }: Json) => [name, mount_path]));
  const { data } = resource.kubernetes_config_map_v1["grafana-dashboards"];

  expect(mounts["grafana-config"]).toBe("/etc/grafana/provisioning/datasources");
  expect(parse(data["files.yaml"]).providers[0].options.path).toBe(mounts["grafana-dashboards"]);
  expect(JSON.parse(data["api-gateway.json"]).title).toBe("API Gateway");
});
