import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { Chart } from "@modules/kubernetes/charts/chart";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import type { DafnckmachineEnvironment, LogSettings } from "../../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { addNamespace } from "../../../../parts/cluster/controllers";
import { NAMESPACES } from "../../pods";
import {
  CLUSTER_SERVICE,
  ELASTICSEARCH_CHART,
  elasticsearchValues,
  OPERATOR_CHART,
  WRITER_ROLES,
} from "./elasticsearch";
import { addFluentd } from "./fluentd";
import { KIBANA_CHART, kibanaValues } from "./kibana";
import { LOGSTASH_CHART, logstashValues } from "./logstash";
import { addLoggingSetup } from "./setup";

const NAMESPACE = NAMESPACES.logging;
const OPERATOR_WEBHOOK_PORT = 9443;

/** Logs of every container and node: Fluentd reads them, Elasticsearch keeps them, Kibana shows them. */
export function addLogging(
  stack: ClusterStack<DafnckmachineEnvironment>,
  settings: LogSettings,
  applications: readonly string[],
): void {
  const { nodes, heapGibibytes, storageGibibytes, replicas } = settings;
  // Fluentd reads files of the node.
  const namespace = addNamespace(stack, NAMESPACE, "privileged");
  const operator = new Chart(stack, "elastic-operator", {
    ...OPERATOR_CHART,
    name: "elastic-operator",
    namespace: NAMESPACE,
    // Clients read the authority when they start, so it lasts; what it signs is renewed every year.
    values: { managedNamespaces: [NAMESPACE], config: { caValidity: "87600h" } },
    after: [namespace],
  });
  const writer = new GeneratedSecret(stack, "log-writer", {
    name: "log-writer",
    namespace: NAMESPACE,
    type: "kubernetes.io/basic-auth",
    data: { username: "log-writer", roles: "log_writer", "roles.yml": WRITER_ROLES },
    after: [namespace],
  });
  const elasticsearch = new Chart(stack, "elasticsearch", {
    ...ELASTICSEARCH_CHART,
    name: "elasticsearch",
    namespace: NAMESPACE,
    values: elasticsearchValues({
      nodes,
      heapGibibytes,
      storageGibibytes,
      writer: writer.name,
      keepVolumes: stack.environment.deletionProtection,
    }),
    after: [operator, writer],
  });
  // The name that clients know, whatever the operator calls its own.
  new ServiceV1(stack, "elasticsearch-name", {
    metadata: { name: "elasticsearch", namespace: namespace.name },
    spec: { type: "ExternalName", externalName: `${CLUSTER_SERVICE}.${NAMESPACE}.svc.cluster.local` },
  });
  const kibana = new Chart(stack, "kibana", {
    ...KIBANA_CHART,
    name: "kibana",
    namespace: NAMESPACE,
    values: kibanaValues(replicas),
    after: [elasticsearch],
  });
  const logstash = new Chart(stack, "logstash", {
    ...LOGSTASH_CHART,
    name: "logstash",
    namespace: NAMESPACE,
    values: logstashValues({ replicas, writer: writer.name }),
    timeoutSeconds: 1200,
    after: [elasticsearch],
  });
  new PodDisruptionBudgetV1(stack, "logstash-budget", {
    metadata: { name: "logstash", namespace: namespace.name },
    spec: { maxUnavailable: "1", selector: { matchLabels: { app: "logstash" } } },
  });
  const setup = addLoggingSetup(stack, namespace.name, nodes, [elasticsearch, kibana]);
  // A record that came before the template of its data stream would make an index of that name, for ever in its place.
  addFluentd(stack, { namespace: namespace.name, writer: writer.name, applications, after: [setup, logstash] });
  new NetworkPolicy(stack, "logging-policy", {
    name: "logging",
    namespace: namespace.name,
    pods: {},
    // Kubernetes itself, from outside of any pod, asks the operator about what is applied.
    ingress: [
      { peers: [{ pods: {} }] },
      { peers: [{ cidr: stack.environment.network.cidr }], ports: [{ port: OPERATOR_WEBHOOK_PORT }] },
    ],
  });
}
