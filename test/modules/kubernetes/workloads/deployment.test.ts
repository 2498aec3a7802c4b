import type { Json } from "@modules/checks/json";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { Container } from "@modules/kubernetes/workloads/container";
import { Deployment, type DeploymentProps } from "@modules/kubernetes/workloads/deployment";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const DIGEST = `sha256:${"0".repeat(64)}`;

const CONTAINER: Container = {
  image: "example/api:v1.0.0",
  ports: { http: 3000, metrics: 9090 },
  requests: { cpu: "250m", memory: "256Mi" },
  limits: { cpu: "500m", memory: "512Mi" },
};

const API: DeploymentProps = { name: "api", namespace: "production", replicas: 3, container: CONTAINER };

function deployment(props: Partial<DeploymentProps> = {}): Json {
  return synth((stack) => new Deployment(stack, "api", { ...API, ...props })).resource.kubernetes_deployment_v1.api;
}

function container(props: Partial<Container> = {}): Json {
  return deployment({ container: { ...CONTAINER, ...props } }).spec.template.spec.container[0];
}

test("labels its pods with its name and selects that label", () => {
  const { metadata, spec } = deployment();

  expect(metadata).toMatchObject({ name: "api", namespace: "production", labels: { app: "api" } });
  expect(spec.selector.match_labels).toEqual({ app: "api" });
  expect(spec.template.metadata.labels).toEqual({ app: "api" });
});

test("selects one of several versions", () => {
  const labels = { app: "api", version: "v2" };
  const { spec } = deployment({ name: "api-v2", labels, selector: labels });

  expect(spec.selector.match_labels).toEqual(labels);
  expect(spec.template.metadata.labels).toEqual(labels);
});

test("runs pods that the restricted level admits", () => {
  const { spec } = deployment().spec.template;

  expect(spec).toMatchObject({
    automount_service_account_token: false,
    enable_service_links: false,
    security_context: {
      run_as_non_root: true,
      run_as_user: "10001",
      run_as_group: "10001",
      fs_group: "10001",
      seccomp_profile: { type: "RuntimeDefault" },
    },
  });
  expect(spec.container[0].security_context).toMatchObject({
    allow_privilege_escalation: false,
    read_only_root_filesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

test("mounts a volume for temporary files", () => {
  const { container, volume } = deployment().spec.template.spec;

  expect(volume).toEqual([{ name: "tmp", empty_dir: { size_limit: "256Mi" } }]);
  expect(container[0].volume_mount).toEqual([{ name: "tmp", mount_path: "/tmp", read_only: false }]);
});

test("replaces pods without losing a replica", () => {
  expect(deployment().spec.strategy).toEqual({
    type: "RollingUpdate",
    rolling_update: { max_surge: "1", max_unavailable: "0" },
  });
  expect(deployment({ maxSurge: 2, maxUnavailable: 1 }).spec.strategy.rolling_update).toEqual({
    max_surge: "2",
    max_unavailable: "1",
  });
});

test("spreads pods over availability zones and nodes", () => {
  const constraints: Json[] = deployment().spec.template.spec.topology_spread_constraint;

  expect(constraints.map(({ topology_key }) => topology_key)).toEqual([
    "topology.kubernetes.io/zone",
    "kubernetes.io/hostname",
  ]);
  for (const { label_selector } of constraints) {
    expect(label_selector).toEqual([{ match_labels: { app: "api" } }]);
  }
});

test("leaves the number of replicas to an autoscaler", () => {
  expect(deployment({ autoscaled: true })).toMatchObject({
    spec: { replicas: "3" },
    lifecycle: { ignore_changes: ["spec[0].replicas"] },
  });
  expect(deployment().lifecycle).toBeUndefined();
});

test("probes the first port by default", () => {
  const { liveness_probe, readiness_probe, startup_probe } = container({
    liveness: { path: "/health", initialDelaySeconds: 30 },
    readiness: { path: "/ready", port: 9090, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
  });

  expect(liveness_probe).toMatchObject({
    http_get: { path: "/health", port: "3000" },
    initial_delay_seconds: 30,
    period_seconds: 10,
  });
  expect(readiness_probe).toMatchObject({
    http_get: { path: "/ready", port: "9090" },
    period_seconds: 5,
    timeout_seconds: 3,
    failure_threshold: 2,
  });
  expect(startup_probe).toBeUndefined();
});

test("opens a TCP connection for a probe without a path", () => {
  const { readiness_probe } = container({ readiness: {} });

  expect(readiness_probe).toMatchObject({ tcp_socket: [{ port: "3000" }] });
  expect(readiness_probe.http_get).toBeUndefined();
});

test("sets environment variables from values and from keys of Secrets", () => {
  const { env } = container({
    environment: { NODE_ENV: "production" },
    secrets: { DATABASE_URL: { secret: "database", key: "url" } },
  });

  expect(env).toEqual([
    { name: "NODE_ENV", value: "production" },
    { name: "DATABASE_URL", value_from: { secret_key_ref: { name: "database", key: "url" } } },
  ]);
});

test("names its ports", () => {
  expect(container().port).toEqual([
    { name: "http", container_port: 3000, protocol: "TCP" },
    { name: "metrics", container_port: 9090, protocol: "TCP" },
  ]);
});

test("replaces pods when their config maps change", () => {
  const { api } = synth((stack) => {
    const settings = new ConfigMap(stack, "settings", {
      name: "settings",
      namespace: "production",
      data: { TTL: "60" },
    });
    const files = new ConfigMap(stack, "files", { name: "files", namespace: "production", data: { "app.conf": "a" } });
    const mounts = { files: { path: "/etc/app", source: { configMap: files } } };
    new Deployment(stack, "api", { ...API, container: { ...CONTAINER, configMaps: [settings], mounts } });
  }).resource.kubernetes_deployment_v1;
  const { metadata, spec } = api.spec.template;

  expect(metadata.annotations).toEqual({
    "checksum/settings": "${sha256(jsonencode(kubernetes_config_map_v1.settings.data))}",
    "checksum/files": "${sha256(jsonencode(kubernetes_config_map_v1.files.data))}",
  });
  expect(spec.container[0].env_from).toEqual([
    { config_map_ref: { name: "${kubernetes_config_map_v1.settings.metadata[0].name}" } },
  ]);
  expect(spec.volume).toContainEqual({
    name: "files",
    config_map: { name: "${kubernetes_config_map_v1.files.metadata[0].name}", default_mode: "0444" },
  });
});

test("mounts Secrets for the pods' group only, and directories of the node read-only", () => {
  const { container, volume } = deployment({
    container: {
      ...CONTAINER,
      mounts: {
        tls: { path: "/etc/tls", source: { secret: "tls" } },
        logs: { path: "/var/log", source: { hostPath: "/var/log" } },
        state: { path: "/state", source: { hostPath: "/var/state", writable: true } },
      },
    },
  }).spec.template.spec;

  expect(volume).toContainEqual({ name: "tls", secret: { secret_name: "tls", default_mode: "0440" } });
  const writable = Object.fromEntries(container[0].volume_mount.map((mount: Json) => [mount.name, !mount.read_only]));
  expect(writable).toEqual({ tmp: true, tls: false, logs: false, state: true });
});

test("mounts the account's token for pods that use the Kubernetes API", () => {
  const { spec } = synth((stack) => {
    const serviceAccount = new ServiceAccount(stack, "account", { name: "api", namespace: "production" });
    new Deployment(stack, "api", { ...API, serviceAccount, apiAccess: true });
  }).resource.kubernetes_deployment_v1.api.spec.template;

  expect(spec).toMatchObject({
    service_account_name: "${kubernetes_service_account_v1.account.metadata[0].name}",
    automount_service_account_token: true,
  });
});

test("runs on selected nodes and tolerates their taints", () => {
  const { spec } = deployment({
    nodeSelector: { "node-pool": "gpu" },
    tolerations: [
      { key: "nvidia.com/gpu", effect: "NoSchedule" },
      { key: "pool", value: "gpu", effect: "NoExecute" },
    ],
  }).spec.template;

  expect(spec.node_selector).toEqual({ "node-pool": "gpu" });
  expect(spec.toleration).toEqual([
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    { key: "pool", operator: "Equal", value: "gpu", effect: "NoExecute" },
  ]);
});

test("runs as root and adds capabilities on request", () => {
  const { spec } = deployment({ user: 0, container: { ...CONTAINER, capabilities: ["DAC_READ_SEARCH"] } }).spec
    .template;

  expect(spec.security_context.run_as_non_root).toBe(false);
  expect(spec.container[0].security_context.capabilities).toEqual({ drop: ["ALL"], add: ["DAC_READ_SEARCH"] });
});

test("waits for the modules in after, and until its pods are ready", () => {
  const { api } = synth((stack) => {
    const settings = new ConfigMap(stack, "settings", { name: "settings", namespace: "production", data: {} });
    new Deployment(stack, "api", { ...API, after: [settings] });
  }).resource.kubernetes_deployment_v1;

  expect(api).toMatchObject({ wait_for_rollout: true, depends_on: ["kubernetes_config_map_v1.settings"] });
});

test.each(["example/api:v1.0.0", `example/api@${DIGEST}`, "registry:5000/api:1"])("accepts the image %s", (image) => {
  expect(container({ image }).image).toBe(image);
});

test.each(["example/api", "example/api:latest", "registry:5000/api", "example/api@sha256:0"])(
  "fails on the image %s, which may change",
  (image) => {
    expect(() => container({ image })).toThrow(
      `api: image must be an image with a digest, or with a tag other than latest, got ${image}`,
    );
  },
);

test.each<[string, Partial<DeploymentProps>, string]>([
  [
    "an update without surge and unavailable pods",
    { maxSurge: 0 },
    "maxSurge must be at least 1 when maxUnavailable is 0, got 0",
  ],
  [
    "a selector that is not among the labels",
    { selector: { app: "web" } },
    "selector must be among the labels of the pods, got app=web",
  ],
  [
    "a limit below the request",
    { container: { ...CONTAINER, limits: { memory: "128Mi" } } },
    "limits.memory must be at least the request (256Mi), got 128Mi",
  ],
  [
    "a request that is not a quantity",
    { container: { ...CONTAINER, requests: { cpu: "fast", memory: "256Mi" } } },
    "requests.cpu must be a quantity such as 250m or 256Mi, got fast",
  ],
  [
    "a probe without a port",
    { container: { ...CONTAINER, ports: {}, liveness: { path: "/" } } },
    "liveness.port must be set when the container has no ports, got none",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => deployment(props)).toThrow(message);
});

test("runs a command before SIGTERM", () => {
  expect(container({ preStop: ["sleep", "5"] }).lifecycle).toEqual({
    pre_stop: [{ exec: { command: ["sleep", "5"] } }],
  });
  expect(container()).not.toHaveProperty("lifecycle");
});

test("lets overrides replace arguments of the deployment", () => {
  expect(deployment({ overrides: { waitForRollout: false } }).wait_for_rollout).toBe(false);
});
