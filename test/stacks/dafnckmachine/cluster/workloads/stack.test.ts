import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { NAMESPACES, USER } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { stacks } from "../../../../support/stacks";
import { manifest, workloads } from "../objects";

const ENVIRONMENTS = ["development", "staging", "production"];

test("runs every pod as the user of the images", () => {
  for (const { spec } of Object.values<Json>(workloads().kubernetes_deployment_v1)) {
    expect(spec.template.spec.security_context).toMatchObject({ run_as_user: String(USER), run_as_non_root: true });
  }
});

test("leaves the replicas of every deployment to its autoscaler", () => {
  for (const environment of ENVIRONMENTS) {
    const targets = Object.values<Json>(workloads(environment).kubernetes_horizontal_pod_autoscaler_v2).map(
      ({ spec }) => spec.scale_target_ref.name,
    );
    for (const { metadata, lifecycle } of Object.values<Json>(workloads(environment).kubernetes_deployment_v1)) {
      expect(targets).toContain(metadata.name);
      expect(lifecycle.ignore_changes).toEqual(["spec[0].replicas"]);
    }
  }
});

test("opens each secret store only to the namespaces that use it", () => {
  expect(manifest("ClusterSecretStore", "secrets-manager").spec).toEqual({
    provider: { aws: { service: "SecretsManager", region: production.account.region } },
    conditions: [{ namespaces: [NAMESPACES.api] }],
  });
  expect(manifest("ClusterSecretStore", "parameter-store").spec.conditions).toEqual([
    { namespaces: [NAMESPACES.agents] },
  ]);
});

test("writes ACME challenges in the environment's Route 53 zone", () => {
  const [{ dns01 }] = manifest("ClusterIssuer", "letsencrypt-prod").spec.acme.solvers;

  expect(dns01.route53).toMatchObject({
    region: production.account.region,
    hostedZoneID: expect.stringContaining("production-dns.outputs"),
  });
});

test("redirects the challenge of the public name from Cloudflare to Route 53", () => {
  const records = Object.values<Json>(
    stacks["dafnckmachine-production-cloudflare-edge"]!.resource.cloudflare_dns_record,
  );

  expect(records).toContainEqual(
    expect.objectContaining({
      name: `_acme-challenge.api.${production.cloudflare!.zone}`,
      type: "CNAME",
      content: `_acme-challenge.api.${production.domain}`,
      proxied: false,
    }),
  );
});

test("binds pods of the gateway to its target group in every environment", () => {
  for (const environment of ENVIRONMENTS) {
    expect(manifest("TargetGroupBinding", "gateway", environment).spec.serviceRef).toEqual({
      name: "istio-ingressgateway",
      port: 80,
    });
  }
});

test("binds pods of ingress-nginx where agents are served in the cluster", () => {
  expect(manifest("TargetGroupBinding", "ingress", "development").metadata.namespace).toBe("ingress-nginx");
  expect(manifest("TargetGroupBinding", "ingress")).toBeUndefined();
});

test("refuses to delete the namespaces of production", () => {
  for (const { lifecycle } of Object.values<Json>(workloads().kubernetes_namespace_v1)) {
    expect(lifecycle.prevent_destroy).toBe(true);
  }
});
