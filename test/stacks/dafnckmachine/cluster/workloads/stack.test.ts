import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

const ENVIRONMENTS = ["development", "staging", "production"];

function workloads(environment = "production"): Json {
  return stacks[`dafnckmachine-${environment}-workloads`].resource;
}

function deployment(name: string, environment?: string): Json {
  return Object.values<Json>(workloads(environment).kubernetes_deployment_v1).find(
    ({ metadata }) => metadata.name === name,
  );
}

function manifest(kind: string, name: string, environment?: string): Json {
  const found = Object.values<Json>(workloads(environment).kubernetes_manifest).find(
    ({ manifest }) => manifest.kind === kind && manifest.metadata.name === name,
  );
  return found?.manifest;
}

/** Policy of a namespace by name. */
function policy(name: string): Json {
  return Object.values<Json>(workloads().kubernetes_network_policy_v1).find(({ metadata }) => metadata.name === name)
    .spec;
}

test("runs the first version of each service, with what production asks of it", () => {
  const { metadata, spec } = deployment("agent-orchestration");

  expect(metadata.labels).toEqual({ app: "agent-orchestration", version: "v1.0.0" });
  expect(spec).toMatchObject({ replicas: "3", selector: { match_labels: { app: "agent-orchestration" } } });
  expect(spec.template.spec.container).toMatchObject([
    {
      name: "agent-orchestration",
      image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent-orchestration:v1.0.0",
      port: [{ container_port: 3001 }],
      resources: { requests: { memory: "256Mi", cpu: "250m" }, limits: { memory: "512Mi", cpu: "500m" } },
    },
  ]);
});

test("runs every pod as the user of the images", () => {
  for (const { spec } of Object.values<Json>(workloads().kubernetes_deployment_v1)) {
    expect(spec.template.spec.security_context).toMatchObject({ run_as_user: "1001", run_as_non_root: true });
  }
});

test("pulls an environment's own images", () => {
  expect(deployment("dafnck-machine-api", "staging").spec.template.spec.container[0].image).toBe(
    "444455556666.dkr.ecr.us-east-1.amazonaws.com/dafnck-machine/api-staging:v1.0.0",
  );
});

test("tells two versions of the API apart, in their labels and to their autoscalers", () => {
  const versions = { "dafnck-machine-api": "v1", "dafnck-machine-api-v2": "v2" };
  const scalers = Object.values<Json>(workloads().kubernetes_horizontal_pod_autoscaler_v2);

  for (const [name, version] of Object.entries(versions)) {
    const { spec } = deployment(name);
    expect(spec.selector.match_labels).toEqual({ app: "dafnck-machine-api", version });
    expect(spec.template.metadata.labels).toEqual({ app: "dafnck-machine-api", version });
    expect(scalers.filter(({ spec }) => spec.scale_target_ref.name === name)).toHaveLength(1);
  }
});

test("scales every deployment, and leaves its replicas to that", () => {
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

test("gives the second version a tenth of the requests for /v1/, and none of the others", () => {
  const { spec } = manifest("VirtualService", "dafnck-machine-routing");

  expect(spec.hosts).toEqual(["api.dafnckmachine.com", "origin-api.aws.dafnckmachine.com"]);
  expect(spec.http).toMatchObject([
    {
      match: [{ uri: { prefix: "/v1/" } }],
      route: [
        { destination: { subset: "v1" }, weight: 90 },
        { destination: { subset: "v2" }, weight: 10 },
      ],
    },
    { route: [{ destination: { subset: "v1" } }] },
  ]);
  expect(spec.http[1].match).toBeUndefined();
});

test("knows a subset for each destination, of labels its pods have", () => {
  const { spec } = manifest("DestinationRule", "dafnck-machine-api");

  expect(spec.subsets).toEqual([
    { name: "v1", labels: { version: "v1" } },
    { name: "v2", labels: { version: "v2" } },
  ]);
});

test("lets only the mesh's gateway and its own proxies talk to the API", () => {
  const { metadata } = Object.values<Json>(workloads().kubernetes_namespace_v1).find(
    ({ metadata }) => metadata.name === "production",
  );
  const [fromGateway, fromMonitoring] = policy("dafnck-machine-api").ingress;

  expect(metadata.labels).toMatchObject({
    "istio-injection": "enabled",
    "pod-security.kubernetes.io/enforce": "restricted",
  });
  expect(manifest("PeerAuthentication", "default").spec.mtls).toEqual({ mode: "STRICT" });
  expect(fromGateway).toMatchObject({
    from: [
      {
        namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "istio-system" } },
        pod_selector: { match_labels: { istio: "ingressgateway" } },
      },
    ],
    ports: [{ port: "3000" }],
  });
  expect(fromMonitoring.ports).toEqual([{ port: "15020", protocol: "TCP" }]);
});

test("lets pods reach the database, the caches and who they are for AWS", () => {
  for (const name of ["agent-orchestration", "dafnck-machine-api"]) {
    const rules: Json[] = policy(name).egress;

    expect(rules[0]).toMatchObject({
      to: [{ ip_block: { cidr: "10.0.0.0/16" } }],
      ports: [{ port: "5432" }, { port: "6379" }],
    });
    expect(rules[1]).toMatchObject({ to: [{ ip_block: { cidr: "169.254.170.23/32" } }], ports: [{ port: "80" }] });
    // Where they send records of their own.
    expect(rules.at(-1)).toMatchObject({ ports: [{ port: "9880" }] });
  }
});

test("gives pods their URLs from secrets that are there before them", () => {
  const { spec, depends_on } = deployment("agent-orchestration");

  expect(spec.template.spec.container[0].env).toEqual(
    expect.arrayContaining([
      { name: "DATABASE_URL", value_from: { secret_key_ref: { name: "database-credentials", key: "url" } } },
      { name: "REDIS_URL", value_from: { secret_key_ref: { name: "redis-credentials", key: "url" } } },
    ]),
  );
  expect(depends_on).toEqual(["kubernetes_manifest.agents-database", "kubernetes_manifest.agents-cache"]);
});

test("takes the whole URL where it is in the account, and puts it together where RDS keeps the password", () => {
  const whole = manifest("ExternalSecret", "database-secret").spec;
  const parts = manifest("ExternalSecret", "database-secret", "staging").spec;
  const keys = ({ data }: Json) => data.map(({ secretKey }: Json) => secretKey);

  expect(keys(whole)).toEqual(["url", "username", "password"]);
  expect(whole.target.template).toBeUndefined();
  expect(keys(parts)).toEqual(["username", "password"]);
  expect(parts.target.template).toMatchObject({ mergePolicy: "Merge" });
  expect(parts.target.template.data.url).toMatch(
    /^postgresql:\/\/\{\{ \.username }}:\{\{ \.password \| urlquery }}@\$\{.*}:5432\/dafnckmachine\?sslmode=require$/,
  );
});

test("opens its stores to the namespaces that use them", () => {
  expect(manifest("ClusterSecretStore", "secrets-manager").spec).toEqual({
    provider: { aws: { service: "SecretsManager", region: "us-east-1" } },
    conditions: [{ namespaces: ["dafnckmachine", "production"] }],
  });
  expect(manifest("ClusterSecretStore", "parameter-store").spec.conditions).toEqual([
    { namespaces: ["dafnckmachine"] },
  ]);
});

test("tells services how long they keep what they cache", () => {
  const maps = Object.values<Json>(workloads().kubernetes_config_map_v1).map(({ data }) => data);

  expect(maps).toEqual([
    expect.objectContaining({
      SESSION_CACHE_TTL: "3600",
      APPLICATION_CACHE_TTL: "1800",
      LOCAL_CACHE_SIZE: "256",
      LOCAL_CACHE_TTL: "300",
    }),
    expect.objectContaining({ CACHE_L1_SIZE: "256", CACHE_L1_TTL: "60", CACHE_L2_SIZE: "4096", CACHE_L2_TTL: "3600" }),
  ]);
});

test("serves agents by an ingress, certified and limited by client", () => {
  const [{ metadata, spec }] = Object.values<Json>(workloads().kubernetes_ingress_v1) as [Json];

  expect(metadata.annotations).toEqual({
    "cert-manager.io/cluster-issuer": "letsencrypt-prod",
    "nginx.ingress.kubernetes.io/limit-rps": "100",
  });
  expect(spec.ingress_class_name).toBe("nginx");
  expect(spec.rule.map(({ host }: Json) => host)).toEqual(spec.tls[0].hosts);
  expect(spec.rule[0]).toMatchObject({
    host: "api.dafnckmachine.com",
    http: {
      path: [
        {
          path: "/api/agents",
          path_type: "Prefix",
          backend: { service: { name: "agent-orchestration-service", port: { number: 80 } } },
        },
      ],
    },
  });
  expect(manifest("ClusterIssuer", "letsencrypt-prod").spec.acme.solvers[0].dns01.route53.region).toBe("us-east-1");
});

test("leads the challenge of the public name to where the cluster can answer it", () => {
  const records = Object.values<Json>(
    stacks["dafnckmachine-production-cloudflare-edge"].resource.cloudflare_dns_record,
  );

  expect(records).toContainEqual(
    expect.objectContaining({
      name: "_acme-challenge.api.dafnckmachine.com",
      type: "CNAME",
      content: "_acme-challenge.api.aws.dafnckmachine.com",
      proxied: false,
    }),
  );
});

test("binds pods of the gateway to the load balancer, and those of the ingress where that is the entry", () => {
  for (const environment of ENVIRONMENTS) {
    expect(manifest("TargetGroupBinding", "gateway", environment).spec.serviceRef).toEqual({
      name: "istio-ingressgateway",
      port: 80,
    });
  }
  expect(manifest("TargetGroupBinding", "ingress", "development").metadata.namespace).toBe("ingress-nginx");
  expect(manifest("TargetGroupBinding", "ingress")).toBeUndefined();
});

test("lets operators see pods and delete them, and no secrets", () => {
  const roles = Object.values<Json>(workloads().kubernetes_role_v1);
  const bindings = Object.values<Json>(workloads().kubernetes_role_binding_v1);

  expect(roles).toHaveLength(3);
  for (const { rule } of roles) {
    expect(rule.flatMap(({ resources }: Json) => resources)).not.toContain("secrets");
    expect(rule.flatMap(({ verbs }: Json) => verbs)).not.toContain("create");
  }
  for (const { subject } of bindings) {
    expect(subject).toMatchObject([{ kind: "Group", name: "operators" }]);
  }
});

test("keeps what it runs in production from deletion", () => {
  for (const { lifecycle } of Object.values<Json>(workloads().kubernetes_namespace_v1)) {
    expect(lifecycle.prevent_destroy).toBe(true);
  }
});
