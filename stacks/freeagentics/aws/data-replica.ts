import type { IReplicationSource } from "@modules/aws/database/postgres/postgres";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addReplicas, type Replicas } from "../../parts/aws/postgres-replicas";
import { addCache, type CacheProps } from "./data/cache";
import { connectionsAlarmThreshold, postgresParameters } from "./data/parameters";

export interface DataReplicaProps extends CacheProps {
  /** Primary instance. */
  readonly source: IReplicationSource;
}

/** Read replicas of the database in one region and, in the standby's region, a cache. */
export class DataReplicaStack extends AwsStack<FreeagenticsEnvironment> {
  readonly replicas: Replicas;
  private readonly cache: Redis | undefined;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, props: DataReplicaProps, region: string) {
    super(scope, environment, region === environment.account.region ? "data-replica" : "data", { region });
    const { vpc, key, logsKey, alerts, client, source } = props;
    this.replicas = addReplicas(this, {
      vpc,
      key,
      logsKey,
      source,
      alerts,
      client,
      identifier: (name) => `freeagentics-${name}-replica`,
      parameters: postgresParameters(environment),
      maxAllocatedGibibytes: environment.database.maxAllocatedGibibytes,
      // This is the platform's target. Its alarm only sends mail, because RDS reports up to five minutes of lag for an
      // idle primary. People act on the alarm at fifteen minutes.
      noticedLagSeconds: 1,
      maxConnections: connectionsAlarmThreshold(environment),
    });
    const { recovery } = environment;
    this.cache = recovery?.region === region ? addCache(this, props, recovery.cache) : undefined;
  }

  /** @throws in regions other than the standby's, which have no cache */
  get standbyCache(): Redis {
    if (!this.cache) {
      throw new Error(`${this.node.path}: region must be recovery.region for a cache, got ${this.region}`);
    }
    return this.cache;
  }
}
