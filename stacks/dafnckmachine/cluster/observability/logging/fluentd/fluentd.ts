import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { escapeTemplates } from "@modules/core/templates";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { DaemonSet } from "@modules/kubernetes/workloads/daemon-set";
import type { IConstruct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../../../base/cluster-stack";
import { dockerHub } from "../../../../../parts/aws/docker-hub";
import { scrapesOf } from "../../../scrapes";
import { CA_SECRET, ELASTICSEARCH } from "../elasticsearch";
import { INDEXES } from "../indexes";
import { LOGSTASH } from "../logstash";
import { fluentText, HEALTH_PORT, INTAKE_PORT, METRICS_PORT } from "./configuration";
import { CERTIFICATES } from "./outputs";

/** Fluentd 1.18 with the plugins that the configuration uses; https://github.com/fluent/fluentd-kubernetes-daemonset */
const IMAGE = "fluent/fluentd-kubernetes-daemonset:v1.18.0-debian-elasticsearch8-1.5";

export interface FluentdProps {
  readonly namespace: string;
  /** Secret with the credentials of the user that writes logs. */
  readonly writer: string;
  /** Namespaces whose pods send records over HTTP. */
  readonly applications: readonly string[];
  readonly after: readonly IConstruct[];
}

/** Fluentd on every node, which reads the node's logs and receives records of applications over HTTP. */
export function addFluentd(stack: ClusterStack<DafnckmachineEnvironment>, props: FluentdProps): void {
  const { namespace, writer, applications, after } = props;
  const text = fluentText({
    environment: stack.environment.name,
    elasticsearch: { ...ELASTICSEARCH, indexes: INDEXES },
    logstash: `http://${LOGSTASH.host}:${LOGSTASH.httpPort}`,
  });
  stack.render("fluentd/dafnckmachine/fluent.conf", text);
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
    // Only root can read the log files of containers and the journal.
    user: 0,
    terminationGraceSeconds: 60,
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": `${METRICS_PORT}`,
      "prometheus.io/path": "/metrics",
    },
    container: {
      image: `${dockerHub(stack.environment)}/${IMAGE}`,
      ports: { intake: INTAKE_PORT, health: HEALTH_PORT, metrics: METRICS_PORT },
      // The image's entry point edits the configuration file, which a config map makes read-only.
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
    // The HTTP input has no authentication, so only these pods may connect to it.
    ingress: [
      { peers: applications.map((namespace) => ({ namespace })), ports: [{ port: INTAKE_PORT }] },
      ...scrapesOf(stack.environment, METRICS_PORT),
    ],
  });
}

/** Service account that may look up the pod of a log file. */
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
