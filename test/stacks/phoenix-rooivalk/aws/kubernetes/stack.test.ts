import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import type { Json } from "../../../../support/synth";

const production = stacks["phoenix-rooivalk-production-kubernetes"]!;
const standby = stacks["phoenix-rooivalk-production-kubernetes-us-west-2"]!;

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

function nodes(json: Json, name: string): Json {
  return all(json, "aws_eks_node_group").find(({ node_group_name }) => node_group_name === name)!;
}

test("has a general-purpose group in each zone, since the numbers are a zone's", () => {
  for (const zone of ["us-east-1a", "us-east-1b", "us-east-1c"]) {
    expect(nodes(production, `general-purpose-${zone}`)).toMatchObject({
      instance_types: ["c5.large", "c5.xlarge", "c5.2xlarge", "c5.4xlarge"],
      scaling_config: { min_size: 3, max_size: 20 },
      subnet_ids: [expect.stringMatching(new RegExp(`private-${zone}`))],
    });
  }
});

test("keeps validators in subnets of their own on fast disks, and other pods off", () => {
  const group = nodes(production, "blockchain");

  expect(group).toMatchObject({
    instance_types: ["c5.2xlarge", "c5.4xlarge"],
    scaling_config: { min_size: 5, max_size: 15 },
    taint: [{ key: "dedicated", value: "blockchain", effect: "NO_SCHEDULE" }],
  });
  expect(group.subnet_ids).toHaveLength(3);
  expect(group.subnet_ids.every((id: string) => id.includes("blockchain-"))).toBe(true);
  const template = all(production, "aws_launch_template").find(({ name }) => name.endsWith("-blockchain"));
  expect(template.block_device_mappings[0].ebs).toMatchObject({
    volume_type: "gp3",
    volume_size: 500,
    iops: 10_000,
    encrypted: "true",
  });
});

test("has nodes for graphics processors and for monitoring, which other pods avoid", () => {
  expect(nodes(production, "gpu")).toMatchObject({
    ami_type: "AL2023_x86_64_NVIDIA",
    instance_types: ["p3.2xlarge", "p3.8xlarge"],
    scaling_config: { min_size: 2, max_size: 10 },
    taint: [{ key: "nvidia.com/gpu" }],
  });
  expect(nodes(production, "monitoring")).toMatchObject({
    instance_types: ["t3.medium"],
    taint: [{ value: "monitoring" }],
  });
});

test("puts every node into the cluster's group and the one that databases and load balancers know", () => {
  for (const json of [production, standby]) {
    for (const { vpc_security_group_ids } of all(json, "aws_launch_template")) {
      expect(vpc_security_group_ids).toEqual([
        expect.stringContaining("cluster_security_group_id"),
        expect.stringMatching(/network.*\.outputs\..*eks/),
      ]);
    }
  }
});

test("follows the load by policies of the groups EKS made, and by no autoscaler beside them", () => {
  const of = (json: Json, type: string) =>
    all(json, "aws_autoscaling_policy").filter(({ policy_type }) => policy_type === type);

  expect(of(production, "TargetTrackingScaling")).toHaveLength(6);
  for (const { target_tracking_configuration, autoscaling_group_name } of of(production, "TargetTrackingScaling")) {
    expect(target_tracking_configuration.target_value).toBe(70);
    expect(autoscaling_group_name).toMatch(/aws_eks_node_group\..*autoscaling_groups/);
  }
  expect(of(production, "PredictiveScaling")).toHaveLength(3);
  expect(of(production, "StepScaling")).toMatchObject(
    Array(3).fill({
      step_adjustment: [
        { metric_interval_lower_bound: "0", scaling_adjustment: 1 },
        { metric_interval_lower_bound: "60000", scaling_adjustment: 3 },
      ],
    }),
  );
  const identities = all(production, "aws_eks_pod_identity_association");
  expect(identities.map(({ service_account }) => service_account)).not.toContain("cluster-autoscaler");
});

test("takes a spike from the requests of the region's load balancer, within a minute", () => {
  for (const [json, producer] of [
    [production, "load-balancing.outputs"],
    [standby, "load-balancing-us-west-2.outputs"],
  ] as const) {
    for (const alarm of all(json, "aws_cloudwatch_metric_alarm")) {
      expect(alarm).toMatchObject({
        metric_name: "RequestCount",
        dimensions: { LoadBalancer: expect.stringContaining(producer) },
        period: 60,
      });
    }
  }
});

test("plans more nodes for working hours, but not in the standby", () => {
  const schedules = all(production, "aws_autoscaling_schedule");

  expect(schedules.map(({ scheduled_action_name, min_size }) => `${scheduled_action_name} ${min_size}`)).toEqual(
    Array(3).fill(["working-hours 4", "night 3"]).flat(),
  );
  expect(standby.resource.aws_autoscaling_schedule).toBeUndefined();
});

test("does not undo at an apply what the schedule plans", () => {
  const ignored = (json: Json, name: string) => nodes(json, name).lifecycle.ignore_changes;

  expect(ignored(production, "general-purpose-us-east-1a")).toContain("scaling_config[0].min_size");
  expect(ignored(production, "monitoring")).toEqual(["scaling_config[0].desired_size"]);
  expect(ignored(standby, "general-purpose-us-west-2a")).toEqual(["scaling_config[0].desired_size"]);
});

test("lets the application use its data and nothing of another's", () => {
  const policies = all(production, "aws_iam_role_policy").filter(({ role }) =>
    /aws_iam_role\.application\./.test(role),
  );
  const granted = policies.flatMap(({ policy }) => JSON.parse(policy).Statement);
  const actions = granted.flatMap(({ Action }) => Action);

  expect(actions).toEqual(
    expect.arrayContaining(["s3:GetObject", "s3:PutObject", "secretsmanager:GetSecretValue", "elasticache:Connect"]),
  );
  expect(granted.every(({ Resource }) => [Resource].flat().every((arn: string) => arn !== "*"))).toBe(true);
  expect(all(production, "aws_eks_pod_identity_association")).toContainEqual(
    expect.objectContaining({ namespace: "phoenix-rooivalk", service_account: "application" }),
  );
});

test("gives development one small node a zone, and none for special work", () => {
  const groups = all(stacks["phoenix-rooivalk-development-kubernetes"]!, "aws_eks_node_group");
  const least = groups.map(({ node_group_name, scaling_config }) => `${node_group_name} ${scaling_config.min_size}`);

  expect(least.sort()).toEqual([
    "blockchain 0",
    "general-purpose-us-east-1a 1",
    "general-purpose-us-east-1b 1",
    "gpu 0",
    "monitoring 0",
  ]);
});
