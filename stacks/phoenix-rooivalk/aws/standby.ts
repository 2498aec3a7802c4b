import type { IOriginHeader } from "@modules/aws/cdn/origin-header";
import type { App } from "cdktf";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { firstReplica } from "../../parts/aws/postgres-replicas";
import type { StandbyProps } from "../../parts/aws/regions";
import { OperationsStack } from "../../shared/aws/operations";
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

/** Parts of both regions that the standby's stacks use. */
export interface PhoenixRooivalkStandbyProps extends StandbyProps<NetworkStack, DataStack> {
  readonly copies: CopiesStack;
  /** Addresses of the pipeline's runner in the primary region, as CIDR blocks, which may connect to the cluster. */
  readonly runnerCidrs: readonly string[];
  readonly originHeader: IOriginHeader;
  /** Read replicas of the database in the standby's region. */
  readonly replicas: DataReplicaStack;
}

/**
 * The warm standby: load balancing, cluster and workloads of the primary region at their minimum size in another
 * region, and a cache that joins the primary region's global datastore. Its cache and its database are read-only until
 * a person promotes them. Validators, GPUs and their monitoring run in the primary region only.
 */
export function defineStandby(
  app: App,
  environment: PhoenixRooivalkEnvironment,
  {
    region,
    min,
    network,
    keys,
    alerts,
    copies,
    runnerCidrs,
    replicas,
    zone,
    certificate,
    originHeader,
    data,
  }: PhoenixRooivalkStandbyProps,
): Standby {
  const { vpc, securityGroups } = network;
  const { globalCache, login } = data.recovery;
  const { cache } = new CacheReplicaStack(
    app,
    environment,
    { vpc, key: keys.data, logsKey: keys.logs, alerts, global: globalCache, client: securityGroups.eks },
    region,
  );
  const { public: loadBalancer, targetGroup } = new LoadBalancingStack(
    app,
    environment,
    {
      vpc,
      zone,
      securityGroups: [securityGroups.alb, securityGroups.cdn],
      logsKey: keys.logs,
      certificate,
      originHeader,
    },
    region,
  );
  const { cluster } = new KubernetesStack(
    app,
    environment,
    {
      vpc,
      securityGroup: securityGroups.eks,
      keys,
      alerts,
      data: { buckets: copies.buckets, cache, login },
      loadBalancer,
      targetGroup,
      runnerCidrs,
      standby: { min },
    },
    region,
  );
  const controllers = new ControllersStack(app, environment, { cluster, vpc, gpuNodes: false }, region);
  const database = firstReplica(replicas);
  new WorkloadsStack(app, environment, { cluster, controllers, vpc, targetGroup, database, login }, region);
  new OperationsStack(
    app,
    environment,
    { alerts, loadBalancer, targetGroups: { "phoenix-rooivalk-pods": targetGroup } },
    region,
  );
  return { region, loadBalancer };
}
