import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import { NAMESPACES } from "../../../../../../stacks/dafnckmachine/cluster/pods";
import { PORTS } from "../../../../../../stacks/dafnckmachine/ports";
import { stacks } from "../../../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-observability"]!;
const values = JSON.parse(resource.helm_release.prometheus.values[0]);

test("gives the application the name that Prometheus scrapes", () => {
  expect(resource.kubernetes_service_v1).toMatchObject({
    application: {
      metadata: { name: "app", namespace: NAMESPACES.agents },
      spec: { port: [{ port: PORTS.agents }] },
    },
    "application-name": {
      metadata: { name: "app" },
      spec: { type: "ExternalName", external_name: `app.${NAMESPACES.agents}.svc.cluster.local` },
    },
  });
});

test("publishes alerts to the topic of the CloudWatch alarms, as a service account that may", () => {
  const { config, serviceAccount } = values.alertmanager;
  const [people] = config.receivers.filter(({ name }: Json) => name === config.route.receiver);
  const kubernetes = stacks["dafnckmachine-production-kubernetes"]!.resource;
  const associations = Object.values<Json>(kubernetes.aws_eks_pod_identity_association);

  expect(people.sns_configs).toMatchObject([{ sigv4: { region: production.account.region }, send_resolved: true }]);
  expect(people.sns_configs[0].topic_arn).toContain("production-security.outputs");
  expect(associations).toContainEqual(
    expect.objectContaining({ namespace: "monitoring", service_account: serviceAccount.name }),
  );
});

test("sends the chart's permanent Watchdog alert to a receiver without recipients", () => {
  const { route, receivers } = values.alertmanager.config;
  const [silenced] = route.routes;

  expect(silenced.matchers).toEqual(['alertname =~ "Watchdog|InfoInhibitor"']);
  expect(receivers.find(({ name }: Json) => name === silenced.receiver)).toEqual({ name: silenced.receiver });
});

test("loads the dashboards into Grafana by their label", () => {
  const dashboards = Object.values<Json>(resource.kubernetes_config_map_v1).filter(
    ({ metadata }) => metadata.labels?.grafana_dashboard,
  );

  expect(dashboards.map(({ metadata }) => metadata.name)).toEqual([
    "dashboard-infrastructure-overview",
    "dashboard-application-metrics",
    "dashboard-business-metrics",
  ]);
});

test("generates Grafana's password inside the cluster", () => {
  const secrets = Object.values<Json>(resource.kubernetes_manifest).map(({ manifest }) => manifest);

  expect(secrets).toContainEqual(
    expect.objectContaining({
      kind: "ExternalSecret",
      metadata: { name: values.grafana.admin.existingSecret, namespace: "monitoring" },
    }),
  );
});

test("takes Grafana's images through the cache of Docker Hub, as the mesh does", () => {
  const { hub } = JSON.parse(
    stacks["dafnckmachine-production-controllers"]!.resource.helm_release.mesh_istiod_1C846E49.values[0],
  ).global;
  const { image, initChownData } = values.grafana;

  expect(hub).toMatch(/\/docker-hub-dafnckmachine\/istio$/);
  expect([`${image.registry}/istio`, `${initChownData.image.registry}/istio`]).toEqual([hub, hub]);
});
