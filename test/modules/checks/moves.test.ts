import { lostAddresses, resourceAddresses } from "@modules/checks/moves";
import { expect, test } from "vitest";

const stack = { resource: { aws_sqs_queue: { jobs: {} }, aws_db_instance: { orders: {} } } };

test("lists resources by stack and address, sorted", () => {
  expect(resourceAddresses({ shop: stack, bank: stack })).toEqual([
    "bank aws_db_instance.orders",
    "bank aws_sqs_queue.jobs",
    "shop aws_db_instance.orders",
    "shop aws_sqs_queue.jobs",
  ]);
  expect(resourceAddresses({ shop: stack, empty: {} }, ["aws_db_instance"])).toEqual(["shop aws_db_instance.orders"]);
});

test("finds a rename without a move", () => {
  const before = ["shop aws_db_instance.old", "shop aws_db_instance.orders"];

  expect(lostAddresses(before, { shop: stack })).toEqual(["shop aws_db_instance.old"]);
});

test.each(["moved", "removed"])("accepts an address in a %s block of its stack", (kind) => {
  const declared = { ...stack, [kind]: [{ from: "aws_db_instance.old" }] };

  expect(lostAddresses(["shop aws_db_instance.old"], { shop: declared })).toEqual([]);
  expect(lostAddresses(["bank aws_db_instance.old"], { shop: declared })).toEqual(["bank aws_db_instance.old"]);
});
