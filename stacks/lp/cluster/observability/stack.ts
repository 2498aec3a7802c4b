import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { PrometheusAdapter } from "@modules/kubernetes/charts/prometheus-adapter";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import { SYSTEM_NODES } from "../../aws/kubernetes";
import type { ControllersStack } from "../controllers";
import type { WorkloadsStack } from "../workloads/stack";
import { addAlertmanager } from "./monitoring/alertmanager";
import { addGrafana } from "./monitoring/grafana";
import { addGrafanaDatabase, type GrafanaDatabaseProps } from "./monitoring/grafana-database";
import { addPrometheus } from "./monitoring/prometheus";
import { addThanosQuery, THANOS_QUERY } from "./monitoring/thanos";

export interface ObservabilityProps {
  readonly cluster: EksCluster;
  /** Topic that Alertmanager publishes to. */
  readonly alerts: IAlerts;
  readonly controllers: ControllersStack;
  /** Stack of the workloads, which must be applied first, because Prometheus discovers pods in their namespaces. */
  readonly workloads: WorkloadsStack;
  /** Aurora cluster that holds Grafana's database. */
  readonly database: GrafanaDatabaseProps;
}

/** Ports that the API server calls: the webhook of the Prometheus operator and the metrics adapter. */
const API_SERVER_PORTS = [10250, 6443];

/** Prometheus, Alertmanager, Thanos and Grafana; the controllers stack installs the operator. */
export class ObservabilityStack extends ClusterStack<LpEnvironment> {
  constructor(
    scope: Construct,
    environment: LpEnvironment,
    { cluster, alerts, database, controllers, workloads }: ObservabilityProps,
  ) {
    const { account, network } = environment;
    super(scope, environment, "observability", eksAccess(cluster, account.region), [controllers, workloads]);
    addPrometheus(this);
    // Monitoring runs on system nodes, because application nodes are spot instances, which EC2 may reclaim.
    const system = placement(SYSTEM_NODES);
    addAlertmanager(this, alerts, system);
    const query = addThanosQuery(this, system);
    // The adapter provides the metric for the API gateway's autoscaler.
    new PrometheusAdapter(this, "metrics-adapter", {
      namespace: MONITORING_NAMESPACE,
      prometheus: { url: `http://${THANOS_QUERY.host}`, port: THANOS_QUERY.port },
      placement: system,
      after: [query],
    });
    addGrafana(this, addGrafanaDatabase(this, database), system);
    new NetworkPolicy(this, "monitoring-policy", {
      name: "monitoring",
      namespace: MONITORING_NAMESPACE,
      pods: {},
      ingress: [
        { peers: [{ pods: {} }] },
        { peers: [{ cidr: network.cidr }], ports: API_SERVER_PORTS.map((port) => ({ port })) },
      ],
    });
  }
}
