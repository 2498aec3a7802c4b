import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../../../environments/dafnckmachine/rules";
import { AGENTS, apiHosts } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { PORTS } from "../../../../../stacks/dafnckmachine/ports";
import { deployment, workloads } from "../objects";

const { account, workloads: settings } = production;
const { imageTag, min, max } = settings.agentOrchestration;

test("runs the image at the environment's version", () => {
  const { metadata, spec } = deployment(AGENTS);

  expect(metadata.labels).toEqual({ app: AGENTS, version: imageTag });
  expect(spec).toMatchObject({ replicas: String(min), selector: { match_labels: { app: AGENTS } } });
  expect(spec.template.spec.container).toMatchObject([
    {
      name: AGENTS,
      image: `${account.id}.dkr.ecr.${account.region}.amazonaws.com/agent-orchestration:${imageTag}`,
      port: [{ container_port: PORTS.agents }],
      resources: { requests: { memory: "256Mi", cpu: "250m" }, limits: { memory: "512Mi", cpu: "500m" } },
    },
  ]);
});

test("scales within the environment's limits", () => {
  const [scaler] = Object.values<Json>(workloads().kubernetes_horizontal_pod_autoscaler_v2).filter(
    ({ spec }) => spec.scale_target_ref.name === AGENTS,
  );

  expect(scaler!.spec).toMatchObject({ min_replicas: min, max_replicas: max });
});

test("reads URLs from secrets that exist before the pods", () => {
  const { spec, depends_on } = deployment(AGENTS);

  expect(spec.template.spec.container[0].env).toEqual(
    expect.arrayContaining([
      { name: "DATABASE_URL", value_from: { secret_key_ref: { name: "database-credentials", key: "url" } } },
      { name: "REDIS_URL", value_from: { secret_key_ref: { name: "redis-credentials", key: "url" } } },
    ]),
  );
  expect(depends_on).toEqual(["kubernetes_manifest.agents-database", "kubernetes_manifest.agents-cache"]);
});

test("configures the lifetimes and sizes of its caches", () => {
  expect(workloads().kubernetes_config_map_v1["agents-cache-settings"].data).toMatchObject({
    SESSION_CACHE_TTL: "3600",
    APPLICATION_CACHE_TTL: "1800",
    LOCAL_CACHE_SIZE: "256",
    LOCAL_CACHE_TTL: "300",
  });
});

test("serves agents by an ingress with a certificate and a rate limit", () => {
  const [{ metadata, spec }] = Object.values<Json>(workloads().kubernetes_ingress_v1) as [Json];
  const hosts = apiHosts(dafnckmachineSchema.parse(production));

  expect(metadata.annotations).toEqual({
    "cert-manager.io/cluster-issuer": "letsencrypt-prod",
    "nginx.ingress.kubernetes.io/limit-rps": "100",
  });
  expect(spec.ingress_class_name).toBe("nginx");
  expect(spec.tls[0].hosts).toEqual(hosts);
  expect(spec.rule).toMatchObject(
    hosts.map((host) => ({
      host,
      http: {
        path: [
          {
            path: "/api/agents",
            path_type: "Prefix",
            backend: { service: { name: "agent-orchestration-service", port: { number: 80 } } },
          },
        ],
      },
    })),
  );
});
