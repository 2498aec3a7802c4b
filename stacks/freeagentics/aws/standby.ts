import type { IOriginHeader } from "@modules/aws/cdn/origin-header";
import { agentAlarms, groupAlarms } from "@modules/aws/compute/alarms";
import type { App } from "cdktf";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { firstReplica } from "../../parts/aws/postgres-replicas";
import type { StandbyProps } from "../../parts/aws/regions";
import { OperationsStack } from "../../shared/aws/operations";
import type { Standby } from "../../shared/aws/records";
import type { RegistryStack } from "../../shared/aws/registry";
import type { Image } from "../images";
import { ComputeStack } from "./compute/stack";
import type { CopiesStack } from "./copies";
import type { DataStack } from "./data/stack";
import type { DataReplicaStack } from "./data-replica";
import { LoadBalancingStack } from "./load-balancing";
import type { NetworkStack } from "./network";

export interface FreeagenticsStandbyProps extends StandbyProps<NetworkStack, DataStack> {
  readonly registry: RegistryStack<Image>;
  readonly replicas: DataReplicaStack;
  readonly copies: CopiesStack;
  readonly originHeader: IOriginHeader;
}

/**
 * The warm standby: the primary region's load balancing and compute stacks in another region, at their minimum size,
 * with a separate cache. Their database is a read replica, which accepts writes once a person has promoted it
 * (runbooks/freeagentics/region-failure.md).
 */
export function defineStandby(
  app: App,
  environment: FreeagenticsEnvironment,
  {
    region,
    min,
    network,
    keys,
    alerts,
    registry,
    replicas,
    copies,
    zone,
    certificate,
    originHeader,
  }: FreeagenticsStandbyProps,
): Standby {
  const { vpc, groups } = network;
  const loadBalancing = new LoadBalancingStack(
    app,
    environment,
    { vpc, zone, groups, logsKey: keys.logs, certificate, originHeader },
    region,
  );
  const { autoScalingGroup } = new ComputeStack(
    app,
    environment,
    {
      vpc,
      groups,
      keys,
      targetGroup: loadBalancing.targetGroup,
      loadBalancer: loadBalancing.public,
      repository: registry.repositories["freeagentics/app"],
      data: {
        database: firstReplica(replicas),
        readers: Object.values(replicas.replicas),
        cache: replicas.standbyCache,
        uploads: copies.buckets.uploads,
      },
      standby: { min },
    },
    region,
  );
  new OperationsStack(
    app,
    environment,
    {
      alerts,
      loadBalancer: loadBalancing.public,
      targetGroups: { "freeagentics-app": loadBalancing.targetGroup },
      alarms: { "freeagentics-servers": { ...groupAlarms(autoScalingGroup), ...agentAlarms(autoScalingGroup) } },
    },
    region,
  );
  return { region, loadBalancer: loadBalancing.public };
}
