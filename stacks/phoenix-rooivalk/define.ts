import type { App } from "cdktf";
import type { PhoenixRooivalkEnvironment } from "../../environments/phoenix-rooivalk/schema";
import { balancerObjectives } from "../parts/aws/objectives";
import { replicationSourceOf } from "../parts/aws/postgres";
import { regionsOf, replicasByRegion } from "../parts/aws/regions";
import { defineAudit } from "../shared/aws/audit";
import { defineBackupPlans } from "../shared/aws/backup-plans";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { defineChat } from "../shared/aws/chat";
import { defineCosts } from "../shared/aws/costs";
import { DnsStack } from "../shared/aws/dns";
import { OperationsStack } from "../shared/aws/operations";
import { databasePlan, volumePlan } from "../shared/aws/plans";
import { RecordsStack } from "../shared/aws/records";
import { defineRunner } from "../shared/aws/runner";
import { SecurityStack } from "../shared/aws/security";
import { defineDelivery } from "../shared/delivery";
import { CopiesStack } from "./aws/copies";
import { blockchainAlarms, dashboards } from "./aws/dashboards";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { KubernetesStack } from "./aws/kubernetes/stack";
import { LoadBalancingStack, ORIGIN_LABEL, ORIGIN_PORT } from "./aws/load-balancing";
import { ManagementStack } from "./aws/management";
import { NetworkStack } from "./aws/network";
import { defineStandby } from "./aws/standby";
import { ControllersStack } from "./cluster/controllers";
import { ObservabilityStack } from "./cluster/observability";
import { WorkloadsStack } from "./cluster/workloads/stack";

/** The stacks of one environment, in the order they are applied. */
export function definePhoenixRooivalk(app: App, environment: PhoenixRooivalkEnvironment): void {
  const bootstrap = new BootstrapStack(app, environment, { people: environment.kubernetes.administrators });
  const regions = regionsOf(environment, (region) => {
    const { keys, alerts, threatDetection } = new SecurityStack(app, environment, {}, region);
    const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
    return { region, keys, alerts, threatDetection, network };
  });
  defineAudit(app, environment, regions.all);
  defineChat(app, environment, { alerts: regions.all.list().map(({ alerts }) => alerts) });
  const { keys, alerts, network } = regions.primary;
  const { vpc, securityGroups } = network;
  const runner = defineRunner(app, environment, { vpc, logsKey: keys.logs });
  const { bastion } = new ManagementStack(app, environment, { vpc, keys });
  const { zone } = new DnsStack(app, environment);
  const recovery = regions.recovery && {
    ...regions.recovery,
    copies: new CopiesStack(app, environment, { key: regions.recovery.keys.data }, regions.recovery.region),
  };
  const data = new DataStack(app, environment, {
    vpc,
    client: securityGroups.eks,
    key: keys.data,
    logsKey: keys.logs,
    alerts,
    recoveryKey: recovery?.keys.data,
    copies: recovery?.copies.buckets,
  });
  if (recovery) {
    defineBackupPlans(app, environment, {
      key: keys.data,
      logsKey: keys.logs,
      alerts,
      copies: recovery,
      // The tests run between the monthly drills, in which people restore by hand.
      restoreTests: "cron(0 9 15 * ? *)",
      plans: {
        // RDS's own backups are deleted with the account; these copies are in a locked vault in another region.
        "daily-database": databasePlan(data.database, {
          schedule: "cron(0 5 * * ? *)",
          retentionDays: 30,
          type: "RDS",
        }),
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
      alerts,
      client: network.securityGroups.eks,
    };
    return new DataReplicaStack(app, environment, props, region);
  });
  const loadBalancing = new LoadBalancingStack(app, environment, {
    vpc,
    zone,
    securityGroups: [securityGroups.alb, securityGroups.cdn],
    logsKey: keys.logs,
  });
  const { cluster } = new KubernetesStack(app, environment, {
    vpc,
    securityGroup: securityGroups.eks,
    keys,
    alerts,
    data,
    loadBalancer: loadBalancing.public,
    targetGroup: loadBalancing.targetGroup,
    bastion,
    runner,
  });
  const controllers = new ControllersStack(app, environment, { cluster, vpc, gpuNodes: true });
  if (environment.monitoring) {
    new ObservabilityStack(app, environment, { settings: environment.monitoring, cluster, alerts, controllers });
  }
  new WorkloadsStack(app, environment, {
    cluster,
    controllers,
    vpc,
    targetGroup: loadBalancing.targetGroup,
    database: data.database,
    login: data.login,
  });
  const standby =
    recovery &&
    defineStandby(app, environment, {
      ...recovery,
      runnerCidrs: runner ? Object.values(vpc.natAddresses).map((address) => `${address}/32`) : [],
      replicas: replicas.get(recovery.region),
      zone,
      certificate: loadBalancing.certificate,
      originHeader: loadBalancing.originHeader,
      data,
    });
  const { healthCheck } = new RecordsStack(app, environment, {
    zone,
    labels: [ORIGIN_LABEL],
    healthCheck: { name: "phoenix-rooivalk-primary-region", port: ORIGIN_PORT },
    loadBalancer: loadBalancing.public,
    standby,
  });
  new OperationsStack(app, environment, {
    alerts,
    loadBalancer: loadBalancing.public,
    targetGroups: { "phoenix-rooivalk-pods": loadBalancing.targetGroup },
    objectives: balancerObjectives("public", environment.objectives?.public, loadBalancing.public),
    healthCheck,
    dashboards: dashboards({
      balancer: loadBalancing.public,
      cluster,
      database: data.database.identifier,
      replicas: Object.values(replicas.find(environment.account.region)?.replicas ?? {}).map(
        ({ identifier }) => identifier,
      ),
      blockchain: environment.blockchain,
    }),
    alarms: { "phoenix-rooivalk-blockchain": blockchainAlarms(environment.blockchain) },
  });
  defineCosts(app, environment, { alerts });
  new EdgeStack(app, environment, {
    zone,
    originHeader: loadBalancing.originHeader,
    staticAssets: data.buckets["static-assets"],
    staticAssetsCopy: recovery?.copies.buckets["static-assets"],
    logsKey: keys.logs,
  });
  defineDelivery(app, environment);
  bootstrap.allowStacks(app);
}
