import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const controllers = stacks["lp-production-google-controllers"]!;
const gke = stacks["lp-production-google-kubernetes"]!;

const values = Object.fromEntries(
  resources(controllers, "helm_release").map(({ chart, values }) => [chart, JSON.parse(values[0])]),
);

test("connects to the cluster's DNS name with a token of whoever runs Terraform", () => {
  const [{ host, exec, cluster_ca_certificate: authority }] = controllers.provider.kubernetes;

  expect(host).toMatch(/^https:\/\/\$\{.*dns_endpoint_config0endpoint\}$/);
  expect(exec[0].command).toBe("gke-gcloud-auth-plugin");
  // A public authority signs the certificate of the DNS name.
  expect(authority).toBeUndefined();
});

test("installs the operators that GKE does not bring", () => {
  expect(Object.keys(values).sort()).toEqual(["base", "cert-manager", "cni", "external-secrets", "gateway", "istiod"]);
});

test("exposes the gateway at its reserved address to Cloudflare only", () => {
  expect(values.gateway.service).toMatchObject({
    type: "LoadBalancer",
    loadBalancerIP: expect.stringContaining("google_compute_addressgatewayaddress"),
    loadBalancerSourceRanges: CLOUDFLARE_IPV4,
    externalTrafficPolicy: "Local",
  });
});

test("lets External Secrets read LP's secrets as its own service account", () => {
  const [annotation] = Object.values<string>(values["external-secrets"].serviceAccount.annotations);
  const readable = resources(gke, "google_secret_manager_secret_iam_member").filter(
    ({ member }) => member === "${google_service_account.secrets-reader.member}",
  );

  expect(annotation).toContain("google_service_accountsecrets-readeremail");
  expect(readable.map(({ secret_id }) => secret_id)).toEqual([
    "${google_secret_manager_secret.callers-authority.id}",
    "${google_secret_manager_secret.database-url.id}",
    expect.stringContaining("cache-url"),
  ]);
});

test("lets the planner's service account read the cluster", () => {
  expect(only(controllers, "kubernetes_cluster_role_binding_v1").subject).toMatchObject([
    { kind: "User", name: expect.stringContaining("plan") },
  ]);
});
