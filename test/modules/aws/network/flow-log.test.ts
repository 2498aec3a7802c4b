import { FlowLog } from "@modules/aws/network/flow-log";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth((stack) => {
  const vpc = new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: {}, natGateways: "none" });
  const key = new Key(stack, "key", { name: "logs", description: "Logs", services: ["logs.us-east-1.amazonaws.com"] });
  const logGroup = new LogGroup(stack, "log-group", { name: "/aws/vpc/flowlogs", retentionDays: 30, key });
  new FlowLog(stack, "flow-log", { vpc, logGroup, roleName: "flow-logs" });
});

test("records accepted and rejected flows, with the packets' original addresses", () => {
  const log = only(json, "aws_flow_log");

  expect(log).toMatchObject({ traffic_type: "ALL", log_destination: "${aws_cloudwatch_log_group.log-group.arn}" });
  expect(log.log_format).toContain("$${pkt-srcaddr} $${pkt-dstaddr}");
});

test("escapes every field for Terraform", () => {
  expect(only(json, "aws_flow_log").log_format.replaceAll("$${", "")).not.toContain("${");
});

test("lets its role write to its log group only", () => {
  const [statement] = statements(only(json, "aws_iam_role_policy").policy);

  expect(statement.Resource).toEqual([
    "${aws_cloudwatch_log_group.log-group.arn}",
    "${aws_cloudwatch_log_group.log-group.arn}:*",
  ]);
});

test("lets the service assume its role for this account only", () => {
  const [trust] = statements(only(json, "aws_iam_role").assume_role_policy);

  expect(trust).toMatchObject({
    Principal: { Service: "vpc-flow-logs.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  });
});
