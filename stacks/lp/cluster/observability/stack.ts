import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { PrometheusAdapter } from "@modules/kubernetes/charts/prometheus-adapter";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../../environments/lp/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import { SYSTEM_NODES } from "../../aws/kubernetes";
import type { WorkloadsStack } from "../workloads/stack";
import { addAlertmanager } from "./monitoring/alertmanager";
import { addGrafana } from "./monitoring/grafana";
import { addGrafanaDatabase, type DatabaseNeeds } from "./monitoring/grafana-database";
import { addPrometheus, NAMESPACE } from "./monitoring/prometheus";
import { addQueries, QUERIES } from "./monitoring/thanos";

export interface ObservabilityNeeds {
  readonly cluster: EksCluster;
  /** Where alerts go. */
  readonly alerts: IAlerts;
  /** What is watched, with its namespaces. */
  readonly workloads: WorkloadsStack;
  /** Where Grafana keeps what people make in it. */
  readonly database: DatabaseNeeds;
}

/** Ports of what Kubernetes itself asks, from outside of any pod: the operator and the adapter of metrics. */
const API_PORTS = [10250, 6443];

/** What watches the platform's pods; the operator and its definitions are an earlier stack's. */
export class ObservabilityStack extends ClusterStack<LpEnvironment> {
  constructor(
    scope: Construct,
    environment: LpEnvironment,
    { cluster, alerts, database, workloads }: ObservabilityNeeds,
  ) {
    const { account, network } = environment;
    super(scope, environment, "observability", eksAccess(cluster, account.region));
    this.addDependency(workloads);
    addPrometheus(this);
    addAlertmanager(this, alerts);
    const queries = addQueries(this);
    // The autoscaler of the gateway goes by its requests.
    new PrometheusAdapter(this, "metrics-adapter", {
      namespace: NAMESPACE,
      prometheus: { url: `http://${QUERIES.host}`, port: QUERIES.port },
      placement: placement(SYSTEM_NODES),
      after: [queries],
    });
    addGrafana(this, addGrafanaDatabase(this, database));
    new NetworkPolicy(this, "monitoring-policy", {
      name: "monitoring",
      namespace: NAMESPACE,
      pods: {},
      ingress: [
        { peers: [{ pods: {} }] },
        { peers: [{ cidr: network.cidr }], ports: API_PORTS.map((port) => ({ port })) },
      ],
    });
  }
}
