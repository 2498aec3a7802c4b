import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { alertRulesYaml, prometheusYaml } from "@modules/config/prometheus";
import { escapeTemplates } from "@modules/core/templates";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { IConstruct } from "constructs";
import type { MonitoringSettings } from "../../../../../environments/dafnckmachine/observability";
import type { DafnckmachineEnvironment } from "../../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { dockerHub } from "../../../../parts/aws/docker-hub";
import { ALERT_PUBLISHER } from "../../../../parts/aws/eks-identities";
import { addNamespace } from "../../../../parts/cluster/controllers";
import { PORTS } from "../../../ports";
import { AGENTS, NAMESPACES } from "../../pods";
import { DASHBOARDS } from "./dashboards";
import { alertRules, PROMETHEUS, prometheusValues } from "./prometheus";

const NAMESPACE = ALERT_PUBLISHER.namespace;
const OPERATOR_PORT = 10250;

/** Prometheus, Grafana and Alertmanager, which publishes to the topic of the CloudWatch alarms. */
export function addMonitoring(
  stack: ClusterStack<DafnckmachineEnvironment>,
  { retentionDays, storageGibibytes }: MonitoringSettings,
  alerts: IAlerts,
): void {
  const { network, account } = stack.environment;
  const rules = alertRules(stack.environment);
  // The node exporter mounts the node's file systems, which the restricted Pod Security Standard forbids.
  const namespace = addNamespace(stack, NAMESPACE, "privileged");
  const administrator = new GeneratedSecret(stack, "grafana-administrator", {
    name: "grafana-admin",
    namespace: NAMESPACE,
    data: { "admin-user": "admin", "admin-password": "{{ .password }}" },
    after: [namespace],
  });
  const dashboards = Object.entries(DASHBOARDS).map(([name, text]) => addDashboard(stack, namespace.name, name, text));
  // The operator generates the configuration of the server in the cluster from the chart's values. These files contain
  // the platform's jobs and rules as one configuration, for people who check them with promtool or run a server outside
  // the cluster.
  stack.render("prometheus/dafnckmachine/prometheus.yml", prometheusYaml(PROMETHEUS));
  stack.render("prometheus/dafnckmachine/alert_rules.yml", alertRulesYaml(rules));
  new PrometheusStack(stack, "prometheus", {
    namespace: NAMESPACE,
    values: prometheusValues({
      retentionDays,
      storageGibibytes,
      publisher: ALERT_PUBLISHER.serviceAccount,
      topic: { arn: alerts.topics.warning, region: account.region },
      administrator: administrator.name,
      registry: dockerHub(stack.environment),
      rules,
    }),
    after: [namespace, administrator, ...dashboards],
  });
  addApplicationName(stack, namespace.name);
  new NetworkPolicy(stack, "monitoring-policy", {
    name: "monitoring",
    namespace: namespace.name,
    pods: {},
    // The API server calls the operator's webhook. It is not a pod, so the rule allows its CIDR block.
    ingress: [{ peers: [{ pods: {} }] }, { peers: [{ cidr: network.cidr }], ports: [{ port: OPERATOR_PORT }] }],
  });
}

/** A config map with a dashboard, which Grafana's sidecar finds by its label. */
function addDashboard(stack: ClusterStack, namespace: string, name: string, text: string): IConstruct {
  stack.render(`grafana/dafnckmachine/${name}.json`, text);
  return new ConfigMap(stack, `dashboard-${name}`, {
    name: `dashboard-${name}`,
    namespace,
    labels: { grafana_dashboard: "1" },
    data: { [`${name}.json`]: escapeTemplates(text) },
  });
}

/** The Service `app` that Prometheus scrapes on the pods' port. The application's own Service has another port. */
function addApplicationName(stack: ClusterStack, namespace: string): void {
  const application = new Service(stack, "application", {
    name: "app",
    namespace: NAMESPACES.agents,
    selector: { app: AGENTS },
    ports: { metrics: { port: PORTS.agents } },
  });
  new ServiceV1(stack, "application-name", {
    metadata: { name: application.name, namespace },
    spec: { type: "ExternalName", externalName: application.host },
  });
}
