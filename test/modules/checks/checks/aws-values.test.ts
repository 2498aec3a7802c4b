import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Fn } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

test("fails for an instance type that AWS does not have, also in an override of a group", () => {
  const faults = faultsIn((stack) => {
    new AutoscalingGroup(stack, "group", {
      minSize: 1,
      maxSize: 1,
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: "lt-1" },
          override: [{ instanceType: "m5.xlarge" }, { instanceType: "m5.xlrge" }],
        },
      },
    });
  });

  expect(faults).toEqual([
    "shop/group: mixed_instances_policy.launch_template.override.instance_type must be an instance type of EC2, got m5.xlrge; did you mean m5.xlarge?",
  ]);
});

test("fails for a class that Aurora does not have, though RDS has it", () => {
  const faults = faultsIn((stack) => {
    const props = { clusterIdentifier: "shop", engine: "aurora-postgresql" };
    new RdsClusterInstance(stack, "small", { ...props, instanceClass: "db.t3.micro" });
    new RdsClusterInstance(stack, "serverless", { ...props, instanceClass: "db.serverless" });
  });

  expect(faults).toEqual([
    "shop/small: instance_class must be a class of Aurora PostgreSQL, got db.t3.micro; sizes of db.t3 are small, medium, large, xlarge, 2xlarge",
  ]);
});

test("leaves the classes and versions of other engines to AWS", () => {
  const props = { instanceClass: "db.x1.32xlarge", engineVersion: "19", username: "admin" };

  expect(faultsIn((stack) => new DbInstance(stack, "oracle", { ...props, engine: "oracle-ee" }))).toEqual([]);
  expect(faultsIn((stack) => new DbInstance(stack, "postgres", { ...props, engine: "postgres" }))).toHaveLength(2);
});

test("fails for schedules that their service cannot read", () => {
  const faults = faultsIn((stack) => {
    new CloudwatchEventRule(stack, "nightly", { scheduleExpression: "rate(5 foo)" });
    new AutoscalingSchedule(stack, "morning", {
      scheduledActionName: "morning",
      autoscalingGroupName: "web",
      recurrence: "0 8 * *",
    });
    new SchedulerSchedule(stack, "once", {
      scheduleExpression: "at(2030-01-01T00:00:00)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: "arn:aws:sqs:us-east-1:111122223333:jobs", roleArn: "arn:aws:iam::111122223333:role/jobs" },
    });
  });

  expect(faults).toEqual([
    "shop/nightly: schedule_expression must be rate(<number> <unit>) with a unit of minutes, hours or days, got rate(5 foo); write it as rate(5 minutes)",
    "shop/morning: recurrence must be a cron expression with five fields: minutes, hours, day of the month, month, day of the week, got 0 8 * *; write it like 0 8 * * MON-FRI",
  ]);
});

test("fails for an availability zone of another region", () => {
  const subnet = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" };

  expect(faultsIn((stack) => new Subnet(stack, "a", { ...subnet, availabilityZone: "eu-west-1a" }))).toEqual([
    expect.stringMatching(/^shop\/a: availability_zone must be an availability zone of us-east-1, got eu-west-1a; /),
  ]);
  expect(faultsIn((stack) => new Subnet(stack, "a", { ...subnet, availabilityZone: "us-east-1a" }))).toEqual([]);
});

test("fails for an address that no instance of the subnet can have", () => {
  const faults = (address: string) =>
    faultsIn((stack) => {
      const subnet = new Subnet(stack, "subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/28" });
      new Instance(stack, "host", { ami: "ami-1", instanceType: "t3.micro", subnetId: subnet.id, privateIp: address });
    });

  expect(faults("10.0.0.4")).toEqual([]);
  expect(faults("10.0.0.14")).toEqual([]);
  expect(faults("10.0.0.15")).toEqual([
    "shop/host: private_ip must be 10.0.0.4 to 10.0.0.14, as AWS keeps the first four addresses of 10.0.0.0/28 and the last, got 10.0.0.15; take another",
  ]);
  expect(faults("10.0.1.9")).toEqual([
    "shop/host: private_ip must be 10.0.0.4 to 10.0.0.14, in the subnet's 10.0.0.0/28, got 10.0.1.9; take one of these",
  ]);
});

test("accepts expressions", () => {
  const props = { ami: "ami-1", instanceType: Fn.element(["t3.micro"], 0) };

  expect(faultsIn((stack) => new Instance(stack, "host", props))).toEqual([]);
});
