import type { App } from "cdktf";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { firstReplica } from "../../parts/aws/postgres-replicas";
import type { StandbyProps } from "../../parts/aws/regions";
import type { Standby } from "../../shared/aws/records";
import { ControllersStack } from "../cluster/controllers";
import { WorkloadsStack } from "../cluster/workloads/stack";
import { CacheReplicaStack } from "./cache-replica";
import type { CopiesStack } from "./copies";
import type { DataStack } from "./data/stack";
import type { DataReplicaStack } from "./data-replica";
import { KubernetesStack } from "./kubernetes/stack";
import { LoadBalancingStack } from "./load-balancing";
import type { NetworkStack } from "./network";

export interface PhoenixRooivalkStandbyProps extends StandbyProps<NetworkStack, DataStack> {
  readonly copies: CopiesStack;
  readonly replicas: DataReplicaStack;
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
  { region, min, network, keys, copies, replicas, zone, certificate, data }: PhoenixRooivalkStandbyProps,
): Standby {
  const { vpc, groups } = network;
  const password = data.recoveryPassword!;
  const { cache } = new CacheReplicaStack(app, environment, region, {
    vpc,
    key: keys.data,
    logsKey: keys.logs,
    global: data.globalCache,
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
  const controllers = new ControllersStack(app, environment, { cluster, vpc, graphics: false }, region);
  const database = firstReplica(replicas.replicas);
  new WorkloadsStack(app, environment, { cluster, controllers, vpc, targetGroup, database, password }, region);
  return { region, loadBalancer };
}
