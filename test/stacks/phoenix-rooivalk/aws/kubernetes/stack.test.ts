import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../../environments/phoenix-rooivalk/development";
import { production as productionFile } from "../../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../../support/stacks";

const { kubernetes, network, scaling, recovery } = productionFile;
const { region } = recovery!;
const production = stacks["phoenix-rooivalk-production-kubernetes"]!;
const development = stacks["phoenix-rooivalk-development-kubernetes"]!;
const standby = stacks[`phoenix-rooivalk-production-kubernetes-${region}`]!;

function nodeGroup(json: Json, name: string): Json {
  return resources(json, "aws_eks_node_group").find(({ node_group_name }) => node_group_name === name)!;
}

test.each(network.availabilityZones)("has a general-purpose node group in %s alone", (zone) => {
  const { instanceTypes, min, max } = kubernetes.generalPurpose;

  expect(nodeGroup(production, `general-purpose-${zone}`)).toMatchObject({
    instance_types: instanceTypes,
    scaling_config: { min_size: min, max_size: max },
    subnet_ids: [expect.stringContaining(`private-${zone}`)],
  });
});

test("runs validators in their own subnets on provisioned IOPS, and taints their nodes", () => {
  const { instanceTypes, min, max, volume } = kubernetes.blockchain;
  const group = nodeGroup(production, "blockchain");

  expect(group).toMatchObject({
    instance_types: instanceTypes,
    scaling_config: { min_size: min, max_size: max },
    taint: [{ key: "dedicated", value: "blockchain", effect: "NO_SCHEDULE" }],
  });
  expect(group.subnet_ids).toHaveLength(network.availabilityZones.length);
  expect(group.subnet_ids.every((id: string) => id.includes("blockchain-"))).toBe(true);
  const template = resources(production, "aws_launch_template").find(({ name }) => name.endsWith("-blockchain"));
  expect(template.block_device_mappings[0].ebs).toMatchObject({
    volume_type: volume.type,
    volume_size: volume.gibibytes,
    iops: volume.iops,
    // With the default throughput of 125 MiB/s, most of the IOPS would be unused.
    throughput: volume.iops / 10,
    encrypted: "true",
  });
});

test("taints the nodes with GPUs and those of monitoring", () => {
  expect(nodeGroup(production, "gpu")).toMatchObject({
    ami_type: "AL2023_x86_64_NVIDIA",
    instance_types: kubernetes.gpu.instanceTypes,
    scaling_config: { min_size: kubernetes.gpu.min, max_size: kubernetes.gpu.max },
    taint: [{ key: "nvidia.com/gpu" }],
  });
  expect(nodeGroup(production, "monitoring")).toMatchObject({
    instance_types: kubernetes.monitoring.instanceTypes,
    taint: [{ value: "monitoring" }],
  });
});

test("runs nodes without GPUs on images with FIPS-validated cryptography, where the environment asks for it", () => {
  const images = (json: Json) =>
    new Set(
      resources(json, "aws_eks_node_group")
        .filter(({ node_group_name }) => node_group_name !== "gpu")
        .map(({ ami_type }) => ami_type),
    );

  expect([productionFile.security.fips, developmentFile.security.fips]).toEqual([true, undefined]);
  for (const json of [production, standby]) {
    expect(images(json)).toEqual(new Set(["BOTTLEROCKET_x86_64_FIPS"]));
  }
  expect(images(development)).toEqual(new Set(["AL2023_x86_64_STANDARD"]));
});

test("puts every node into the cluster's security group and the network's", () => {
  for (const json of [production, standby]) {
    for (const { vpc_security_group_ids } of resources(json, "aws_launch_template")) {
      expect(vpc_security_group_ids).toEqual([
        expect.stringContaining("cluster_security_group_id"),
        expect.stringMatching(/network.*\.outputs\..*eks/),
      ]);
    }
  }
});

test("scales the Auto Scaling groups that EKS made by policies, without a cluster autoscaler", () => {
  const policies = (type: string) =>
    resources(production, "aws_autoscaling_policy").filter(({ policy_type }) => policy_type === type);
  const tracking = policies("TargetTrackingScaling");

  expect(tracking).toHaveLength(resources(production, "aws_eks_node_group").length);
  for (const { target_tracking_configuration, autoscaling_group_name } of tracking) {
    expect(target_tracking_configuration.target_value).toBe(scaling.cpuPercent);
    expect(autoscaling_group_name).toMatch(/aws_eks_node_group\..*autoscaling_groups/);
  }
  expect(policies("PredictiveScaling")).toHaveLength(network.availabilityZones.length);
  expect(policies("StepScaling")).toMatchObject(
    network.availabilityZones.map(() => ({
      step_adjustment: scaling.spikes.steps.map(({ beyond, nodes }) => ({
        metric_interval_lower_bound: `${beyond}`,
        scaling_adjustment: nodes,
      })),
    })),
  );
  const identities = resources(production, "aws_eks_pod_identity_association");
  expect(identities.map(({ service_account }) => service_account)).not.toContain("cluster-autoscaler");
});

test("detects spikes by the request count of the region's load balancer within a minute", () => {
  for (const [json, producer] of [
    [production, "load-balancing.outputs"],
    [standby, `load-balancing-${region}.outputs`],
  ] as const) {
    const spikes = resources(json, "aws_cloudwatch_metric_alarm").filter(({ alarm_name }) => /spike/.test(alarm_name));
    expect(spikes).not.toEqual([]);
    for (const alarm of spikes) {
      expect(alarm).toMatchObject({
        metric_name: "RequestCount",
        dimensions: { LoadBalancer: expect.stringContaining(producer) },
        period: 60,
      });
    }
  }
});

test("applies the environment's schedules in every zone, but not in the standby", () => {
  const schedules = resources(production, "aws_autoscaling_schedule");

  expect(schedules.map(({ scheduled_action_name, min_size }) => [scheduled_action_name, min_size])).toEqual(
    network.availabilityZones.flatMap(() => Object.entries(scaling.schedules).map(([name, { min }]) => [name, min])),
  );
  expect(standby.resource.aws_autoscaling_schedule).toBeUndefined();
});

test("keeps the minimum that a schedule set when it is applied again", () => {
  const ignored = (json: Json, name: string) => nodeGroup(json, name).lifecycle.ignore_changes;

  expect(ignored(production, `general-purpose-${network.availabilityZones[0]}`)).toContain(
    "scaling_config[0].min_size",
  );
  expect(ignored(production, "monitoring")).toEqual(["scaling_config[0].desired_size"]);
  expect(ignored(standby, `general-purpose-${region}a`)).toEqual(["scaling_config[0].desired_size"]);
});

test("grants the application its own data, resource by resource", () => {
  const policies = resources(production, "aws_iam_role_policy").filter(({ role }) =>
    /aws_iam_role\.application\./.test(role),
  );
  const granted = policies.flatMap(({ policy }) => JSON.parse(policy).Statement);
  const actions = granted.flatMap(({ Action }) => Action);

  expect(actions).toEqual(
    expect.arrayContaining(["s3:GetObject", "s3:PutObject", "secretsmanager:GetSecretValue", "elasticache:Connect"]),
  );
  expect(granted.filter(({ Resource }) => [Resource].flat().includes("*"))).toEqual([
    // The action does not support resource-level permissions, so a condition limits the namespace.
    expect.objectContaining({
      Action: "cloudwatch:PutMetricData",
      Condition: { StringEquals: { "cloudwatch:namespace": productionFile.blockchain.metricsNamespace } },
    }),
  ]);
  expect(resources(production, "aws_eks_pod_identity_association")).toContainEqual(
    expect.objectContaining({
      namespace: kubernetes.application.namespace,
      service_account: kubernetes.application.serviceAccount,
    }),
  );
});

test("makes the same node groups in development, at its own size", () => {
  const groups = resources(stacks["phoenix-rooivalk-development-kubernetes"]!, "aws_eks_node_group");
  const { generalPurpose, blockchain, gpu, monitoring } = developmentFile.kubernetes;

  expect(
    Object.fromEntries(groups.map(({ node_group_name, scaling_config }) => [node_group_name, scaling_config.min_size])),
  ).toEqual({
    ...Object.fromEntries(
      developmentFile.network.availabilityZones.map((zone) => [`general-purpose-${zone}`, generalPurpose.min]),
    ),
    blockchain: blockchain.min,
    gpu: gpu.min,
    monitoring: monitoring.min,
  });
});

test.each([
  ["primary", "phoenix-rooivalk-production-kubernetes", network.availabilityZones],
  ["recovery", "phoenix-rooivalk-production-kubernetes-us-west-2", ["us-west-2a", "us-west-2b"]],
])("gives pods of the %s region addresses of subnets that nothing else uses", (_name, id, zones) => {
  const { eniConfig } = JSON.parse(stacks[id]!.resource.aws_eks_addon["vpc-cni"].configuration_values);

  expect(Object.keys(eniConfig.subnets)).toEqual(zones);
  for (const [zone, subnet] of Object.entries<Json>(eniConfig.subnets)) {
    expect(subnet.id).toContain(`pods-${zone}`);
  }
});

test("notifies a topic when any node group scales, or cannot", () => {
  for (const json of [production, standby]) {
    const { group_names: groups, notifications } = resources(json, "aws_autoscaling_notification")[0]!;

    expect(groups).toHaveLength(resources(json, "aws_eks_node_group").length);
    expect(notifications).toContain("autoscaling:EC2_INSTANCE_LAUNCH_ERROR");
  }
  const security = JSON.stringify(stacks["phoenix-rooivalk-production-security"]);
  expect(security).toContain("AWSServiceRoleForAutoScaling");
});
