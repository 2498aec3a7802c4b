import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { addConfigFile } from "@modules/config/config-file";
import { alertRulesYaml, prometheusYaml } from "@modules/config/prometheus";
import { escapeTemplates } from "@modules/core/templates";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import type { IConstruct } from "constructs";
import type { DafnckmachineEnvironment, MonitoringSettings } from "../../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { ALERT_PUBLISHER } from "../../../../parts/aws/eks-identities";
import { addNamespace } from "../../../../parts/cluster/controllers";
import { DASHBOARDS } from "./dashboards";
import { ALERT_RULES, PROMETHEUS, prometheusValues } from "./prometheus";

const NAMESPACE = ALERT_PUBLISHER.namespace;
const OPERATOR_PORT = 10250;

/** Metrics of every node and pod, their dashboards, and alerts that go where alarms of AWS go. */
export function addMonitoring(
  stack: ClusterStack<DafnckmachineEnvironment>,
  { retentionDays, storageGibibytes }: MonitoringSettings,
  alerts: IAlerts,
): void {
  const { network, account } = stack.environment;
  // The exporter of nodes looks at the node.
  const namespace = addNamespace(stack, NAMESPACE, "privileged");
  const administrator = new GeneratedSecret(stack, "grafana-administrator", {
    name: "grafana-admin",
    namespace: NAMESPACE,
    data: { "admin-user": "admin", "admin-password": "{{ .password }}" },
    after: [namespace],
  });
  const dashboards = Object.entries(DASHBOARDS).map(([name, text]) => addDashboard(stack, namespace.name, name, text));
  addConfigFile(stack, "prometheus/dafnckmachine/prometheus.yml", prometheusYaml(PROMETHEUS));
  addConfigFile(stack, "prometheus/dafnckmachine/alert_rules.yml", alertRulesYaml(ALERT_RULES));
  new PrometheusStack(stack, "prometheus", {
    namespace: NAMESPACE,
    values: prometheusValues({
      retentionDays,
      storageGibibytes,
      publisher: ALERT_PUBLISHER.serviceAccount,
      topic: { arn: alerts.topicArn, region: account.region },
      administrator: administrator.name,
    }),
    after: [namespace, administrator, ...dashboards],
  });
  addApplicationName(stack, namespace.name);
  new NetworkPolicy(stack, "monitoring-policy", {
    name: "monitoring",
    namespace: namespace.name,
    pods: {},
    // Kubernetes itself, from outside of any pod, asks the operator about what is applied.
    ingress: [{ peers: [{ pods: {} }] }, { peers: [{ cidr: network.cidr }], ports: [{ port: OPERATOR_PORT }] }],
  });
}

/** A dashboard that Grafana's sidecar finds by its label. */
function addDashboard(stack: ClusterStack, namespace: string, name: string, text: string): IConstruct {
  addConfigFile(stack, `grafana/dafnckmachine/${name}.json`, text);
  return new ConfigMap(stack, `dashboard-${name}`, {
    name: `dashboard-${name}`,
    namespace,
    labels: { grafana_dashboard: "1" },
    data: { [`${name}.json`]: escapeTemplates(text) },
  });
}

/** The name and port by which Prometheus knows the application; its own Service has another port. */
function addApplicationName(stack: ClusterStack, namespace: string): void {
  const application = new Service(stack, "application", {
    name: "app",
    namespace: "dafnckmachine",
    selector: { app: "agent-orchestration" },
    ports: { metrics: { port: 3001 } },
  });
  new ServiceV1(stack, "application-name", {
    metadata: { name: application.name, namespace },
    spec: { type: "ExternalName", externalName: application.host },
  });
}
