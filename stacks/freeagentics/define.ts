import { agentAlarms, groupAlarms } from "@modules/aws/compute/alarms";
import type { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { secondsByPercentile } from "@modules/core/objective";
import type { App } from "cdktf";
import type { FreeagenticsEnvironment } from "../../environments/freeagentics/schema";
import { databaseGraphs, serviceGraphs } from "../parts/aws/dashboards";
import { balancerObjectives } from "../parts/aws/objectives";
import { replicationSourceOf } from "../parts/aws/postgres";
import { type RegionStacks, regionsOf, replicasByRegion } from "../parts/aws/regions";
import { defineAudit } from "../shared/aws/audit";
import { defineBackupPlans } from "../shared/aws/backup-plans";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { defineChat } from "../shared/aws/chat";
import { defineCosts } from "../shared/aws/costs";
import { DnsStack } from "../shared/aws/dns";
import { OperationsStack } from "../shared/aws/operations";
import { databasePlan } from "../shared/aws/plans";
import { RecordsStack } from "../shared/aws/records";
import { RegistryStack } from "../shared/aws/registry";
import { SecurityStack } from "../shared/aws/security";
import { CloudflareZoneStack } from "../shared/cloudflare/zone";
import { defineDelivery } from "../shared/delivery";
import { AccessStack } from "./aws/access";
import { BackupsStack } from "./aws/backups";
import { ComputeStack } from "./aws/compute/stack";
import { CopiesStack } from "./aws/copies";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { LoadBalancingStack, ORIGIN, PROXIES, proxyLabels } from "./aws/load-balancing";
import { MonitoringStack } from "./aws/monitoring/stack";
import { directPort, NetworkStack } from "./aws/network";
import { ProxiesStack } from "./aws/proxies/stack";
import { defineStandby } from "./aws/standby";
import { CloudflareEdgeStack } from "./cloudflare/edge";
import { IMAGES } from "./images";
import { renderProxyFiles } from "./proxies/files";

/** Defines the stacks of one environment, in the order of their first apply. */
export function defineFreeagentics(app: App, environment: FreeagenticsEnvironment): void {
  const bootstrap = new BootstrapStack(app, environment);
  const regions = regionsOf(environment, (region) => {
    const { keys, alerts, threatDetection } = new SecurityStack(app, environment, {}, region);
    const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
    return { region, keys, alerts, threatDetection, network };
  });
  defineAudit(app, environment, regions.all);
  defineChat(app, environment, { alerts: regions.all.list().map(({ alerts }) => alerts) });
  const { primary } = regions;
  const { objectives } = environment;
  const { keys, alerts, network } = primary;
  const { zone } = new DnsStack(app, environment);
  // ACM can validate certificates only once this zone delegates to the Route 53 zone.
  const cloudflare = environment.cloudflare && new CloudflareZoneStack(app, environment, { delegated: zone });
  const recovery = regions.recovery && {
    ...regions.recovery,
    copies: new CopiesStack(app, environment, { key: regions.recovery.keys.data }, regions.recovery.region),
  };
  const data = new DataStack(app, environment, {
    ...dataProps(primary),
    recoveryKey: recovery?.keys.data,
    copies: recovery?.copies.buckets,
  });
  if (recovery) {
    defineBackupPlans(app, environment, {
      key: keys.data,
      logsKey: keys.logs,
      alerts,
      copies: recovery,
      restoreTests: "cron(0 9 2 1,4,7,10 ? *)",
      plans: {
        "monthly-archive": databasePlan(data.database, {
          schedule: "cron(0 5 1 * ? *)",
          retentionDays: 365,
          type: "RDS",
        }),
      },
    });
  }
  const replicas = replicasByRegion(environment, regions, (stacks) => {
    const props = { ...dataProps(stacks), source: replicationSourceOf(data) };
    return new DataReplicaStack(app, environment, props, stacks.region);
  });
  // The destination repositories must exist before the replication.
  const standbyRegion = recovery && {
    ...recovery,
    replicas: replicas.get(recovery.region),
    registry: new RegistryStack(app, environment, { images: IMAGES, key: recovery.keys.data }, recovery.region),
  };
  const { repositories } = new RegistryStack(app, environment, {
    images: IMAGES,
    key: keys.data,
    copies: standbyRegion?.registry,
  });
  const { vpc, groups } = network;
  const loadBalancing = new LoadBalancingStack(app, environment, { vpc, zone, groups, logsKey: keys.logs });
  renderProxyFiles(loadBalancing);
  const readers = Object.values(replicas.find(primary.region)?.replicas ?? {});
  const { autoScalingGroup, workers } = new ComputeStack(app, environment, {
    vpc,
    groups,
    keys,
    targetGroup: loadBalancing.targetGroup,
    loadBalancer: loadBalancing.public,
    repository: repositories["freeagentics/app"],
    workerRepository: repositories["freeagentics/worker"],
    data: {
      database: data.database,
      readers,
      cache: data.cache,
      uploads: data.buckets.uploads,
    },
  });
  const proxies = defineProxies(app, environment, primary);
  new BackupsStack(app, environment, { vpc, keys, data, repository: repositories["freeagentics/backup"] });
  new AccessStack(app, environment, { vpc, groups, keys, zone });
  if (environment.monitoring && groups.monitoring) {
    const { monitoring: group } = groups;
    const { monitoring: settings } = environment;
    new MonitoringStack(app, environment, { settings, vpc, group, key: keys.data, alerts, data });
  }
  const standby =
    standbyRegion &&
    defineStandby(app, environment, {
      ...standbyRegion,
      zone,
      certificate: loadBalancing.certificate,
      originHeader: loadBalancing.originHeader,
      data,
    });
  const { healthCheck } = new RecordsStack(app, environment, {
    zone,
    labels: [ORIGIN],
    // With three failures at intervals of 10 s, the health check detects the loss of a region within half a minute.
    healthCheck: { name: "freeagentics-primary", port: directPort(environment), intervalSeconds: 10 },
    loadBalancer: loadBalancing.public,
    others: proxies,
    standby,
  });
  new OperationsStack(app, environment, {
    alerts,
    loadBalancer: loadBalancing.public,
    targetGroups: { "freeagentics-app": loadBalancing.targetGroup },
    limits: {
      failedPercent: 5,
      failedSeverity: "warning",
      seconds: objectives && secondsByPercentile(objectives.app),
      averageSeconds: 1,
    },
    objectives: balancerObjectives("app", objectives?.app, loadBalancing.public),
    healthCheck,
    dashboards: {
      application: [
        serviceGraphs(loadBalancing.public),
        ...databaseGraphs(
          data.database.identifier,
          readers.map(({ identifier }) => identifier),
        ),
      ],
    },
    alarms: {
      "freeagentics-servers": { ...groupAlarms(autoScalingGroup), ...agentAlarms(autoScalingGroup) },
      ...(workers && { "freeagentics-workers": { ...groupAlarms(workers), ...agentAlarms(workers) } }),
    },
  });
  defineCosts(app, environment, { alerts });
  new EdgeStack(app, environment, {
    zone,
    certificate: loadBalancing.certificate,
    originHeader: loadBalancing.originHeader,
    static: data.buckets.static,
    logsKey: keys.logs,
  });
  if (cloudflare) {
    const origin = environment.proxies?.tier?.serves ? PROXIES : ORIGIN;
    new CloudflareEdgeStack(app, environment, { zone: cloudflare.zone, origin: `${origin}.${zone.name}` });
  }
  defineDelivery(app, environment);
  bootstrap.allowStacks(app);
}

/**
 * Defines the proxies, if the environment has them.
 *
 * @returns their load balancer by the first labels of the names that point to it
 */
function defineProxies(
  app: App,
  environment: FreeagenticsEnvironment,
  { keys, alerts, network }: RegionStacks<NetworkStack>,
): Record<string, NetworkLoadBalancer> | undefined {
  const { proxies: settings } = environment;
  const { vpc, groups, cloudflare } = network;
  if (!settings?.tier || !groups.proxies) {
    return undefined;
  }
  const { tier } = settings;
  const { public: loadBalancer } = new ProxiesStack(app, environment, {
    settings,
    tier,
    vpc,
    group: groups.proxies,
    cloudflare,
    keys,
    alerts,
  });
  const labels = tier.serves ? proxyLabels(environment) : [PROXIES];
  return Object.fromEntries(labels.map((label) => [label, loadBalancer]));
}

/** Props that the database and cache stacks of a region share. */
function dataProps({ keys, alerts, network }: RegionStacks<NetworkStack>) {
  return {
    vpc: network.vpc,
    key: keys.data,
    logsKey: keys.logs,
    alerts,
    client: network.groups.app,
    monitoring: network.groups.monitoring,
  };
}
