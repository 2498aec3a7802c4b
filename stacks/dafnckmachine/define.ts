import { validationZone } from "@modules/cloudflare/dns/validation-zone";
import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/schema";
import { replicationSourceOf } from "../parts/aws/postgres";
import { regionsOf, replicasByRegion } from "../parts/aws/regions";
import { defineAudit } from "../shared/aws/audit";
import { defineBackupPlans } from "../shared/aws/backup-plans";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { defineChat } from "../shared/aws/chat";
import { defineCosts } from "../shared/aws/costs";
import { DnsStack } from "../shared/aws/dns";
import { databasePlan, volumePlan } from "../shared/aws/plans";
import { RecordsStack } from "../shared/aws/records";
import { RegistryStack } from "../shared/aws/registry";
import { defineRunner } from "../shared/aws/runner";
import { SecurityStack } from "../shared/aws/security";
import { CloudflareZoneStack } from "../shared/cloudflare/zone";
import { defineDelivery } from "../shared/delivery";
import { ComputeStack } from "./aws/compute";
import { ContainersStack } from "./aws/containers/stack";
import { CopiesStack } from "./aws/copies";
import { DATABASE_TOPIC } from "./aws/data/alarms";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { FunctionsStack } from "./aws/functions";
import { KubernetesStack } from "./aws/kubernetes/stack";
import { LoadBalancingStack, ORIGINS } from "./aws/load-balancing";
import { NetworkStack } from "./aws/network";
import { defineOperations } from "./aws/operations";
import { CPU_TOPIC } from "./aws/server-alarms";
import { defineStandby } from "./aws/standby";
import { CloudflareEdgeStack } from "./cloudflare/edge";
import { ControllersStack } from "./cluster/controllers";
import { ObservabilityStack } from "./cluster/observability/stack";
import { API_HEALTH_PATH, apiHealthHost } from "./cluster/pods";
import { WorkloadsStack } from "./cluster/workloads/stack";
import { defineGoogle } from "./google/define";
import { IMAGES } from "./images";

/** Defines the stacks of one environment, in the order of their first apply. */
export function defineDafnckmachine(app: App, environment: DafnckmachineEnvironment): void {
  const { administrators, operator } = environment.kubernetes;
  const bootstrap = new BootstrapStack(app, environment, { people: [...administrators, operator] });
  const regions = regionsOf(environment, (region) => {
    const { keys, alerts, threatDetection } = new SecurityStack(
      app,
      environment,
      { extraTopics: [CPU_TOPIC, DATABASE_TOPIC] },
      region,
    );
    const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
    return { region, keys, alerts, threatDetection, network };
  });
  defineAudit(app, environment, regions.all);
  defineChat(app, environment, { alerts: regions.all.list().map(({ alerts }) => alerts) });
  const { recovery } = regions;
  const { keys, alerts, network } = regions.primary;
  const runner = defineRunner(app, environment, { vpc: network.vpc, logsKey: keys.logs });
  const { zone } = new DnsStack(app, environment);
  // ACM can validate certificates only once this zone delegates to the Route 53 zone.
  const cloudflare = environment.cloudflare && new CloudflareZoneStack(app, environment, { delegated: zone });
  const { copyRegion } = environment.storage;
  const copyStacks = copyRegion === undefined ? undefined : regions.all.get(copyRegion);
  const copies = copyStacks && new CopiesStack(app, environment, { key: copyStacks.keys.data }, copyStacks.region);
  const data = new DataStack(app, environment, {
    vpc: network.vpc,
    clients: network.groups,
    key: keys.data,
    logsKey: keys.logs,
    alerts,
    snapshotCopyKey: copyStacks?.keys.data,
    recoveryKey: recovery?.keys.data,
    copies: copies?.buckets,
  });
  if (copyStacks) {
    defineBackupPlans(app, environment, {
      key: keys.data,
      logsKey: keys.logs,
      alerts,
      copies: copyStacks,
      restoreTests: "cron(0 9 2 1,4,7,10 ? *)",
      plans: {
        // AWS Backup keeps backups longer than the maximum of 35 days for RDS's own backups.
        "daily-database": databasePlan(data.database, {
          schedule: "cron(0 5 * * ? *)",
          retentionDays: 90,
          type: "RDS",
        }),
        "daily-tables": {
          schedule: "cron(0 6 * * ? *)",
          retentionDays: 35,
          type: "DynamoDB",
          resources: Object.values(data.tables).map(({ arn }) => arn),
        },
        "daily-volumes": volumePlan(environment),
      },
    });
  }
  const replicas = replicasByRegion(environment, regions, ({ region, keys, alerts, network }) => {
    const props = {
      vpc: network.vpc,
      key: keys.data,
      logsKey: keys.logs,
      source: replicationSourceOf(data),
      tables: data.tables,
      alerts,
      client: region === recovery?.region ? network.groups.api : undefined,
    };
    return new DataReplicaStack(app, environment, props, region);
  });
  // The destination repositories must exist before the replication.
  const standbyRegion = recovery && {
    ...recovery,
    buckets: copies?.buckets,
    replicas: replicas.get(recovery.region),
    registry: new RegistryStack(app, environment, { images: IMAGES, key: recovery.keys.data }, recovery.region),
  };
  const registry = new RegistryStack(app, environment, {
    images: IMAGES,
    key: keys.data,
    copies: standbyRegion?.registry,
  });
  const { repositories } = registry;
  const loadBalancing = new LoadBalancingStack(app, environment, {
    vpc: network.vpc,
    zone,
    groups: network.groups,
    logsKey: keys.logs,
  });
  const { autoScalingGroups } = new ComputeStack(app, environment, {
    vpc: network.vpc,
    groups: network.groups,
    targetGroups: loadBalancing.targetGroups,
    internal: loadBalancing.internal,
    data,
    repositories,
    keys,
  });
  const { services } = new ContainersStack(app, environment, {
    vpc: network.vpc,
    groups: network.groups,
    keys,
    repositories,
    loadBalancing,
    data,
    backups: data.buckets.backups,
  });
  const { cluster, ingress, parameters } = new KubernetesStack(app, environment, {
    vpc: network.vpc,
    keys,
    runner,
    zone,
    alerts,
    groups: network.groups,
    loadBalancer: loadBalancing.public,
    data,
  });
  const controllers = new ControllersStack(app, environment, { cluster, vpc: network.vpc });
  const workloads = new WorkloadsStack(app, environment, {
    cluster,
    zone,
    registry,
    controllers,
    ingress,
    data: { ...data, urls: parameters },
  });
  const { observability } = environment;
  if (observability) {
    new ObservabilityStack(app, environment, { settings: observability, cluster, alerts, controllers, workloads });
  }
  new FunctionsStack(app, environment, { key: keys.data, logsKey: keys.logs, data });
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
    labels: ORIGINS,
    healthCheck: { name: "hc-primary-region" },
    services: { api: { host: apiHealthHost(environment), path: API_HEALTH_PATH } },
    loadBalancer: loadBalancing.public,
    standby,
  });
  defineOperations(app, environment, { alerts, loadBalancing, autoScalingGroups, services, data, healthCheck });
  const publicZone = cloudflare && validationZone(cloudflare.zone);
  const { distributions } = new EdgeStack(app, environment, {
    zone,
    publicZone,
    originHeader: loadBalancing.originHeader,
    staticAssets: data.buckets.staticAssets,
    logsKey: keys.logs,
  });
  if (cloudflare) {
    new CloudflareEdgeStack(app, environment, { zone: cloudflare.zone, distributions });
  }
  defineCosts(app, environment, { alerts });
  if (environment.google) {
    defineGoogle(app, environment, { zone, publicZone });
  }
  defineDelivery(app, environment);
  bootstrap.allowStacks(app);
}
