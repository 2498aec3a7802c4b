import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const controllers = stacks["lp-production-google-controllers"]!;
const kubernetes = stacks["lp-production-google-kubernetes"]!;

const releases = Object.fromEntries(
  Object.values<Json>(controllers.resource.helm_release).map(({ chart, values }) => [chart, JSON.parse(values[0])]),
);

test("reaches the cluster by its name, as whoever runs it", () => {
  const [{ host, exec, cluster_ca_certificate: authority }] = controllers.provider.kubernetes;

  expect(host).toMatch(/^https:\/\/\$\{.*dns_endpoint_config0endpoint\}$/);
  expect(exec[0].command).toBe("gke-gcloud-auth-plugin");
  // Of a public name: signed by an authority every machine knows.
  expect(authority).toBeUndefined();
});

test("installs what LP's workloads need and GKE does not have", () => {
  expect(Object.keys(releases).sort()).toEqual([
    "base",
    "cert-manager",
    "cni",
    "external-secrets",
    "gateway",
    "istiod",
  ]);
});

test("answers Cloudflare at the address that was kept for it, and nobody else", () => {
  expect(releases.gateway.service).toMatchObject({
    type: "LoadBalancer",
    loadBalancerIP: expect.stringContaining("google_compute_addressgatewayaddress"),
    loadBalancerSourceRanges: CLOUDFLARE_IPV4,
    externalTrafficPolicy: "Local",
  });
});

test("reads secrets as an account of its own, and those of LP only", () => {
  const [annotation] = Object.values<string>(releases["external-secrets"].serviceAccount.annotations);
  const readers = Object.values<Json>(kubernetes.resource.google_secret_manager_secret_iam_member).filter(
    ({ member }) => member === "${google_service_account.secrets-reader.member}",
  );

  expect(annotation).toContain("google_service_accountsecrets-readeremail");
  expect(readers.map(({ secret_id }) => secret_id)).toEqual([
    "${google_secret_manager_secret.callers-authority.id}",
    "${google_secret_manager_secret.database-url.id}",
    expect.stringContaining("cache-url"),
  ]);
});

test("lets plans read what is in it, by the account they act as", () => {
  expect(only(controllers, "kubernetes_cluster_role_binding_v1").subject).toMatchObject([
    { kind: "User", name: expect.stringContaining("plan") },
  ]);
});
