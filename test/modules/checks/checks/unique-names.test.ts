import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { setFacts } from "@modules/checks/facts";
import { faultsOf } from "@modules/testing/faults";
import type { App, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn, type Place, soundStack } from "../../../support/faults";

const provider = (stack: TerraformStack) =>
  new IamOpenidConnectProvider(stack, "github", {
    url: "https://token.example.com",
    clientIdList: ["sts.amazonaws.com"],
  });

const role = (stack: TerraformStack) => new IamRole(stack, "role", { name: "deployer", assumeRolePolicy: "{}" });

const pair = (define: (stack: TerraformStack) => unknown, first: Place, second: Place) =>
  faultsOf((app: App) => {
    define(soundStack(app, "one", first));
    define(soundStack(app, "two", second));
  });
const east = { account: "111122223333", region: "us-east-1" };
const west = { account: "111122223333", region: "us-west-2" };
const other = { account: "444455556666", region: "us-east-1" };
const queue = (stack: TerraformStack) => new SqsQueue(stack, "jobs", { name: "jobs" });
const bucket = (stack: TerraformStack) => new S3Bucket(stack, "logs", { bucket: "shop-logs" });

test("fails when two stacks of a region and account use a name", () => {
  expect(pair(queue, east, east)).toEqual([
    "one/jobs, two/jobs: name must be unique in us-east-1 of account 111122223333, got jobs; rename one",
  ]);
});

test("accepts the same name in another region or account", () => {
  expect(pair(queue, east, west)).toEqual([]);
  expect(pair(queue, east, other)).toEqual([]);
});

test("fails when roles of an account share a name across regions", () => {
  expect(pair(role, east, west)).toEqual([
    "one/role, two/role: name must be unique in account 111122223333, got deployer; rename one",
  ]);
  expect(pair(role, east, other)).toEqual([]);
});

test("fails when buckets share a name across accounts", () => {
  expect(pair(bucket, east, other)).toEqual([
    "one/logs, two/logs: bucket must be unique in all of AWS, got shop-logs; rename one",
  ]);
});

test("accepts the same name for services of different clusters and rules of different buses", () => {
  const faults = faultsIn((stack) => {
    for (const outer of ["a", "b"]) {
      new EcsService(stack, `service-${outer}`, { name: "api", cluster: outer });
      new CloudwatchEventRule(stack, `rule-${outer}`, { name: "hourly", eventBusName: outer });
      new SecurityGroup(stack, `group-${outer}`, { name: "api", description: "API", vpcId: `vpc-${outer}` });
    }
  });

  expect(faults).toEqual([]);
});

test("fails when two stacks create what an account has once in a region", () => {
  const detector = (stack: TerraformStack) => new GuarddutyDetector(stack, "threats", {});

  expect(pair(detector, east, east)).toEqual([
    expect.stringContaining("one/threats, two/threats: there is only one aws_guardduty_detector in us-east-1"),
  ]);
  expect(pair(detector, east, west)).toEqual([]);
  expect(pair(detector, east, other)).toEqual([]);
});

test("suggests the setting of the facts that leaves out what an account has once", () => {
  const settings = {
    leaveOut: {
      aws_guardduty_detector: "threats: false",
      aws_iam_openid_connect_provider: "createProvider: false",
    },
  };
  const define = (stack: TerraformStack) => {
    setFacts(stack, { settings });
    new GuarddutyDetector(stack, "threats", {});
    provider(stack);
  };

  expect(pair(define, east, east)).toEqual([
    "one/github, two/github: url must be unique in account 111122223333, got https://token.example.com; set createProvider: false for all but one of them",
    "one/threats, two/threats: there is only one aws_guardduty_detector in us-east-1 of account 111122223333; set threats: false for all but one of them",
  ]);
});

test("does not suggest to rename an identity provider, whose name is a URL", () => {
  expect(pair(provider, east, west)).toEqual([
    "one/github, two/github: url must be unique in account 111122223333, got https://token.example.com; make it in one stack, and refer to it from the others",
  ]);
});

test("fails when services of a cluster share a name", () => {
  const faults = faultsIn((stack) => {
    new EcsService(stack, "a", { name: "api", cluster: "main" });
    new EcsService(stack, "b", { name: "api", cluster: "main" });
  });

  expect(faults).toEqual([expect.stringContaining("shop/a, shop/b: name must be unique in us-east-1")]);
});
