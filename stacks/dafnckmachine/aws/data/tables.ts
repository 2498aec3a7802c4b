import { DynamoTable, type IDynamoTable } from "@modules/aws/database/dynamo/dynamo-table";
import { DynamoTableReplica } from "@modules/aws/database/dynamo/dynamo-table-replica";
import type { IKey } from "@modules/aws/security/key";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface Tables<Table extends IDynamoTable = IDynamoTable> {
  readonly userSessions: Table;
  readonly agentMetrics: Table;
}

/** The DynamoDB tables of sessions and agent metrics. */
export function addTables(stack: AwsStack<DafnckmachineEnvironment>, key: IKey): Tables<DynamoTable> {
  const { tables, recovery, deletionProtection } = stack.environment;
  const replicated = recovery !== undefined;
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
      // TTL deletes expired sessions. Queries by status and expiry would all hit the index's few partitions.
      expiryAttribute: "expiresAt",
      key,
      replicated,
      deletionProtection,
    }),
    agentMetrics: new DynamoTable(stack, "agent-metrics", {
      name: stack.named("agent-metrics"),
      partitionKey: { name: "agentId", type: "S" },
      // Milliseconds since the Unix epoch.
      sortKey: { name: "timestamp", type: "N" },
      capacity: tables.agentMetrics,
      key,
      replicated,
      deletionProtection,
    }),
  };
}

/** Replicas of the tables in the stack's region. */
export function addTableReplicas(
  stack: AwsStack<DafnckmachineEnvironment>,
  { userSessions, agentMetrics }: Tables<DynamoTable>,
  key: IKey,
): Tables {
  const { deletionProtection } = stack.environment;
  return {
    userSessions: new DynamoTableReplica(stack, "user-sessions", { table: userSessions, key, deletionProtection }),
    agentMetrics: new DynamoTableReplica(stack, "agent-metrics", { table: agentMetrics, key, deletionProtection }),
  };
}
