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

/** What stands in the region already, and what of the primary region it shares. */
export interface StandbyNeeds {
  readonly network: NetworkStack;
  readonly keys: SecurityStack["keys"];
  readonly registry: RegistryStack<Image>;
  readonly replica: DataReplicaStack;
  readonly copies: CopiesStack;
  readonly zone: IHostedZone;
  readonly certificate: Certificate;
  /** Of whose secrets the region has copies. */
  readonly data: DataStack;
}

/**
 * The stacks that serve requests once more in another region: the primary region's
 * own classes, at their least size, with a cache of their own, on a replica of the
 * database that takes no writes before it is promoted.
 */
export function defineStandby(
  app: App,
  environment: FreeagenticsEnvironment,
  { region, min }: NonNullable<FreeagenticsEnvironment["recovery"]>,
  { network, keys, registry, replica, copies, zone, certificate, data }: StandbyNeeds,
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
        secret: data.secrets.database.copyIn(region),
        cache: replica.cache!,
        uploads: copies.buckets.uploads,
      },
      standby: { min },
    },
    region,
  );
  return { region, loadBalancer: loadBalancing.public };
}
