import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const workloads = stacks["lp-production-google-workloads"]!;
const aws = stacks["lp-production-workloads"]!;
const { kubernetes_deployment_v1: deployments, kubernetes_network_policy_v1: policies } = workloads.resource;

const manifests = (stack: Json): Record<string, Json> =>
  Object.fromEntries(
    Object.values<Json>(stack.resource.kubernetes_manifest).map(({ manifest }) => [
      `${manifest.kind}/${manifest.metadata.name}`,
      manifest,
    ]),
  );

function container(deployment: string): Json {
  return deployments[deployment].spec.template.spec.container[0];
}

/** Rules of a policy, one text for each peer and port. */
function rules(policy: string, direction: "ingress" | "egress"): string[] {
  return policies[policy].spec[direction].flatMap(({ from, to, ports }: Json) =>
    (from ?? to).flatMap(({ ip_block, pod_selector }: Json) =>
      ports.map(({ port }: Json) => `${ip_block?.cidr ?? pod_selector.match_labels.app}:${port}`),
    ),
  );
}

test("routes requests as AWS does", () => {
  const [here, there] = [manifests(workloads), manifests(aws)];

  for (const object of ["VirtualService/api-routing", "VirtualService/app-routing", "DestinationRule/api-gateway-dr"]) {
    expect(here[object]).toEqual(there[object]);
  }
  expect(here["Gateway/lp-gateway"]).toEqual(there["Gateway/lp-gateway"]);
});

test("runs the same versions, of images that are in Google Cloud", () => {
  const tag = (image: string) => image.split("/").at(-1);

  expect(container("api-gateway").image).toBe("us-west1-docker.pkg.dev/example-lp-prod/lp-system/api-gateway:v2.0.0");
  for (const name of ["api-gateway", "graphql-gateway"]) {
    const there = aws.resource.kubernetes_deployment_v1[name].spec.template.spec.container[0].image;
    expect(tag(container(name).image)).toBe(tag(there));
  }
});

test("scales by what GKE measures itself", () => {
  const { metric, min_replicas, max_replicas } =
    workloads.resource.kubernetes_horizontal_pod_autoscaler_v2["api-gateway-hpa"].spec;

  expect([min_replicas, max_replicas]).toEqual([5, 50]);
  expect(metric.map(({ type, resource }: Json) => [type, resource?.name])).toEqual([
    ["Resource", "cpu"],
    ["Resource", "memory"],
  ]);
});

test("takes secrets from Secret Manager, for production and its gateway alone", () => {
  const { "ClusterSecretStore/secret-manager": store, ...others } = manifests(workloads);

  expect(store!.spec).toMatchObject({
    provider: { gcpsm: { projectID: "example-lp-prod" } },
    conditions: [{ namespaces: ["production", "istio-system"] }],
  });
  expect(others["ExternalSecret/database-secret"]!.spec.data).toEqual([
    { secretKey: "connection-string", remoteRef: { key: "lp-database-url" } },
  ]);
  expect(others["ExternalSecret/redis-secret"]!.spec.data).toEqual([
    { secretKey: "connection-string", remoteRef: { key: "lp-cache-url" } },
  ]);
});

test("asks callers for Cloudflare's certificate as AWS does, by an authority that is in Google Cloud", () => {
  const { gateway } = workloads.resource.kubernetes_manifest;
  const { "ExternalSecret/lp-tls-secret-cacert": authority } = manifests(workloads);
  const secret = stacks["lp-production-google-kubernetes"]!.resource.google_secret_manager_secret["callers-authority"];

  expect(gateway.manifest.spec.servers[0].tls.mode).toBe("MUTUAL");
  expect(gateway.depends_on).toContain("kubernetes_manifest.gateway-callers");
  expect(authority).toMatchObject({
    metadata: { namespace: "istio-system" },
    spec: { data: [{ secretKey: "cacert", remoteRef: { key: secret.secret_id } }] },
  });
});

test("proves names in Route 53 by a role it takes with its own token", () => {
  const { "ClusterIssuer/letsencrypt-prod": issuer } = manifests(workloads);

  expect(issuer!.spec.acme.solvers[0].dns01.route53).toMatchObject({
    role: expect.stringContaining("aws_iam_rolecert-managerarn"),
    auth: { kubernetes: { serviceAccountRef: { name: "cert-manager" } } },
  });
});

test("reaches the database by a proxy that logs in as an account of its own", () => {
  const account = workloads.resource.kubernetes_service_account_v1["database-account"];

  expect(container("database-proxy").args).toEqual(expect.arrayContaining(["--private-ip", "--auto-iam-authn"]));
  expect(account.metadata.annotations["iam.gke.io/gcp-service-account"]).toContain("database-useremail");
  expect(account.metadata.name).toBe("database");
  expect(rules("database-traffic", "ingress")).toEqual(["api-gateway:5432"]);
  expect(rules("database-traffic", "egress")).toEqual(
    expect.arrayContaining(["10.30.64.0/20:3307", "0.0.0.0/0:443", "169.254.169.252/32:988"]),
  );
});

test("lets the API out to the proxy and the cache, whose certificate it knows", () => {
  expect(rules("api-gateway-traffic", "egress")).toEqual(
    expect.arrayContaining(["database:5432", "10.30.64.0/20:6378"]),
  );
  expect(container("api-gateway").env).toContainEqual({
    name: "NODE_EXTRA_CA_CERTS",
    value: "/etc/authorities/ca.pem",
  });
  expect(only(workloads, "kubernetes_config_map_v1").data["ca.pem"]).toContain("server_ca_certs");
});

test("keeps development apart, and small", () => {
  const { development } = workloads.resource.kubernetes_namespace_v1;
  const denied = Object.values<Json>(policies).find(
    ({ metadata }) => metadata.name === "default-deny" && metadata.namespace.includes("development"),
  );

  expect(development.metadata.name).toBe("development");
  expect(denied!.spec).toMatchObject({ policy_types: ["Ingress", "Egress"], ingress: [], egress: [] });
  expect(only(workloads, "kubernetes_resource_quota_v1").spec.hard).toMatchObject({
    "requests.cpu": "2",
    "services.loadbalancers": "0",
  });
});

test("lets cert-manager make the tokens its role in AWS is taken by, where its chart does not", () => {
  const { "issuer-tokens": role } = workloads.resource.kubernetes_role_v1;
  const { "issuer-tokens-binding": binding } = workloads.resource.kubernetes_role_binding_v1;
  const { "ClusterIssuer/letsencrypt-prod": issuer } = manifests(workloads);
  const { name } = issuer!.spec.acme.solvers[0].dns01.route53.auth.kubernetes.serviceAccountRef;

  expect(role).toMatchObject({
    metadata: { namespace: "cert-manager" },
    rule: [{ resources: ["serviceaccounts/token"], resource_names: [name], verbs: ["create"] }],
  });
  expect(binding.subject).toEqual([{ kind: "ServiceAccount", name: "cert-manager", namespace: "cert-manager" }]);
  expect(workloads.resource.kubernetes_manifest.issuer.depends_on).toContain(
    "kubernetes_role_binding_v1.issuer-tokens-binding",
  );
  expect(aws.resource).not.toHaveProperty("kubernetes_role_v1");
});
