import type { Placement } from "@modules/aws/eks/eks-placement";
import { yamlText } from "@modules/config/yaml";
import { escapeTemplates } from "@modules/core/templates";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { Service } from "@modules/kubernetes/network/service";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { dockerHub } from "../../../../parts/aws/docker-hub";
import { apiGatewayDashboard } from "./api-gateway-dashboard";
import { GRAFANA_DATABASE } from "./grafana-database";
import { THANOS_QUERY } from "./thanos";

const PROVISIONING = "/etc/grafana/provisioning";
const DASHBOARD_FOLDER = `${PROVISIONING}/dashboards`;
const PORT = 3000;

const DATABASE_FOLDER = "/etc/grafana-login";

/**
 * Liveness probe. Grafana reads its database login only at its start. After a rotation the mounted file differs from
 * the environment variable, so the probe fails and the kubelet restarts the container with the new login. The old login
 * stays valid until the next rotation.
 */
const LIVENESS = [
  "sh",
  "-ec",
  `test "$(cat ${DATABASE_FOLDER}/password)" = "$GF_DATABASE_PASSWORD"; wget -q -O /dev/null http://127.0.0.1:${PORT}/api/health`,
];

/**
 * Grafana, to which people connect with `kubectl port-forward`. Its state is in the database, so the pods need no
 * volumes and can have replicas.
 *
 * @param database constructs that create the database and the Secret of its user
 */
export function addGrafana(
  stack: ClusterStack<LpEnvironment>,
  database: readonly IConstruct[],
  placement: Placement,
): void {
  const { replicas, version } = stack.environment.observability.grafana;
  const administrator = new GeneratedSecret(stack, "grafana-secret", {
    name: "grafana-secret",
    namespace: MONITORING_NAMESPACE,
    data: { "admin-password": "{{ .password }}" },
  });
  // Grafana encrypts the credentials of data sources with this key, because its default key is public.
  const encryption = new GeneratedSecret(stack, "grafana-encryption", {
    name: "grafana-encryption",
    namespace: MONITORING_NAMESPACE,
  });
  const { sources, dashboards } = addProvisioning(stack);
  const grafana = new Deployment(stack, "grafana", {
    name: "grafana",
    namespace: MONITORING_NAMESPACE,
    replicas,
    ...placement,
    // User of the image.
    user: 472,
    container: {
      image: `${dockerHub(stack.environment)}/grafana/grafana:${version}`,
      ports: { http: PORT },
      environment: {
        GF_DATABASE_TYPE: "postgres",
        GF_DATABASE_HOST: `${GRAFANA_DATABASE.host}:${GRAFANA_DATABASE.port}`,
        GF_DATABASE_NAME: GRAFANA_DATABASE.name,
        // The connection is encrypted, but the host is not verified, because Aurora's certificate does not contain the
        // alias.
        GF_DATABASE_SSL_MODE: "require",
        // Alertmanager sends all alerts, because each replica of Grafana would send its own.
        GF_UNIFIED_ALERTING_ENABLED: "false",
        GF_ANALYTICS_REPORTING_ENABLED: "false",
        GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
      },
      secrets: {
        GF_SECURITY_ADMIN_PASSWORD: { secret: administrator.name, key: "admin-password" },
        GF_SECURITY_SECRET_KEY: { secret: encryption.name, key: "password" },
        GF_DATABASE_USER: { secret: GRAFANA_DATABASE.secret, key: "username" },
        GF_DATABASE_PASSWORD: { secret: GRAFANA_DATABASE.secret, key: "password" },
      },
      mounts: {
        database: { path: DATABASE_FOLDER, source: { secret: GRAFANA_DATABASE.secret } },
        "grafana-storage": { path: "/var/lib/grafana", source: { emptyDirMebibytes: 512 } },
        "grafana-config": { path: `${PROVISIONING}/datasources`, source: { configMap: sources } },
        "grafana-dashboards": { path: DASHBOARD_FOLDER, source: { configMap: dashboards } },
      },
      requests: { memory: "512Mi", cpu: "250m" },
      limits: { memory: "1Gi", cpu: "500m" },
      // The first pod creates the tables, which may take minutes.
      startup: { path: "/api/health", periodSeconds: 5, failureThreshold: 60 },
      liveness: { command: LIVENESS, periodSeconds: 30, timeoutSeconds: 5 },
      readiness: { path: "/api/health" },
    },
    after: [administrator, encryption, ...database],
  });
  new Service(stack, "grafana-service", {
    name: "grafana",
    namespace: MONITORING_NAMESPACE,
    selector: grafana.selector,
    ports: { http: { port: PORT } },
  });
  new PodDisruptionBudget(stack, "grafana-budget", { target: grafana });
}

/** Data source and dashboards, as files that Grafana loads at its start. */
function addProvisioning(stack: ClusterStack<LpEnvironment>): { sources: ConfigMap; dashboards: ConfigMap } {
  const dashboard = apiGatewayDashboard(stack.environment);
  stack.render("grafana/lp/api-gateway.json", dashboard);
  const source = {
    name: "Prometheus",
    uid: "prometheus",
    type: "prometheus",
    access: "proxy",
    url: `http://${THANOS_QUERY.host}:${THANOS_QUERY.port}`,
    isDefault: true,
    jsonData: { timeInterval: "15s" },
  };
  const folder = { name: "files", type: "file", options: { path: DASHBOARD_FOLDER } };
  const sources = new ConfigMap(stack, "grafana-config", {
    name: "grafana-config",
    namespace: MONITORING_NAMESPACE,
    data: { "prometheus.yaml": yamlText({ apiVersion: 1, datasources: [source] }) },
  });
  const dashboards = new ConfigMap(stack, "grafana-dashboards", {
    name: "grafana-dashboards",
    namespace: MONITORING_NAMESPACE,
    data: {
      "files.yaml": yamlText({ apiVersion: 1, providers: [folder] }),
      "api-gateway.json": escapeTemplates(dashboard),
    },
  });
  return { sources, dashboards };
}
