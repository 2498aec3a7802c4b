import { DynamoTable } from "@modules/aws/database/dynamo/dynamo-table";
import type { IKey } from "@modules/aws/security/key";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface Tables {
  readonly userSessions: DynamoTable;
  readonly agentMetrics: DynamoTable;
}

/** The DynamoDB tables of sessions and agent metrics. */
export function addTables(stack: AwsStack<DafnckmachineEnvironment>, key: IKey): Tables {
  const { tables, deletionProtection } = stack.environment;
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
      deletionProtection,
    }),
    agentMetrics: new DynamoTable(stack, "agent-metrics", {
      name: stack.named("agent-metrics"),
      partitionKey: { name: "agentId", type: "S" },
      // Milliseconds since the Unix epoch.
      sortKey: { name: "timestamp", type: "N" },
      capacity: tables.agentMetrics,
      key,
      deletionProtection,
    }),
  };
}
