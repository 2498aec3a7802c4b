import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-observability"]!;

test("starts Fluentd after the data streams have their templates", () => {
  expect(resource.kubernetes_daemon_set_v1.fluentd.depends_on).toEqual(
    expect.arrayContaining(["kubernetes_job_v1.logging-setup", "helm_release.logstash"]),
  );
});

test("gives Elasticsearch a name that does not depend on the operator", () => {
  expect(resource.kubernetes_service_v1["elasticsearch-name"]).toMatchObject({
    metadata: { name: "elasticsearch" },
    spec: { type: "ExternalName", external_name: "dafnck-machine-logs-es-http.logging.svc.cluster.local" },
  });
});

test("admits pods of the namespace, and the API server to the operator's webhook", () => {
  const { ingress } = resource.kubernetes_network_policy_v1["logging-policy"].spec;

  expect(ingress).toMatchObject([
    { from: [{ pod_selector: {} }] },
    { from: [{ ip_block: { cidr: production.network.cidr } }], ports: [{ port: "9443" }] },
  ]);
});
