import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { Chart } from "@modules/kubernetes/charts/chart";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import type { LogSettings } from "../../../../../environments/dafnckmachine/observability";
import type { DafnckmachineEnvironment } from "../../../../../environments/dafnckmachine/schema";
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
import { addFluentd } from "./fluentd/fluentd";
import { KIBANA_CHART, kibanaValues } from "./kibana";
import { LOGSTASH_CHART, logstashValues } from "./logstash";
import { addLoggingSetup } from "./setup";

const NAMESPACE = NAMESPACES.logging;
const OPERATOR_WEBHOOK_PORT = 9443;

/**
 * The logging stack: Fluentd and Logstash collect logs, Elasticsearch stores them, Kibana shows them.
 *
 * @param applications namespaces whose pods send records to Fluentd
 */
export function addLogging(
  stack: ClusterStack<DafnckmachineEnvironment>,
  settings: LogSettings,
  applications: readonly string[],
): void {
  const { nodes, heapGibibytes, storageGibibytes, replicas } = settings;
  // Fluentd mounts the node's log folder, which the restricted Pod Security Standard forbids.
  const namespace = addNamespace(stack, NAMESPACE, "privileged");
  const operator = new Chart(stack, "elastic-operator", {
    ...OPERATOR_CHART,
    name: "elastic-operator",
    namespace: NAMESPACE,
    // `managedNamespaces` limits the namespaces that the operator watches. Its role still includes the Secrets of all
    // namespaces, because without cluster roles the chart installs neither the custom resource definitions nor the
    // webhook that validates objects. The certificate authority is valid for ten years, because clients load it only
    // when they start. The certificates that it signs are renewed every year.
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
  // This Service gives clients a stable name, because the operator chooses the name of its own Service.
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
  // Fluentd must wait for the index templates: a record without a template creates an index, which blocks the data
  // stream of the same name.
  addFluentd(stack, { namespace: namespace.name, writer: writer.name, applications, after: [setup, logstash] });
  new NetworkPolicy(stack, "logging-policy", {
    name: "logging",
    namespace: namespace.name,
    pods: {},
    // The API server calls the operator's webhook. It is not a pod, so the rule allows its CIDR block.
    ingress: [
      { peers: [{ pods: {} }] },
      { peers: [{ cidr: stack.environment.network.cidr }], ports: [{ port: OPERATOR_WEBHOOK_PORT }] },
    ],
  });
}
