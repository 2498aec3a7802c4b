import { literal, placeFile } from "@modules/config/file";
import { dashboardJson } from "@modules/config/grafana";
import { yamlText } from "@modules/config/yaml";
import { Service } from "@modules/kubernetes/network/service";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { DisruptionBudget } from "@modules/kubernetes/workloads/disruption-budget";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { DATABASE } from "./grafana-database";
import { NAMESPACE } from "./prometheus";
import { ERROR_BUDGET, errorRatio } from "./slo";
import { QUERIES } from "./thanos";

const PROVISIONING = "/etc/grafana/provisioning";
const DASHBOARD_FOLDER = `${PROVISIONING}/dashboards`;
const PORT = 3000;

const REQUESTS = 'http_requests_total{job="api-gateway"}';
const DASHBOARD = dashboardJson({
  uid: "api-gateway",
  title: "API Gateway",
  panels: [
    { title: "Availability", unit: "percentunit", queries: { "": `1 - (${errorRatio("$__rate_interval")})` } },
    {
      title: "Error Budget Left of 30 Days",
      unit: "percentunit",
      queries: { "": `1 - (${errorRatio("30d")}) / ${ERROR_BUDGET}` },
    },
    {
      title: "Request Rate",
      unit: "reqps",
      queries: { "{{pod}}": `sum by (pod) (rate(${REQUESTS}[$__rate_interval]))` },
    },
    {
      title: "Response Time",
      unit: "s",
      queries: {
        "95 %":
          'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="api-gateway"}[$__rate_interval])))',
      },
    },
  ],
});

/**
 * Grafana, reached by `kubectl port-forward`. What people make in it is in the
 * database, so its pods keep nothing and there can be several.
 *
 * @param database what brings its database and the secret of its user
 */
export function addGrafana(stack: ClusterStack<LpEnvironment>, database: readonly IConstruct[]): void {
  const { replicas, version } = stack.environment.observability.grafana;
  const administrator = new GeneratedSecret(stack, "grafana-secret", {
    name: "grafana-secret",
    namespace: NAMESPACE,
    data: { "admin-password": "{{ .password }}" },
  });
  // Of what data sources are told; by default all of the world's Grafanas have the same.
  const encryption = new GeneratedSecret(stack, "grafana-encryption", {
    name: "grafana-encryption",
    namespace: NAMESPACE,
  });
  const { sources, dashboards } = addProvisioning(stack);
  const grafana = new Deployment(stack, "grafana", {
    name: "grafana",
    namespace: NAMESPACE,
    replicas,
    // The image's own.
    user: 472,
    container: {
      image: `grafana/grafana:${version}`,
      ports: { http: PORT },
      environment: {
        GF_DATABASE_TYPE: "postgres",
        GF_DATABASE_HOST: `${DATABASE.host}:${DATABASE.port}`,
        GF_DATABASE_NAME: DATABASE.name,
        GF_DATABASE_USER: DATABASE.user,
        // The alias is not a name in Aurora's certificate, so it is not compared.
        GF_DATABASE_SSL_MODE: "require",
        // Prometheus and Alertmanager alert: what two Grafanas find, they would tell twice.
        GF_UNIFIED_ALERTING_ENABLED: "false",
        GF_ANALYTICS_REPORTING_ENABLED: "false",
        GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
      },
      secrets: {
        GF_SECURITY_ADMIN_PASSWORD: { secret: administrator.name, key: "admin-password" },
        GF_SECURITY_SECRET_KEY: { secret: encryption.name, key: "password" },
        GF_DATABASE_PASSWORD: { secret: DATABASE.secret, key: "password" },
      },
      mounts: {
        "grafana-storage": { path: "/var/lib/grafana", source: { emptyMebibytes: 512 } },
        "grafana-config": { path: `${PROVISIONING}/datasources`, source: { configMap: sources } },
        "grafana-dashboards": { path: DASHBOARD_FOLDER, source: { configMap: dashboards } },
      },
      requests: { memory: "512Mi", cpu: "250m" },
      limits: { memory: "1Gi", cpu: "500m" },
      // The first pod makes the tables.
      startup: { path: "/api/health", periodSeconds: 5, failureThreshold: 60 },
      liveness: { path: "/api/health", periodSeconds: 30, timeoutSeconds: 5 },
      readiness: { path: "/api/health" },
    },
    after: [administrator, encryption, ...database],
  });
  new Service(stack, "grafana-service", {
    name: "grafana",
    namespace: NAMESPACE,
    selector: grafana.selector,
    ports: { http: { port: PORT } },
  });
  new DisruptionBudget(stack, "grafana-budget", { target: grafana });
}

function addProvisioning(stack: ClusterStack): { sources: ConfigMap; dashboards: ConfigMap } {
  placeFile(stack, "grafana/lp/api-gateway.json", DASHBOARD);
  const source = {
    name: "Prometheus",
    uid: "prometheus",
    type: "prometheus",
    access: "proxy",
    url: `http://${QUERIES.host}:${QUERIES.port}`,
    isDefault: true,
    jsonData: { timeInterval: "15s" },
  };
  const folder = { name: "files", type: "file", options: { path: DASHBOARD_FOLDER } };
  const sources = new ConfigMap(stack, "grafana-config", {
    name: "grafana-config",
    namespace: NAMESPACE,
    data: { "prometheus.yaml": yamlText({ apiVersion: 1, datasources: [source] }) },
  });
  const dashboards = new ConfigMap(stack, "grafana-dashboards", {
    name: "grafana-dashboards",
    namespace: NAMESPACE,
    data: {
      "files.yaml": yamlText({ apiVersion: 1, providers: [folder] }),
      "api-gateway.json": literal(DASHBOARD),
    },
  });
  return { sources, dashboards };
}
