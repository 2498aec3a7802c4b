import type { App } from "cdktf";
import type { PhoenixRooivalkEnvironment } from "../../environments/phoenix-rooivalk/schema";
import { replicationSourceOf } from "../parts/aws/postgres";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { DnsStack } from "../shared/aws/dns";
import { RecordsStack } from "../shared/aws/records";
import { SecurityStack } from "../shared/aws/security";
import { CopiesStack } from "./aws/copies";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { KubernetesStack } from "./aws/kubernetes/stack";
import { LoadBalancingStack, ORIGIN } from "./aws/load-balancing";
import { ManagementStack } from "./aws/management";
import { NetworkStack } from "./aws/network";
import { defineStandby } from "./aws/standby";
import { ControllersStack } from "./cluster/controllers";
import { WorkloadsStack } from "./cluster/workloads/stack";

/** The stacks of one environment, in the order they are applied. */
export function definePhoenixRooivalk(app: App, environment: PhoenixRooivalkEnvironment): void {
  new BootstrapStack(app, environment);
  const { keys, alerts } = new SecurityStack(app, environment);
  const network = new NetworkStack(app, environment, { logsKey: keys.logs });
  const { vpc, groups } = network;
  const { bastion } = new ManagementStack(app, environment, { vpc, keys });
  const { zone } = new DnsStack(app, environment);
  const regions = Object.fromEntries(
    Object.keys(environment.secondaryRegions).map((region) => {
      const { keys, alerts } = new SecurityStack(app, environment, region);
      const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
      return [region, { keys, alerts, network }];
    }),
  );
  const { recovery } = environment;
  const recoveryPlace = recovery && regions[recovery.region];
  const copies = recoveryPlace && new CopiesStack(app, environment, recovery.region, { key: recoveryPlace.keys.data });
  const data = new DataStack(app, environment, {
    vpc,
    client: groups.eks,
    key: keys.data,
    logsKey: keys.logs,
    recoveryKey: recoveryPlace?.keys.data,
    copies: copies?.buckets,
  });
  const replicas: Record<string, DataReplicaStack> = {};
  for (const region of new Set(environment.database.replicas.map((replica) => replica.region))) {
    const place = regions[region] ?? { keys, alerts, network };
    replicas[region] = new DataReplicaStack(app, environment, region, {
      vpc: place.network.vpc,
      key: place.keys.data,
      logsKey: place.keys.logs,
      source: replicationSourceOf(data),
      alerts: place.alerts,
      client: place.network.groups.eks,
    });
  }
  const loadBalancing = new LoadBalancingStack(app, environment, {
    vpc,
    zone,
    group: groups.alb,
    logsKey: keys.logs,
  });
  const { cluster } = new KubernetesStack(app, environment, {
    vpc,
    group: groups.eks,
    keys,
    data,
    loadBalancer: loadBalancing.public,
    targetGroup: loadBalancing.targetGroup,
    bastion,
  });
  new ControllersStack(app, environment, { cluster, vpc, graphics: true });
  new WorkloadsStack(app, environment, {
    cluster,
    vpc,
    targetGroup: loadBalancing.targetGroup,
    database: data.database,
    password: data.password,
  });
  const standby =
    recoveryPlace &&
    defineStandby(app, environment, recovery, {
      ...recoveryPlace,
      copies: copies!,
      replicas: replicas[recovery.region]!,
      zone,
      certificate: loadBalancing.certificate,
      data,
    });
  new RecordsStack(app, environment, {
    zone,
    labels: [ORIGIN],
    healthCheck: { name: "phoenix-rooivalk-primary-region" },
    loadBalancer: loadBalancing.public,
    standby,
  });
  new EdgeStack(app, environment, { zone, staticAssets: data.buckets["static-assets"], logsKey: keys.logs });
}
