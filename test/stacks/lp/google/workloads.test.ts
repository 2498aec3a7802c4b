import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_TLS_PORT } from "@modules/core/ports";
import { manifests, only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const workloads = stacks["lp-production-google-workloads"]!;
const aws = stacks["lp-production-workloads"]!;
const { kubernetes_deployment_v1: deployments, kubernetes_network_policy_v1: policies } = workloads.resource;

const { namespace } = production.kubernetes;
const { project, region, network } = production.google!;
const { apiGateway } = production.workloads;

function container(deployment: string): Json {
  return deployments[deployment].spec.template.spec.container[0];
}

/** Rules of a policy, as `<peer>:<port>`. */
function rules(policy: string, direction: "ingress" | "egress"): string[] {
  return policies[policy].spec[direction].flatMap(({ from, to, ports }: Json) =>
    (from ?? to).flatMap(({ ip_block, pod_selector }: Json) =>
      ports.map(({ port }: Json) => `${ip_block?.cidr ?? pod_selector.match_labels.app}:${port}`),
    ),
  );
}

test("routes requests as in EKS", () => {
  const [here, there] = [manifests(workloads), manifests(aws)];

  for (const object of ["VirtualService/api-routing", "VirtualService/app-routing", "DestinationRule/api-gateway-dr"]) {
    expect(here[object]).toEqual(there[object]);
  }
  expect(here["Gateway/lp-gateway"]).toEqual(there["Gateway/lp-gateway"]);
});

test("runs the image versions of EKS from Artifact Registry", () => {
  const tag = (image: string) => image.split("/").at(-1);

  expect(container("api-gateway").image).toBe(
    `${region}-docker.pkg.dev/${project.id}/lp-system/api-gateway:${apiGateway.version}`,
  );
  for (const name of ["api-gateway", "graphql-gateway"]) {
    const there = aws.resource.kubernetes_deployment_v1[name].spec.template.spec.container[0].image;
    expect(tag(container(name).image)).toBe(tag(there));
  }
});

test("scales by CPU and memory, without request metrics", () => {
  const { metric, min_replicas, max_replicas } =
    workloads.resource.kubernetes_horizontal_pod_autoscaler_v2["api-gateway-hpa"].spec;

  expect([min_replicas, max_replicas]).toEqual([apiGateway.minReplicas, apiGateway.maxReplicas]);
  expect(metric.map(({ type, resource }: Json) => [type, resource?.name])).toEqual([
    ["Resource", "cpu"],
    ["Resource", "memory"],
  ]);
});

test("reads secrets from Secret Manager, for the namespaces of the services and the gateway", () => {
  const { "ClusterSecretStore/secret-manager": store, ...others } = manifests(workloads);

  expect(store!.spec).toMatchObject({
    provider: { gcpsm: { projectID: project.id } },
    conditions: [{ namespaces: [namespace, "istio-system"] }],
  });
  expect(others["ExternalSecret/database-secret"]!.spec.data).toEqual([
    { secretKey: "connection-string", remoteRef: { key: "lp-database-url" } },
  ]);
  expect(others["ExternalSecret/redis-secret"]!.spec.data).toEqual([
    { secretKey: "connection-string", remoteRef: { key: "lp-cache-url" } },
  ]);
});

test("requires Cloudflare's client certificate, with a CA certificate from Secret Manager", () => {
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

test("answers DNS-01 challenges in Route 53 with a role that it assumes by its own token", () => {
  const { "ClusterIssuer/letsencrypt-prod": issuer } = manifests(workloads);

  expect(issuer!.spec.acme.solvers[0].dns01.route53).toMatchObject({
    role: expect.stringContaining("aws_iam_rolecert-managerarn"),
    auth: { kubernetes: { serviceAccountRef: { name: "cert-manager" } } },
  });
});

test("reaches the database through a proxy with a service account of its own", () => {
  const account = workloads.resource.kubernetes_service_account_v1["database-account"];

  expect(container("database-proxy").args).toEqual(expect.arrayContaining(["--private-ip", "--auto-iam-authn"]));
  expect(account.metadata.annotations["iam.gke.io/gcp-service-account"]).toContain("database-useremail");
  expect(account.metadata.name).toBe("database");
  expect(rules("database-traffic", "ingress")).toEqual([`api-gateway:${POSTGRES_PORT}`]);
  expect(rules("database-traffic", "egress")).toEqual(
    expect.arrayContaining([`${network.servicesCidr}:3307`, "0.0.0.0/0:443", "169.254.169.252/32:988"]),
  );
});

test("lets the API connect to the proxy and to the cache, whose CA certificate it trusts", () => {
  expect(rules("api-gateway-traffic", "egress")).toEqual(
    expect.arrayContaining([`database:${POSTGRES_PORT}`, `${network.servicesCidr}:${REDIS_TLS_PORT}`]),
  );
  expect(container("api-gateway").env).toContainEqual({
    name: "NODE_EXTRA_CA_CERTS",
    value: "/etc/authorities/ca.pem",
  });
  expect(only(workloads, "kubernetes_config_map_v1").data["ca.pem"]).toContain("server_ca_certs");
});

test("isolates the development namespace and limits its resources", () => {
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

test("lets cert-manager create the tokens that it assumes the AWS role with", () => {
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
