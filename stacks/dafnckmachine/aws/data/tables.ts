import { DynamoTable, type IDynamoTable } from "@modules/aws/database/dynamo/dynamo-table";
import { DynamoTableReplica } from "@modules/aws/database/dynamo/dynamo-table-replica";
import type { IKey } from "@modules/aws/security/key";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface Tables {
  readonly userSessions: DynamoTable;
  readonly agentMetrics: DynamoTable;
}

/** Tables that tasks use. A standby has a replica of the sessions only. */
export interface TaskTables {
  readonly userSessions: IDynamoTable;
  readonly agentMetrics?: IDynamoTable;
}

/** Index of the metrics by UTC hour, such as `2026-03-01T10`. */
export const METRICS_BY_HOUR = "by-hour";

/** The DynamoDB tables of sessions and agent metrics. */
export function addTables(stack: AwsStack<DafnckmachineEnvironment>, key: IKey): Tables {
  const { tables, recovery, deletionProtection } = stack.environment;
  const { read, write } = tables.agentMetrics;
  return {
    userSessions: new DynamoTable(stack, "user-sessions", {
      name: stack.named("user-sessions"),
      partitionKey: { name: "userId", type: "S" },
      sortKey: { name: "sessionId", type: "S" },
      indexes: {
        "session-expiry-index": {
          partitionKey: { name: "status", type: "S" },
          sortKey: { name: "expiresAt", type: "N" },
        },
      },
      // TTL deletes expired sessions. Services must not query the index for them, because such queries would all hit
      // the same few partitions.
      expiryAttribute: "expiresAt",
      key,
      replicated: recovery !== undefined,
      deletionProtection,
    }),
    agentMetrics: new DynamoTable(stack, "agent-metrics", {
      name: stack.named("agent-metrics"),
      partitionKey: { name: "agentId", type: "S" },
      // Milliseconds since the Unix epoch.
      sortKey: { name: "timestamp", type: "N" },
      capacity: { read, write },
      // Reports query an hour, because a scan would read the whole table. Items without `hour` are not in any report.
      indexes: {
        [METRICS_BY_HOUR]: {
          partitionKey: { name: "hour", type: "S" },
          sortKey: { name: "timestamp", type: "N" },
          capacity: { read: read.min, write: write.max },
        },
      },
      // Services set the expiry in seconds. Metrics may expire, because reports are kept in S3, which replicates them.
      expiryAttribute: "expiresAt",
      key,
      deletionProtection,
    }),
  };
}

/** The replica of the sessions in the stack's region. */
export function addTableReplicas(
  stack: AwsStack<DafnckmachineEnvironment>,
  { userSessions }: Tables,
  key: IKey,
): TaskTables {
  const { deletionProtection } = stack.environment;
  return {
    userSessions: new DynamoTableReplica(stack, "user-sessions", { table: userSessions, key, deletionProtection }),
  };
}
