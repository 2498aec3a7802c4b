import type { AuroraReplicaCluster } from "@modules/aws/database/aurora/aurora-replica-cluster";
import type { App } from "cdktf";
import type { AuroraReplicaSettings, LpEnvironment } from "../../environments/lp/schema";
import { type RegionStacks, type Regions, regionsOf } from "../parts/aws/regions";
import { defineAudit } from "../shared/aws/audit";
import { defineBackupPlans } from "../shared/aws/backup-plans";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { defineChat } from "../shared/aws/chat";
import { DnsStack } from "../shared/aws/dns";
import { databasePlan, volumePlan } from "../shared/aws/plans";
import { RegistryStack } from "../shared/aws/registry";
import { defineRunner } from "../shared/aws/runner";
import { SecurityStack } from "../shared/aws/security";
import { CloudflareZoneStack } from "../shared/cloudflare/zone";
import { defineDelivery } from "../shared/delivery";
import { clusterBoundary } from "./aws/cluster-boundary";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { KubernetesStack } from "./aws/kubernetes";
import { LoadBalancingStack } from "./aws/load-balancing";
import { NetworkStack } from "./aws/network";
import { PeeringStack } from "./aws/peering";
import { PeeringAccepterStack } from "./aws/peering-accepter";
import { CloudflareEdgeStack } from "./cloudflare/edge";
import { ControllersStack } from "./cluster/controllers";
import { ObservabilityStack } from "./cluster/observability/stack";
import { WorkloadsStack } from "./cluster/workloads/stack";
import { defineGoogle } from "./google/define";
import { IMAGES } from "./images";

/** The stacks of one environment, in the order they are applied. */
export function defineLp(app: App, environment: LpEnvironment): void {
  const bootstrap = new BootstrapStack(app, environment, {
    serviceBoundaries: { cluster: clusterBoundary(environment) },
    people: environment.kubernetes.administrators,
  });
  const regions = regionsOf(environment, (region) => {
    const { keys, alerts, threatDetection } = new SecurityStack(app, environment, {}, region);
    const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
    return { region, keys, alerts, threatDetection, network };
  });
  defineAudit(app, environment, regions.all);
  defineChat(app, environment, { alerts: regions.all.list().map(({ alerts }) => alerts) });
  const { keys, alerts, network } = regions.primary;
  const { vpc } = network;
  const runner = defineRunner(app, environment, { vpc, logsKey: keys.logs });
  const { zone } = new DnsStack(app, environment);
  const cloudflare = environment.cloudflare && new CloudflareZoneStack(app, environment, { delegated: zone });
  const { replica } = environment.database;
  const replicaRegion = replica && regions.all.get(replica.region);
  const data = new DataStack(app, environment, {
    vpc,
    key: keys.data,
    logsKey: keys.logs,
    alerts,
    replicaKey: replicaRegion?.keys.data,
  });
  const copy =
    replica && replicaRegion ? defineCopy(app, environment, { replica, regions, replicaRegion, data }) : undefined;
  const registry = new RegistryStack(app, environment, { images: IMAGES, key: keys.data });
  const kubernetes = new KubernetesStack(app, environment, { vpc, keys, runner, zone, alerts, data, copy });
  const { cluster, cacheUrl, databaseUrl, clientCa } = kubernetes;
  const loadBalancing = new LoadBalancingStack(app, environment, { vpc, zone, cluster });
  const { targetGroup } = loadBalancing;
  const controllers = new ControllersStack(app, environment, { cluster, vpc });
  // Pods get the credentials of a pod identity association only if they are created after it.
  controllers.addDependency(loadBalancing);
  const workloads = new WorkloadsStack(app, environment, {
    cluster,
    vpc,
    controllers,
    registry,
    databaseUrl,
    cacheUrl,
    clientCa,
    zone,
    targetGroup,
  });
  new ObservabilityStack(app, environment, {
    cluster,
    alerts,
    controllers,
    database: data.database,
    workloads,
  });
  new EdgeStack(app, environment, { zone, assets: data.assets, logsKey: keys.logs });
  const google = environment.google && defineGoogle(app, environment, { zone });
  if (cloudflare) {
    new CloudflareEdgeStack(app, environment, { zone: cloudflare.zone, standby: google });
  }
  defineDelivery(app, environment);
  bootstrap.allowStacks(app);
}

interface CopyProps {
  readonly replica: AuroraReplicaSettings;
  readonly regions: Regions<RegionStacks<NetworkStack>>;
  readonly replicaRegion: RegionStacks<NetworkStack>;
  readonly data: DataStack;
}

/** Defines the database's replica in another region, the peering with the nodes' VPC, and backups in both regions. */
function defineCopy(
  app: App,
  environment: LpEnvironment,
  { replica, regions, replicaRegion, data }: CopyProps,
): AuroraReplicaCluster | undefined {
  const { global, cluster } = data.database;
  if (!global) {
    return undefined;
  }
  const { keys, alerts, network } = regions.primary;
  const { vpc } = replicaRegion.network;
  const peering = new PeeringStack(app, environment, { region: replica.region, vpc, peer: network.vpc });
  new PeeringAccepterStack(app, environment, { connectionId: peering.connectionId, vpc: network.vpc, peer: vpc });
  const copy = new DataReplicaStack(app, environment, {
    replica,
    global,
    vpc,
    primaryVpc: network.vpc,
    key: replicaRegion.keys.data,
    logsKey: replicaRegion.keys.logs,
    alerts: replicaRegion.alerts,
  });
  defineBackupPlans(app, environment, {
    key: keys.data,
    logsKey: keys.logs,
    alerts,
    copies: replicaRegion,
    restoreTests: "cron(0 9 2 1,4,7,10 ? *)",
    plans: {
      // Aurora's own backups are deleted with the cluster or its account; these backups are kept.
      "daily-database": databasePlan(cluster, {
        schedule: "cron(0 5 * * ? *)",
        retentionDays: 35,
        type: "Aurora",
      }),
      "daily-volumes": volumePlan(environment),
    },
  });
  return copy.cluster;
}
