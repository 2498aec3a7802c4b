import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import type { Construct } from "constructs";
import type { MonitoringSettings, PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { ClusterStack, eksAccess } from "../../base/cluster-stack";
import { cachedGrafana } from "../../parts/aws/docker-hub";
import { ALERT_PUBLISHER } from "../../parts/aws/eks-identities";
import { addNamespace } from "../../parts/cluster/controllers";
import { volumeClaim } from "../../parts/cluster/volume-claim";
import { MONITORING_NODES } from "../aws/kubernetes/nodes";
import type { ControllersStack } from "./controllers";

export interface ObservabilityProps {
  readonly settings: MonitoringSettings;
  readonly cluster: EksCluster;
  /** Topics that Alertmanager publishes to. */
  readonly alerts: IAlerts;
  readonly controllers: ControllersStack;
}

/** Port of the operator's webhook, which the API server calls. */
const OPERATOR_PORT = 10250;

const NODES = placement(MONITORING_NODES);

/** Prometheus, Alertmanager and Grafana on the nodes that are reserved for them. */
export class ObservabilityStack extends ClusterStack<PhoenixRooivalkEnvironment> {
  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { settings, cluster, alerts, controllers }: ObservabilityProps,
  ) {
    const { account, network } = environment;
    super(scope, environment, "observability", eksAccess(cluster, account.region), [controllers]);
    // The node exporter mounts the node's file systems, which the restricted Pod Security Standard forbids.
    const namespace = addNamespace(this, ALERT_PUBLISHER.namespace, "privileged");
    const administrator = new GeneratedSecret(this, "grafana-administrator", {
      name: "grafana-admin",
      namespace: namespace.name,
      data: { "admin-user": "admin", "admin-password": "{{ .password }}" },
      after: [namespace],
    });
    new PrometheusStack(this, "prometheus", {
      namespace: ALERT_PUBLISHER.namespace,
      values: {
        ...prometheusValues(settings),
        alertmanager: {
          serviceAccount: { create: true, name: ALERT_PUBLISHER.serviceAccount },
          config: alertmanagerConfig(alerts, account.region),
          alertmanagerSpec: { ...NODES, storage: { volumeClaimTemplate: { spec: volumeClaim(2) } } },
        },
        grafana: {
          ...NODES,
          ...cachedGrafana(environment),
          admin: { existingSecret: administrator.name, userKey: "admin-user", passwordKey: "admin-password" },
          persistence: { enabled: true, type: "pvc", storageClassName: "gp3", size: "10Gi" },
          // A rolling update would fail, because a second pod could not attach the volume.
          deploymentStrategy: { type: "Recreate" },
          resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
        },
      },
      placement: NODES,
      after: [namespace, administrator],
    });
    new NetworkPolicy(this, "monitoring-policy", {
      name: "monitoring",
      namespace: namespace.name,
      pods: {},
      // The API server is not a pod, so the rule allows its CIDR block.
      ingress: [{ peers: [{ pods: {} }] }, { peers: [{ cidr: network.cidr }], ports: [{ port: OPERATOR_PORT }] }],
    });
  }
}

function prometheusValues({ retentionDays, storageGibibytes }: MonitoringSettings): object {
  return {
    prometheus: {
      prometheusSpec: {
        ...NODES,
        retention: `${retentionDays}d`,
        // Prometheus deletes old data before the volume is full, because it crashes on a full volume.
        retentionSize: `${Math.floor(storageGibibytes * 0.85)}GiB`,
        // A node has 4 GiB, a quarter of which the system and the exporters use.
        resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "2Gi" } },
        storageSpec: { volumeClaimTemplate: { spec: volumeClaim(storageGibibytes) } },
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
      },
    },
  };
}

/** Configuration of Alertmanager: the topic depends on the severity. `Watchdog` always fires and has no receiver. */
function alertmanagerConfig({ topics }: IAlerts, region: string): object {
  const receiver = (name: string, topic: string) => ({
    name,
    sns_configs: [{ topic_arn: topic, sigv4: { region }, send_resolved: true }],
  });
  return {
    route: {
      receiver: "warning",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: [
        { receiver: "nobody", matchers: ['alertname =~ "Watchdog|InfoInhibitor"'] },
        { receiver: "critical", matchers: ['severity = "critical"'] },
      ],
    },
    receivers: [{ name: "nobody" }, receiver("warning", topics.warning), receiver("critical", topics.critical)],
  };
}
