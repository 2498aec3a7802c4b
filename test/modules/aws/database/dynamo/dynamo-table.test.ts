import { DynamoTable, type DynamoTableProps } from "@modules/aws/database/dynamo/dynamo-table";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { grantedTo, synthWith } from "../fixture";

const STATUS = { partitionKey: { name: "status", type: "S" }, sortKey: { name: "userId", type: "S" } } as const;
const INDEX = { "by-status": STATUS };
const PROVISIONED_INDEX = { "by-status": { ...STATUS, capacity: { read: 1, write: 2 } } };
const CAPACITY = { read: { min: 100, max: 400 }, write: { min: 50, max: 200 } };

/** Props that a test may set; `Omit` alone would merge the members of the union. */
type Props<T = DynamoTableProps> = T extends unknown
  ? Omit<T, "key" | "name" | "partitionKey"> & { readonly name?: string }
  : never;

function table(props: Props = {}, grant: "grantRead" | "grantReadWrite" = "grantRead"): Json {
  return synthWith(({ stack, key, role }) =>
    new DynamoTable(stack, "sessions", {
      name: "sessions",
      partitionKey: { name: "userId", type: "S" },
      sortKey: { name: "sessionId", type: "S" },
      key,
      ...props,
    })[grant](role),
  );
}

test("is encrypted, protected, paid by request and has point-in-time recovery", () => {
  expect(only(table(), "aws_dynamodb_table")).toMatchObject({
    billing_mode: "PAY_PER_REQUEST",
    server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.key.arn}" },
    point_in_time_recovery: { enabled: true },
    deletion_protection_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("declares each attribute of its keys once", () => {
  const json = only(table({ indexes: INDEX }), "aws_dynamodb_table");

  expect(json.attribute).toEqual([
    { name: "userId", type: "S" },
    { name: "sessionId", type: "S" },
    { name: "status", type: "S" },
  ]);
  expect(json.global_secondary_index).toEqual([
    { name: "by-status", hash_key: "status", range_key: "userId", projection_type: "ALL" },
  ]);
});

test("expires items by their attribute", () => {
  expect(only(table({ expiryAttribute: "expiresAt" }), "aws_dynamodb_table").ttl).toEqual({
    enabled: true,
    attribute_name: "expiresAt",
  });
  expect(only(table(), "aws_dynamodb_table").ttl).toBeUndefined();
});

test("scales provisioned capacity at 70 % use, and ignores its changes", () => {
  const json = table({ capacity: CAPACITY });

  expect(only(json, "aws_dynamodb_table")).toMatchObject({
    billing_mode: "PROVISIONED",
    read_capacity: 100,
    write_capacity: 50,
    lifecycle: { ignore_changes: ["read_capacity", "write_capacity"] },
  });
  expect(Object.values(json.resource.aws_appautoscaling_target)).toMatchObject([
    { scalable_dimension: "dynamodb:table:ReadCapacityUnits", min_capacity: 100, max_capacity: 400 },
    { scalable_dimension: "dynamodb:table:WriteCapacityUnits", min_capacity: 50, max_capacity: 200 },
  ]);
  expect(Object.values(json.resource.aws_appautoscaling_policy)).toMatchObject(
    ["Read", "Write"].map((dimension) => ({
      policy_type: "TargetTrackingScaling",
      target_tracking_scaling_policy_configuration: {
        target_value: 70,
        predefined_metric_specification: { predefined_metric_type: `DynamoDB${dimension}CapacityUtilization` },
      },
    })),
  );
});

test("grants reads of the table and its indexes, and decryption", () => {
  const [items, key] = grantedTo(table({ indexes: INDEX }));

  expect(items.Resource).toEqual(["${aws_dynamodb_table.sessions.arn}", "${aws_dynamodb_table.sessions.arn}/index/*"]);
  expect(items.Action).not.toContain("dynamodb:PutItem");
  expect(key).toMatchObject({ Action: "kms:Decrypt", Resource: "${aws_kms_key.key.arn}" });
});

test("grants writes together with reads", () => {
  const [items] = grantedTo(table({}, "grantReadWrite"));

  expect(items.Action).toEqual(expect.arrayContaining(["dynamodb:GetItem", "dynamodb:PutItem"]));
});

test("lets overrides replace its own arguments", () => {
  const json = table({ overrides: { tableClass: "STANDARD_INFREQUENT_ACCESS", streamEnabled: true } });

  expect(only(json, "aws_dynamodb_table")).toMatchObject({
    table_class: "STANDARD_INFREQUENT_ACCESS",
    stream_enabled: true,
    hash_key: "userId",
  });
});

test("gives each index of a table with capacity a capacity of its own", () => {
  expect(
    only(table({ capacity: CAPACITY, indexes: PROVISIONED_INDEX }), "aws_dynamodb_table").global_secondary_index,
  ).toEqual([expect.objectContaining({ name: "by-status", read_capacity: 1, write_capacity: 2 })]);
});

test("allows the capacity of an index and replicas only with the capacity of a table that takes them", () => {
  // @ts-expect-error an index of a table with capacity needs one, too
  const unprovisioned: Props = { capacity: CAPACITY, indexes: INDEX };
  // @ts-expect-error an index of a table on demand has no capacity
  const onDemand: Props = { indexes: PROVISIONED_INDEX };
  // @ts-expect-error a table whose indexes have capacity has no replicas
  const replicated: Props = { capacity: CAPACITY, indexes: PROVISIONED_INDEX, replicated: true };

  const indexed = [unprovisioned, onDemand, replicated].map(({ indexes = {} }) => Object.keys(indexes));
  expect(indexed).toEqual([["by-status"], ["by-status"], ["by-status"]]);
});

test.each<[Props, string]>([
  [{ name: "a" }, "name must be 3 to 255 of A-Za-z0-9_.-, got a"],
  [{ sortKey: { name: "userId", type: "N" } }, "attribute userId must be of one type, got S and N"],
  [
    { capacity: { ...CAPACITY, read: { min: 10, max: 5 } } },
    "capacity.read.max must be a whole number of at least 10, got 5",
  ],
])("fails on %o", (props, message) => {
  expect(() => table(props)).toThrow(message);
});

test("streams its items and leaves the replicas to other stacks when it is replicated", () => {
  expect(only(table({ replicated: true, capacity: CAPACITY }), "aws_dynamodb_table")).toMatchObject({
    stream_enabled: true,
    stream_view_type: "NEW_AND_OLD_IMAGES",
    lifecycle: { ignore_changes: ["read_capacity", "write_capacity", "replica"] },
  });
  expect(only(table(), "aws_dynamodb_table")).not.toHaveProperty("stream_enabled");
});

const CARTS = "arn:aws:dynamodb:us-east-1:111122223333:table/carts";

test("grants access to a table that others own, with its indexes and without a key", () => {
  const json = synthWith(({ stack, role }) => {
    DynamoTable.fromExisting(stack, "carts", { arn: CARTS, name: "carts" }).grantReadWrite(role);
  });
  const [statement, ...others] = grantedTo(json);

  expect(statement).toMatchObject({
    Action: expect.arrayContaining(["dynamodb:GetItem", "dynamodb:PutItem"]),
    Resource: [CARTS, `${CARTS}/index/*`],
  });
  expect(others).toEqual([]);
  expect(json.resource).not.toHaveProperty("aws_dynamodb_table");
});

test("grants decryption with the customer key of a table that others own", () => {
  const json = synthWith(({ stack, key, role }) => {
    DynamoTable.fromExisting(stack, "carts", { arn: CARTS, name: "carts", key, indexed: false }).grantRead(role);
  });

  expect(grantedTo(json).map(({ Resource }) => Resource)).toEqual([CARTS, "${aws_kms_key.key.arn}"]);
});
