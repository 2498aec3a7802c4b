import type { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { App } from "cdktf";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import type { Standby } from "../../shared/aws/records";
import type { RegistryStack } from "../../shared/aws/registry";
import type { SecurityStack } from "../../shared/aws/security";
import type { Image } from "../images";
import { ComputeStack } from "./compute/stack";
import type { CopiesStack } from "./copies";
import type { DataStack } from "./data/stack";
import type { DataReplicaStack } from "./data-replica";
import { LoadBalancingStack } from "./load-balancing";
import type { NetworkStack } from "./network";

/** Stacks that already exist in the standby's region, and the parts of the primary region that the standby uses. */
export interface StandbyProps {
  readonly network: NetworkStack;
  readonly keys: SecurityStack["keys"];
  readonly registry: RegistryStack<Image>;
  readonly replica: DataReplicaStack;
  readonly copies: CopiesStack;
  readonly zone: IHostedZone;
  readonly certificate: Certificate;
  /** Data stack of the primary region, whose secrets are replicated to the standby's region. */
  readonly data: DataStack;
}

/**
 * The warm standby: the primary region's load balancing and compute stacks in another region,
 * at their minimum size, with a cache of their own. Their database is a read replica, which
 * accepts writes once a person has promoted it (runbooks/freeagentics/region-failure.md).
 */
export function defineStandby(
  app: App,
  environment: FreeagenticsEnvironment,
  { region, min }: NonNullable<FreeagenticsEnvironment["recovery"]>,
  { network, keys, registry, replica, copies, zone, certificate, data }: StandbyProps,
): Standby {
  const { vpc, groups } = network;
  const loadBalancing = new LoadBalancingStack(
    app,
    environment,
    { vpc, zone, groups, logsKey: keys.logs, certificate },
    region,
  );
  const [database] = Object.values(replica.replicas);
  new ComputeStack(
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
        database: database!,
        readers: Object.values(replica.replicas).map(({ address }) => address),
        secret: data.recoverySecret!,
        cache: replica.cache!,
        uploads: copies.buckets.uploads,
      },
      standby: { min },
    },
    region,
  );
  return { region, loadBalancer: loadBalancing.public };
}
