import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import { type Json, only, statements } from "../../../../support/synth";

const production = stacks["lp-production-workloads"]!;
const manifests: Record<string, Json> = Object.fromEntries(
  Object.values<Json>(production.resource.kubernetes_manifest).map(({ manifest }) => [
    `${manifest.kind}/${manifest.metadata.name}`,
    manifest,
  ]),
);
const deployments = production.resource.kubernetes_deployment_v1;

function container(deployment: string): Json {
  return deployments[deployment].spec.template.spec.container[0];
}

test("runs images of its own registry by tags that stay", () => {
  expect(container("api-gateway").image).toBe(
    "333333333333.dkr.ecr.us-east-1.amazonaws.com/lp-system/api-gateway:v2.0.0",
  );
  expect(Object.values<Json>(stacks["lp-production-registry"]!.resource.aws_ecr_repository)).toContainEqual(
    expect.objectContaining({ name: "lp-system/graphql-gateway", image_tag_mutability: "IMMUTABLE" }),
  );
});

test("leaves the number of pods to the autoscalers", () => {
  const targets = Object.values<Json>(production.resource.kubernetes_horizontal_pod_autoscaler_v2).map(
    ({ spec }) => spec.scale_target_ref.name,
  );

  expect(targets.sort()).toEqual(["api-gateway", "graphql-gateway"]);
  for (const { lifecycle } of Object.values<Json>(deployments)) {
    expect(lifecycle.ignore_changes).toEqual(["spec[0].replicas"]);
  }
});

test("starts pods when their secrets are there", () => {
  expect(deployments["api-gateway"].depends_on).toEqual(
    expect.arrayContaining(["kubernetes_manifest.database-secret", "kubernetes_manifest.redis-secret"]),
  );
  expect(container("api-gateway").env).toContainEqual({
    name: "DATABASE_URL",
    value_from: { secret_key_ref: { name: "database-secret", key: "connection-string" } },
  });
});

test("reads the cache's URL from the parameter that holds it, which the reader may read", () => {
  const kubernetes = stacks["lp-production-kubernetes"]!;
  const { name, value } = kubernetes.resource.aws_ssm_parameter["cache-url"];
  const read = Object.values<Json>(kubernetes.resource.aws_iam_role_policy).find(
    (policy) => policy.name === "read-cache-url",
  );

  expect(manifests["ExternalSecret/redis-secret"].spec.data[0].remoteRef.key).toBe(name);
  expect(value).toMatch(/^rediss:\/\/.+@.+:6379$/);
  expect(JSON.parse(read.policy).Statement[0].Resource).toBe(`arn:aws:ssm:us-east-1:333333333333:parameter${name}`);
});

test("ends TLS of the public names in the gateway, with a certificate where its pods are", () => {
  const [server] = manifests["Gateway/lp-gateway"].spec.servers;
  const certificate = manifests["Certificate/lp-tls-secret"];

  expect(server.hosts).toEqual(["api.lp-system.com", "app.lp-system.com"]);
  expect(certificate.spec.secretName).toBe(server.tls.credentialName);
  expect(certificate.metadata.namespace).toBe(manifests["Gateway/lp-gateway"].metadata.namespace);
  expect(certificate.spec.dnsNames).toEqual(expect.arrayContaining(server.hosts));
});

test("answers those alone who show a certificate of Cloudflare's, whose authority is there before", () => {
  const kubernetes = stacks["lp-production-kubernetes"]!;
  const { name, value } = kubernetes.resource.aws_ssm_parameter["callers-authority"];
  const read = Object.values<Json>(kubernetes.resource.aws_iam_role_policy).find(
    (policy) => policy.name === "read-callers-authority",
  );
  const gateway = production.resource.kubernetes_manifest.gateway;
  const { tls } = gateway.manifest.spec.servers[0];
  const authority = manifests[`ExternalSecret/${tls.credentialName}-cacert`];

  expect(tls.mode).toBe("MUTUAL");
  expect(gateway.depends_on).toContain("kubernetes_manifest.gateway-callers");
  expect(authority).toMatchObject({
    metadata: { namespace: gateway.manifest.metadata.namespace },
    spec: {
      secretStoreRef: { name: "parameter-store" },
      target: { name: "lp-tls-secret-cacert" },
      data: [{ secretKey: "cacert", remoteRef: { key: name } }],
    },
  });
  expect(value).toBe(ORIGIN_PULL_AUTHORITY);
  // What a parameter of the standard tier holds.
  expect(Buffer.byteLength(value)).toBeLessThanOrEqual(4096);
  expect(statements(read!.policy)[0]!.Resource).toBe(`arn:aws:ssm:us-east-1:333333333333:parameter${name}`);
});

test("lets the gateway's namespace have settings, and no secret of the platform's", () => {
  const namespaces = (store: string) => manifests[`ClusterSecretStore/${store}`].spec.conditions[0].namespaces;

  expect(namespaces("parameter-store")).toEqual(["production", "istio-system"]);
  expect(namespaces("secrets-manager")).toEqual(["production"]);
});

test("answers whoever reaches the gateway where no Cloudflare is before it", () => {
  const { kubernetes_manifest: development } = stacks["lp-development-workloads"]!.resource;

  expect(development.gateway.manifest.spec.servers[0].tls).toMatchObject({
    mode: "SIMPLE",
    credentialName: "lp-tls-secret",
  });
  expect(development).not.toHaveProperty("gateway-callers");
  expect(development["parameter-store"].manifest.spec.conditions).toEqual([{ namespaces: ["development"] }]);
  expect(Object.keys(stacks["lp-development-kubernetes"]!.resource.aws_ssm_parameter)).toEqual(["cache-url"]);
});

test("proves names in its own zone, whose records its identity may write", () => {
  const [{ dns01 }] = manifests["ClusterIssuer/letsencrypt-prod"].spec.acme.solvers;

  expect(dns01).toMatchObject({ cnameStrategy: "Follow", route53: { region: "us-east-1" } });
  expect(dns01.route53.hostedZoneID).toContain("aws_route53_zone");
});

test("routes every public name to a service there is", () => {
  const services = Object.values<Json>(production.resource.kubernetes_service_v1).flatMap(({ metadata, spec }) =>
    spec.port.map(({ port }: Json) => `${metadata.name}.production.svc.cluster.local:${port}`),
  );
  const routes = ["api-routing", "app-routing"].flatMap((name) => manifests[`VirtualService/${name}`].spec.http);

  for (const { route } of routes) {
    const { host, port } = route[0].destination;
    expect(services).toContain(`${host}:${port.number}`);
  }
  expect(routes.map(({ match }) => match?.[0].uri)).toContainEqual({ exact: "/health" });
});

test("registers the gateway's pods with the load balancer before it", () => {
  expect(manifests["TargetGroupBinding/lp-gateway"]).toMatchObject({
    metadata: { namespace: "istio-system" },
    spec: { targetType: "ip", serviceRef: { name: "istio-ingressgateway", port: 443 } },
  });
});

test("lets pods reach the data and each other as they must, and nothing else", () => {
  const policies = production.resource.kubernetes_network_policy_v1;
  const egress = policies["api-gateway-traffic"].spec.egress;

  expect(Object.values<Json>(policies)).toContainEqual(
    expect.objectContaining({ metadata: expect.objectContaining({ name: "default-deny" }) }),
  );
  expect(egress[0]).toMatchObject({
    to: [{ ip_block: { cidr: "10.0.0.0/16" } }],
    ports: [{ port: "5432" }, { port: "6379" }],
  });
  expect(egress.flatMap(({ to }: Json) => to).map((peer: Json) => peer.ip_block?.cidr)).not.toContain("0.0.0.0/0");
});

test("calls the namespace and names of development its own", () => {
  const { resource } = stacks["lp-development-workloads"]!;

  expect(only({ resource }, "kubernetes_namespace_v1").metadata).toMatchObject({
    name: "development",
    labels: { "istio-injection": "enabled" },
  });
  expect(resource.kubernetes_manifest.gateway.manifest.spec.servers[0].hosts).toEqual([
    "api.aws.development.lp-system.com",
    "app.aws.development.lp-system.com",
  ]);
});
