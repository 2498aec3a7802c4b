import { DynamoTable } from "@modules/aws/database/dynamo/dynamo-table";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/**
 * A table of game scores with an index by date, whose items expire, another team's table of players, and a role that
 * may read both.
 */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "scores-table", description: "Scores" });

  const scores = new DynamoTable(scope, "scores", {
    name: "scores",
    partitionKey: { name: "player", type: "S" },
    sortKey: { name: "game", type: "S" },
    indexes: { "by-date": { partitionKey: { name: "date", type: "S" } } },
    expiryAttribute: "expiresAt",
    key,
  });
  const players = DynamoTable.fromExisting(scope, "players", {
    arn: "arn:aws:dynamodb:us-east-1:111122223333:table/players",
    name: "players",
    indexed: false,
  });

  const leaderboard = new Role(scope, "leaderboard", { name: "leaderboard", assumedBy: "ecs-tasks.amazonaws.com" });
  scores.grantRead(leaderboard);
  players.grantRead(leaderboard);
}
