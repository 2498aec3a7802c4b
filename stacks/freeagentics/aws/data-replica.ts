import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addReplicas, type Replicas } from "../../parts/aws/postgres-replicas";
import { addCache, type CacheNeeds } from "./data/cache";
import { manyConnections, postgresParameters } from "./data/parameters";

export interface DataReplicaNeeds extends CacheNeeds {
  /** Primary instance. */
  readonly source: IPostgres;
}

/** What one region reads from: replicas of the database and, in the standby's region, a cache. */
export class DataReplicaStack extends AwsStack<FreeagenticsEnvironment> {
  readonly replicas: Replicas;
  /** Of a standby. */
  readonly cache: Redis | undefined;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, region: string, needs: DataReplicaNeeds) {
    super(scope, environment, region === environment.account.region ? "data-replica" : "data", { region });
    const { vpc, key, logsKey, alerts, client, source } = needs;
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
      alarms: {
        cpu: {
          metricName: "CPUUtilization",
          threshold: 80,
          alarmDescription: "Busy for fifteen minutes: add a replica",
        },
        connections: {
          metricName: "DatabaseConnections",
          threshold: manyConnections(environment),
          alarmDescription: "Four fifths of the connections are taken: add a replica",
        },
        lag: {
          metricName: "ReplicaLag",
          threshold: 1,
          alarmDescription: "More than a second behind: readers see old data, and a failover would lose it",
        },
      },
    });
    const { recovery } = environment;
    this.cache = recovery?.region === region ? addCache(this, needs, recovery.cache) : undefined;
  }
}
