import type { Json } from "@modules/checks/json";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { manifests, only, resources, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../../environments/lp/development";
import { production as productionFile } from "../../../../../environments/lp/production";
import { lpSchema } from "../../../../../environments/lp/rules";
import { publicHosts } from "../../../../../stacks/lp/cluster/gateway";
import { stacks } from "../../../../support/stacks";

const { account, kubernetes, network, workloads } = productionFile;
const production = stacks["lp-production-workloads"]!;
const objects = manifests(production);
const deployments = production.resource.kubernetes_deployment_v1;

function container(deployment: string): Json {
  return deployments[deployment].spec.template.spec.container[0];
}

test("runs images of the environment's registry by immutable tags", () => {
  expect(container("api-gateway").image).toBe(
    `${account.id}.dkr.ecr.${account.region}.amazonaws.com/lp-system/api-gateway:${workloads.apiGateway.version}`,
  );
  expect(resources(stacks["lp-production-registry"]!, "aws_ecr_repository")).toContainEqual(
    expect.objectContaining({ name: "lp-system/graphql-gateway", image_tag_mutability: "IMMUTABLE" }),
  );
});

test("leaves the number of pods to the autoscalers", () => {
  const targets = resources(production, "kubernetes_horizontal_pod_autoscaler_v2").map(
    ({ spec }) => spec.scale_target_ref.name,
  );

  expect(targets.sort()).toEqual(["api-gateway", "graphql-gateway"]);
  for (const { lifecycle } of Object.values<Json>(deployments)) {
    expect(lifecycle.ignore_changes).toEqual(["spec[0].replicas"]);
  }
});

test("creates the secrets before the pods that read them", () => {
  expect(deployments["api-gateway"].depends_on).toEqual(
    expect.arrayContaining(["kubernetes_manifest.database-secret", "kubernetes_manifest.redis-secret"]),
  );
  expect(container("api-gateway").env).toContainEqual({
    name: "DATABASE_URL",
    value_from: { secret_key_ref: { name: "database-secret", key: "connection-string" } },
  });
});

test("reads the cache's URL from a parameter that External Secrets may read", () => {
  const kubernetes = stacks["lp-production-kubernetes"]!;
  const { name, value } = kubernetes.resource.aws_ssm_parameter["cache-url"];
  const read = resources(kubernetes, "aws_iam_role_policy").find((policy) => policy.name === "read-cache-url");

  expect(objects["ExternalSecret/redis-secret"]!.spec.data[0].remoteRef.key).toBe(name);
  expect(value).toMatch(new RegExp(`^rediss://.+@.+:${REDIS_PORT}$`));
  expect(JSON.parse(read.policy).Statement[0].Resource).toBe(
    `arn:aws:ssm:${account.region}:${account.id}:parameter${name}`,
  );
});

test("logs in to the database with tokens, so that its URL holds no password", () => {
  const { name, value } = stacks["lp-production-kubernetes"]!.resource.aws_ssm_parameter["database-url"];

  expect(objects["ExternalSecret/database-secret"]!.spec.data[0].remoteRef.key).toBe(name);
  expect(value).toMatch(new RegExp(`^postgresql://api@.+:${POSTGRES_PORT}/lp_production\\?sslmode=require$`));
});

test("terminates TLS of the public hosts in the gateway, with a certificate in its namespace", () => {
  const [server] = objects["Gateway/lp-gateway"]!.spec.servers;
  const certificate = objects["Certificate/lp-tls-secret"];

  expect(server.hosts).toEqual(Object.values(publicHosts(lpSchema.parse(productionFile))));
  expect(certificate.spec.secretName).toBe(server.tls.credentialName);
  expect(certificate.metadata.namespace).toBe(objects["Gateway/lp-gateway"]!.metadata.namespace);
  expect(certificate.spec.dnsNames).toEqual(expect.arrayContaining(server.hosts));
});

test("requires Cloudflare's client certificate, whose CA certificate is there before the gateway", () => {
  const kubernetes = stacks["lp-production-kubernetes"]!;
  const { name, value } = kubernetes.resource.aws_ssm_parameter["callers-authority"];
  const read = resources(kubernetes, "aws_iam_role_policy").find((policy) => policy.name === "read-callers-authority");
  const gateway = production.resource.kubernetes_manifest.gateway;
  const { tls } = gateway.manifest.spec.servers[0];
  const authority = objects[`ExternalSecret/${tls.credentialName}-cacert`];

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
  // Limit of a standard parameter.
  expect(Buffer.byteLength(value)).toBeLessThanOrEqual(4096);
  expect(statements(read!.policy)[0]!.Resource).toBe(`arn:aws:ssm:${account.region}:${account.id}:parameter${name}`);
});

test("reads parameters only, which hold no secret", () => {
  expect(objects["ClusterSecretStore/parameter-store"]!.spec.conditions[0].namespaces).toEqual([
    kubernetes.namespace,
    "istio-system",
  ]);
  expect(Object.keys(objects).filter((id) => id.startsWith("ClusterSecretStore/"))).toHaveLength(1);
});

test("requires no client certificate without Cloudflare in front", () => {
  const { kubernetes_manifest: development } = stacks["lp-development-workloads"]!.resource;

  expect(development.gateway.manifest.spec.servers[0].tls).toMatchObject({
    mode: "SIMPLE",
    credentialName: "lp-tls-secret",
  });
  expect(development).not.toHaveProperty("gateway-callers");
  expect(development["parameter-store"].manifest.spec.conditions).toEqual([
    { namespaces: [developmentFile.kubernetes.namespace] },
  ]);
  expect(Object.keys(stacks["lp-development-kubernetes"]!.resource.aws_ssm_parameter)).toEqual([
    "cache-url",
    "database-url",
  ]);
});

test("answers DNS-01 challenges in the environment's zone, also those of CNAME records that lead there", () => {
  const [{ dns01 }] = objects["ClusterIssuer/letsencrypt-prod"]!.spec.acme.solvers;

  expect(dns01).toMatchObject({ cnameStrategy: "Follow", route53: { region: account.region } });
  expect(dns01.route53.hostedZoneID).toContain("aws_route53_zone");
});

test("routes every public host to an existing service and port", () => {
  const services = resources(production, "kubernetes_service_v1").flatMap(({ metadata, spec }) =>
    spec.port.map(({ port }: Json) => `${metadata.name}.${kubernetes.namespace}.svc.cluster.local:${port}`),
  );
  const routes = ["api-routing", "app-routing"].flatMap((name) => objects[`VirtualService/${name}`]!.spec.http);

  for (const { route } of routes) {
    const { host, port } = route[0].destination;
    expect(services).toContain(`${host}:${port.number}`);
  }
  expect(routes.map(({ match }) => match?.[0].uri)).toContainEqual({ exact: "/health" });
});

test("registers the gateway's pods with the load balancer's target group", () => {
  expect(objects["TargetGroupBinding/lp-gateway"]).toMatchObject({
    metadata: { namespace: "istio-system" },
    spec: { targetType: "ip", serviceRef: { name: "istio-ingressgateway", port: 443 } },
  });
});

test("denies all traffic by default, and lets the API reach database and cache only", () => {
  const policies = production.resource.kubernetes_network_policy_v1;
  const egress = policies["api-gateway-traffic"].spec.egress;

  expect(Object.values<Json>(policies)).toContainEqual(
    expect.objectContaining({ metadata: expect.objectContaining({ name: "default-deny" }) }),
  );
  expect(egress[0]).toMatchObject({
    to: [{ ip_block: { cidr: network.cidr } }],
    ports: [{ port: `${POSTGRES_PORT}` }, { port: `${REDIS_PORT}` }],
  });
  expect(egress.flatMap(({ to }: Json) => to).map((peer: Json) => peer.ip_block?.cidr)).not.toContain("0.0.0.0/0");
});

test("names namespace and hosts after the environment", () => {
  const { resource } = stacks["lp-development-workloads"]!;

  expect(only({ resource }, "kubernetes_namespace_v1").metadata).toMatchObject({
    name: developmentFile.kubernetes.namespace,
    labels: { "istio-injection": "enabled" },
  });
  expect(resource.kubernetes_manifest.gateway.manifest.spec.servers[0].hosts).toEqual(
    Object.values(publicHosts(lpSchema.parse(developmentFile))),
  );
});
