import type { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { App } from "cdktf";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import type { Standby } from "../../shared/aws/records";
import type { SecurityStack } from "../../shared/aws/security";
import { ControllersStack } from "../cluster/controllers";
import { WorkloadsStack } from "../cluster/workloads/stack";
import { CacheReplicaStack } from "./cache-replica";
import type { CopiesStack } from "./copies";
import type { DataStack } from "./data/stack";
import type { DataReplicaStack } from "./data-replica";
import { KubernetesStack } from "./kubernetes/stack";
import { LoadBalancingStack } from "./load-balancing";
import type { NetworkStack } from "./network";

/** What stands in the region already, and what of the primary region it shares. */
export interface StandbyNeeds {
  readonly network: NetworkStack;
  readonly keys: SecurityStack["keys"];
  readonly copies: CopiesStack;
  /** Of the database. */
  readonly replicas: DataReplicaStack;
  readonly zone: IHostedZone;
  readonly certificate: Certificate;
  /** Whose cache it follows, and of whose secrets the region has copies. */
  readonly data: DataStack;
}

/**
 * The stacks that serve requests once more in another region: the primary
 * region's own classes at their least size, beside a replica of the database and
 * one of the cache that take no writes before they are promoted. Validators, GPUs
 * and what monitors them stay in the primary region.
 */
export function defineStandby(
  app: App,
  environment: PhoenixRooivalkEnvironment,
  { region, min }: NonNullable<PhoenixRooivalkEnvironment["recovery"]>,
  { network, keys, copies, replicas, zone, certificate, data }: StandbyNeeds,
): Standby {
  const { vpc, groups } = network;
  const password = data.recoveryPassword!;
  const { cache } = new CacheReplicaStack(app, environment, region, {
    vpc,
    key: keys.data,
    logsKey: keys.logs,
    global: data.globalCache!,
    client: groups.eks,
  });
  const { public: loadBalancer, targetGroup } = new LoadBalancingStack(
    app,
    environment,
    { vpc, zone, group: groups.alb, logsKey: keys.logs, certificate },
    region,
  );
  const { cluster } = new KubernetesStack(
    app,
    environment,
    {
      vpc,
      group: groups.eks,
      keys,
      data: { buckets: copies.buckets, cache, password },
      loadBalancer,
      targetGroup,
      standby: { min },
    },
    region,
  );
  new ControllersStack(app, environment, { cluster, vpc, graphics: false }, region);
  // One is enough to stand by; after a promotion it is the primary.
  const [database] = Object.values(replicas.replicas);
  new WorkloadsStack(app, environment, { cluster, vpc, targetGroup, database: database!, password }, region);
  return { region, loadBalancer };
}
