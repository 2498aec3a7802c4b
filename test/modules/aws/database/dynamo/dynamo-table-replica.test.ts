import { DynamoTableReplica } from "@modules/aws/database/dynamo/dynamo-table-replica";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { grantedTo, synthWith } from "../fixture";

const TABLE = { arn: "arn:aws:dynamodb:us-east-1:111122223333:table/sessions", name: "sessions", indexed: true };

const json = synthWith(({ stack, key, role }) => {
  new DynamoTableReplica(stack, "sessions", { table: TABLE, key }).grantReadWrite(role);
});

test("replicates the table under a key of its region, protected and with point-in-time recovery", () => {
  expect(only(json, "aws_dynamodb_table_replica")).toMatchObject({
    global_table_arn: TABLE.arn,
    kms_key_arn: "${aws_kms_key.key.arn}",
    point_in_time_recovery: true,
    deletion_protection_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("grants the items of the replica and its indexes, and not those of the table", () => {
  const granted = JSON.stringify(grantedTo(json));

  expect(granted).toContain("${aws_dynamodb_table_replica.sessions.arn}/index/*");
  expect(granted).not.toContain(TABLE.arn);
});
