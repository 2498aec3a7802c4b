import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { addConfigFile } from "@modules/config/config-file";
import { escapeTemplates } from "@modules/core/templates";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { DaemonSet } from "@modules/kubernetes/workloads/daemon-set";
import type { IConstruct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { CA_SECRET, ELASTICSEARCH } from "./elasticsearch";
import { fluentText, HEALTH_PORT, INTAKE_PORT, METRICS_PORT } from "./fluentd-conf";
import { CERTIFICATES } from "./fluentd-outputs";
import { INDEXES } from "./indexes";
import { LOGSTASH } from "./logstash";

/** Fluentd 1.18 with the plugins its file names; https://github.com/fluent/fluentd-kubernetes-daemonset */
const IMAGE = "fluent/fluentd-kubernetes-daemonset:v1.18.0-debian-elasticsearch8-1.0";

export interface FluentdProps {
  readonly namespace: string;
  /** Secret of the user that may write logs. */
  readonly writer: string;
  /** Namespaces whose pods may send records. */
  readonly applications: readonly string[];
  readonly after: readonly IConstruct[];
}

/** What reads the logs of every node and takes records of applications, and what it needs for that. */
export function addFluentd(stack: ClusterStack<DafnckmachineEnvironment>, props: FluentdProps): void {
  const { namespace, writer, applications, after } = props;
  const text = fluentText({
    environment: stack.environment.name,
    elasticsearch: { ...ELASTICSEARCH, indexes: INDEXES },
    logstash: `http://${LOGSTASH.host}:${LOGSTASH.httpPort}`,
  });
  addConfigFile(stack, "fluentd/dafnckmachine/fluent.conf", text);
  const configuration = new ConfigMap(stack, "fluentd-configuration", {
    name: "fluentd",
    namespace,
    data: { "fluent.conf": escapeTemplates(text) },
  });
  const pods = new DaemonSet(stack, "fluentd", {
    name: "fluentd",
    namespace,
    serviceAccount: addAccount(stack, namespace),
    apiAccess: true,
    // The files of containers and of the journal are root's.
    user: 0,
    terminationGraceSeconds: 60,
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": `${METRICS_PORT}`,
      "prometheus.io/path": "/metrics",
    },
    container: {
      image: IMAGE,
      ports: { intake: INTAKE_PORT, health: HEALTH_PORT, metrics: METRICS_PORT },
      // Images of its family edit their file when they start, which is a map's here and read-only.
      environment: { FLUENT_ELASTICSEARCH_SED_DISABLE: "true" },
      secrets: {
        ELASTICSEARCH_USER: { secret: writer, key: "username" },
        ELASTICSEARCH_PASSWORD: { secret: writer, key: "password" },
      },
      mounts: {
        configuration: { path: "/fluentd/etc", source: { configMap: configuration } },
        certificates: { path: CERTIFICATES, source: { secret: CA_SECRET } },
        logs: { path: "/var/log", source: { hostPath: "/var/log", writable: true } },
      },
      requests: { cpu: "100m", memory: "256Mi" },
      limits: { memory: "512Mi" },
      liveness: { path: "/api/plugins.json", port: HEALTH_PORT, initialDelaySeconds: 60, periodSeconds: 30 },
      readiness: { path: "/api/plugins.json", port: HEALTH_PORT },
    },
    after,
  });
  new Service(stack, "fluentd-intake", {
    name: "fluentd",
    namespace,
    selector: pods.selector,
    ports: { http: { port: INTAKE_PORT } },
  });
  for (const application of applications) {
    new NetworkPolicy(stack, `fluentd-way-${application}`, {
      name: "allow-fluentd",
      namespace: application,
      pods: {},
      egress: [{ peers: [{ namespace, pods: pods.selector }], ports: [{ port: INTAKE_PORT }] }],
    });
  }
  new NetworkPolicy(stack, "fluentd-policy", {
    name: "fluentd",
    namespace,
    pods: pods.selector,
    // It asks nobody for a password.
    ingress: [
      { peers: applications.map((namespace) => ({ namespace })), ports: [{ port: INTAKE_PORT }] },
      { peers: [{ namespace: MONITORING_NAMESPACE }], ports: [{ port: METRICS_PORT }] },
    ],
  });
}

/** An account that may look up whose container a file is. */
function addAccount(stack: ClusterStack, namespace: string): ServiceAccount {
  const account = new ServiceAccount(stack, "fluentd-account", { name: "fluentd", namespace });
  const role = new ClusterRoleV1(stack, "fluentd-role", {
    metadata: { name: "fluentd" },
    rule: [{ apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] }],
  });
  new ClusterRoleBindingV1(stack, "fluentd-role-binding", {
    metadata: { name: "fluentd" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
    subject: [{ kind: "ServiceAccount", name: account.name, namespace }],
  });
  return account;
}
