import { containerMetric } from "@modules/aws/eks/alarms";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { AlarmSet } from "@modules/aws/operations/alarm";
import type { Graph } from "@modules/aws/operations/dashboard";
import type { Metric } from "@modules/aws/operations/metric";
import type { BlockchainSettings } from "../../../environments/phoenix-rooivalk/schema";
import { databaseGraphs, serviceGraphs } from "../../parts/aws/dashboards";

export interface DashboardsProps {
  readonly balancer: Pick<IApplicationLoadBalancer, "arnSuffix">;
  readonly cluster: Pick<EksCluster, "name">;
  readonly database: string;
  /** Replicas of the database in its region. */
  readonly replicas: readonly string[];
  readonly blockchain: BlockchainSettings;
}

/** Dashboards by the suffixes of their names. The first row of each shows whether requests succeed. */
export function dashboards(props: DashboardsProps): Readonly<Record<string, readonly (readonly Graph[])[]>> {
  const { balancer, cluster, database, replicas, blockchain } = props;
  const served = serviceGraphs(balancer);
  return {
    application: [served],
    infrastructure: [served, clusterGraphs(cluster.name)],
    database: [served, ...databaseGraphs(database, replicas)],
    blockchain: [served, blockchainGraphs(blockchain)],
  };
}

/** Alarms on metrics that validators publish. */
export function blockchainAlarms({ metricsNamespace, transactionsPerSecond }: BlockchainSettings): AlarmSet {
  return {
    transactions: {
      metric: { ...blockchainMetric(metricsNamespace, "TransactionThroughput"), statistic: "Maximum" },
      above: transactionsPerSecond,
      periods: 5,
      severity: "warning",
      description: `The blockchain handles more than ${transactionsPerSecond} transactions a second, which it is sized for: add validators`,
    },
  };
}

function blockchainMetric(namespace: string, name: string): Metric {
  return { namespace, name, dimensions: {}, periodSeconds: 60 };
}

function blockchainGraphs({ metricsNamespace, transactionsPerSecond }: BlockchainSettings): Graph[] {
  const metric = (name: string) => [blockchainMetric(metricsNamespace, name)];
  return [
    {
      title: "Transactions a second",
      metrics: metric("TransactionThroughput"),
      line: { label: "Sized for", value: transactionsPerSecond },
    },
    { title: "Block time, seconds", metrics: metric("BlockTime") },
    { title: "Validator status: active validators", metrics: metric("ActiveValidators") },
  ];
}

function clusterGraphs(cluster: string): Graph[] {
  return Object.entries({
    "CPU of the nodes, percent": "node_cpu_utilization",
    "Memory of the nodes, percent": "node_memory_utilization",
    "Disks of the nodes, percent": "node_filesystem_utilization",
    "Network of the nodes, bytes a second": "node_network_total_bytes",
  }).map(([title, name]) => ({ title, metrics: [containerMetric(cluster, name)] }));
}
