import type { IOriginHeader } from "@modules/aws/cdn/origin-header";
import { fail } from "@modules/core/checks";
import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { firstReplica } from "../../parts/aws/postgres-replicas";
import type { StandbyProps } from "../../parts/aws/regions";
import { OperationsStack } from "../../shared/aws/operations";
import type { Standby } from "../../shared/aws/records";
import type { RegistryStack } from "../../shared/aws/registry";
import type { Image } from "../images";
import { ComputeStack } from "./compute";
import { ContainersStack } from "./containers/stack";
import type { ReplicatedBuckets } from "./data/buckets";
import type { DataStack } from "./data/stack";
import type { DataReplicaStack } from "./data-replica";
import { LoadBalancingStack } from "./load-balancing";
import type { NetworkStack } from "./network";
import { serverAlarms } from "./server-alarms";

export interface DafnckmachineStandbyProps extends StandbyProps<NetworkStack, DataStack> {
  readonly registry: RegistryStack<Image>;
  readonly replicas: DataReplicaStack;
  readonly originHeader: IOriginHeader;
  /** Copies of the buckets in the region. */
  readonly buckets: ReplicatedBuckets | undefined;
}

/**
 * The warm standby: the primary region's load balancing, compute and containers stacks in another region, at their
 * minimum size. Their database is a read replica, which accepts writes once a person has promoted it. Tables are
 * replicas, which accept writes at any time. A standby has no caches, and does not mount the copy of the shared files
 * (runbooks/dafnckmachine/application-failover.md).
 */
export function defineStandby(
  app: App,
  environment: DafnckmachineEnvironment,
  props: DafnckmachineStandbyProps,
): Standby {
  const { region, min, network, keys, alerts, registry, replicas, buckets, zone, certificate, originHeader, data } =
    props;
  const { vpc, groups } = network;
  const { repositories } = registry;
  const standby = { min };
  const loadBalancing = new LoadBalancingStack(
    app,
    environment,
    { vpc, zone, groups, logsKey: keys.logs, certificate, originHeader },
    region,
  );
  const copied = buckets ?? fail(loadBalancing, "storage.copyRegion", `${region}, the standby's region`, "none");
  const shared = {
    database: firstReplica(replicas),
    secrets: data.recoverySecrets,
    tables: replicas.tables,
    buckets: copied,
  };
  const { autoScalingGroups } = new ComputeStack(
    app,
    environment,
    {
      vpc,
      groups,
      targetGroups: loadBalancing.targetGroups,
      internal: loadBalancing.internal,
      data: shared,
      repositories,
      keys,
      standby,
    },
    region,
  );
  const { services, api } = new ContainersStack(
    app,
    environment,
    {
      vpc,
      groups,
      keys,
      repositories,
      loadBalancing,
      data: shared,
      backups: copied.backups,
      standby,
    },
    region,
  );
  new OperationsStack(
    app,
    environment,
    {
      alerts,
      loadBalancer: loadBalancing.public,
      targetGroups: {
        "dafnckmachine-web": loadBalancing.targetGroups.web,
        "dafnckmachine-api": loadBalancing.targetGroups.api,
      },
      alarms: serverAlarms({
        autoScalingGroups,
        services: { ...services, ...(api && { "api-service": api }) },
        alerts,
      }),
    },
    region,
  );
  return { region, loadBalancer: loadBalancing.public };
}
