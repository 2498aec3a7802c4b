import { DynamoTableReplica } from "@modules/aws/database/dynamo/dynamo-table-replica";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A replica of a table in us-east-1, in a stack of another region. */
export function example(scope: Construct): void {
  const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/scores";

  new DynamoTableReplica(scope, "scores", {
    table: { arn, name: "scores", indexed: false },
    key: new Key(scope, "key", { name: "scores-replica", description: "Replica of the scores" }),
  });
}
