import { EksAddon } from "@modules/aws/eks/eks-addon";
import { EksNodeGroup, type EksNodeGroupProps, type RootVolume } from "@modules/aws/eks/eks-node-group";
import { addonPlacement } from "@modules/aws/eks/eks-placement";
import { EKS_VERSIONS } from "@modules/aws/tables/eks-versions";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "../ecs/fixture";

function nodes(props: Partial<EksNodeGroupProps> = {}): Json {
  return synth((stack) => {
    const fixture = new Fixture(stack);
    const cluster = fixture.eksCluster();
    const network = new EksAddon(stack, "vpc-cni", { cluster, name: "vpc-cni", configuration: { env: { A: "1" } } });
    const group = new EksNodeGroup(stack, "workers", {
      name: "workers",
      cluster,
      vpc: fixture.vpc,
      instanceTypes: ["c5.large", "c5.xlarge"],
      minNodes: 0,
      desiredNodes: 0,
      maxNodes: 10,
      key: fixture.key,
      tags: { Project: "Shop" },
      after: [network],
      ...props,
    });
    new EksAddon(stack, "coredns", { cluster, name: "coredns", after: [group] });
  });
}

test("sets the desired number of nodes at creation only", () => {
  expect(only(nodes(), "aws_eks_node_group")).toMatchObject({
    ami_type: "AL2023_x86_64_STANDARD",
    instance_types: ["c5.large", "c5.xlarge"],
    scaling_config: { min_size: 0, desired_size: 0, max_size: 10 },
    update_config: { max_unavailable_percentage: 25 },
    node_repair_config: { enabled: true },
    lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
  });
});

test("sets the minimum of nodes at creation only when scheduled actions change it", () => {
  expect(only(nodes({ minScheduled: true }), "aws_eks_node_group").lifecycle.ignore_changes).toEqual([
    "scaling_config[0].desired_size",
    "scaling_config[0].min_size",
  ]);
});

test("keeps the node's role from pods and encrypts the root volume", () => {
  expect(only(nodes(), "aws_launch_template")).toMatchObject({
    metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
    block_device_mappings: [{ ebs: { encrypted: "true", kms_key_id: "${aws_kms_key.key.arn}" } }],
  });
});

test("encrypts both volumes of Bottlerocket, and gives the data volume the size", () => {
  const json = nodes({ amiType: "BOTTLEROCKET_x86_64_FIPS", volume: { sizeGibibytes: 200 } });

  expect(only(json, "aws_eks_node_group").ami_type).toBe("BOTTLEROCKET_x86_64_FIPS");
  expect(
    only(json, "aws_launch_template").block_device_mappings.map(({ device_name, ebs }: Json) => [
      device_name,
      ebs.volume_size,
      ebs.encrypted,
      ebs.kms_key_id,
    ]),
  ).toEqual([
    ["/dev/xvdb", 200, "true", "${aws_kms_key.key.arn}"],
    ["/dev/xvda", undefined, "true", "${aws_kms_key.key.arn}"],
  ]);
});

test("runs On-Demand Instances, or Spot Instances with another volume and image", () => {
  const spot = nodes({
    capacityType: "SPOT",
    instanceTypes: ["g5.xlarge"],
    amiType: "AL2023_x86_64_NVIDIA",
    volume: { type: "io2", iops: 8000, sizeGibibytes: 200 },
  });

  expect(only(nodes(), "aws_eks_node_group").capacity_type).toBe("ON_DEMAND");
  expect(only(nodes(), "aws_launch_template").block_device_mappings[0].ebs.iops).toBeUndefined();
  expect(only(spot, "aws_eks_node_group")).toMatchObject({ capacity_type: "SPOT", ami_type: "AL2023_x86_64_NVIDIA" });
  expect(only(spot, "aws_launch_template").block_device_mappings[0].ebs).toMatchObject({
    volume_type: "io2",
    iops: 8000,
    volume_size: 200,
  });
});

test("uses the subnets of the given availability zones", () => {
  expect(only(nodes(), "aws_eks_node_group").subnet_ids).toHaveLength(2);
  expect(only(nodes({ zones: ["us-east-1b"] }), "aws_eks_node_group").subnet_ids).toEqual([
    expect.stringContaining("private-us-east-1b"),
  ]);
});

test("exposes the name of its Auto Scaling group", () => {
  const json = nodes({ labels: { pool: "compute" } });

  expect(only(json, "aws_autoscaling_group_tag").autoscaling_group_name).toBe(
    "${aws_eks_node_group.workers.resources[0].autoscaling_groups[0].name}",
  );
});

test("tags instances, volumes and network interfaces", () => {
  const types = only(nodes(), "aws_launch_template").tag_specifications;

  expect(types.map((specification: Json) => specification.resource_type)).toEqual([
    "instance",
    "volume",
    "network-interface",
  ]);
  expect(types[1].tags).toEqual({ Project: "Shop", Name: "shop-workers" });
});

test("describes its labels and taints to the Cluster Autoscaler", () => {
  const json = nodes({
    labels: { pool: "compute" },
    taints: [{ key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" }],
  });
  const tags = Object.values<Json>(json.resource.aws_autoscaling_group_tag).map(({ tag }) => [tag.key, tag.value]);

  expect(only(json, "aws_eks_node_group").taint).toEqual([
    { key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" },
  ]);
  expect(Object.fromEntries(tags)).toEqual({
    "k8s.io/cluster-autoscaler/node-template/label/pool": "compute",
    "k8s.io/cluster-autoscaler/node-template/taint/compute-intensive": "true:NoSchedule",
  });
});

test("leaves the permissions of the VPC CNI to its pod identity", () => {
  const policies = Object.values<Json>(nodes().resource.aws_iam_role_policy_attachment).map(
    ({ policy_arn }) => policy_arn,
  );

  expect(policies.join()).toContain("AmazonEKSWorkerNodePolicy");
  expect(policies.join()).not.toContain("AmazonEKS_CNI_Policy");
});

test("is created after the network add-on and before add-ons that need nodes", () => {
  const json = nodes();
  const { coredns } = json.resource.aws_eks_addon;

  expect(only(json, "aws_eks_node_group").depends_on).toContain("aws_eks_addon.vpc-cni");
  expect(coredns.depends_on).toContain("aws_eks_node_group.workers");
});

test("pins an add-on to the build for the cluster's version, with its configuration", () => {
  const cni = nodes().resource.aws_eks_addon["vpc-cni"];

  expect(cni.addon_version).toBe(EKS_VERSIONS["1.35"].addons["vpc-cni"]);
  expect(JSON.parse(cni.configuration_values)).toEqual({ env: { A: "1" } });
});

test("places an add-on on the given nodes, at its own position in the configuration", () => {
  const system = {
    labels: { role: "system" },
    taints: [{ key: "system", value: "true", effect: "NO_SCHEDULE" }],
  } as const;
  const placement = {
    nodeSelector: { role: "system" },
    tolerations: [{ key: "system", operator: "Equal", value: "true", effect: "NoSchedule" }],
  };

  expect(addonPlacement("coredns", system)).toEqual(placement);
  expect(addonPlacement("aws-ebs-csi-driver", system)).toEqual({ controller: placement });
});

test.each<[Partial<EksNodeGroupProps>, string]>([
  [
    { instanceTypes: ["p3.2xlarge"] },
    "amiType must be AL2023_x86_64_NVIDIA for p3.2xlarge, got AL2023_x86_64_STANDARD",
  ],
  [{ volume: { type: "io2", iops: 50 } }, "volume.iops must be 100 to 64000, got 50"],
  [{ volume: { iops: 20000 } }, "volume.iops must be 3000 to 16000, got 20000"],
  [{ volume: { throughputMebibytesPerSecond: 800 } }, "volume.throughputMebibytesPerSecond must be at most a quarter"],
  [{ zones: ["us-east-1c"] }, "zone of subnet group private must be us-east-1a or us-east-1b, got us-east-1c"],
])("fails on %o", (props, message) => {
  expect(() => nodes(props)).toThrow(message);
});

test("lets overrides win over what they set", () => {
  const json = nodes({ overrides: { forceUpdateVersion: true, amiType: "BOTTLEROCKET_x86_64" } });
  const addon = synth((stack) => {
    const cluster = new Fixture(stack).eksCluster();
    new EksAddon(stack, "coredns", { cluster, name: "coredns", overrides: { preserve: true } });
  });

  expect(only(json, "aws_eks_node_group")).toMatchObject({
    ami_type: "BOTTLEROCKET_x86_64",
    force_update_version: true,
  });
  expect(only(addon, "aws_eks_addon").preserve).toBe(true);
});

test("has a gp3 volume with more throughput, or an io2 volume without a throughput", () => {
  const ebs = (volume: RootVolume) => only(nodes({ volume }), "aws_launch_template").block_device_mappings[0].ebs;

  expect(ebs({ iops: 4000, throughputMebibytesPerSecond: 500 })).toMatchObject({ iops: 4000, throughput: 500 });
  expect(ebs({ type: "io2", iops: 4000 }).throughput).toBeUndefined();
});

test("fails when the desired number of nodes is not between the limits", () => {
  expect(() => nodes({ desiredNodes: 11 })).toThrow("desiredNodes must be from minNodes (0) to maxNodes (10), got 11");
});

test("adds the cluster security group to further security groups, since EKS then does not", () => {
  const grouped = synth((stack) => {
    const fixture = new Fixture(stack);
    new EksNodeGroup(stack, "workers", {
      name: "workers",
      cluster: fixture.eksCluster(),
      vpc: fixture.vpc,
      instanceTypes: ["c5.large"],
      minNodes: 1,
      desiredNodes: 1,
      maxNodes: 1,
      securityGroups: [fixture.group],
      key: fixture.key,
      tags: {},
      after: [],
    });
  });

  expect(only(grouped, "aws_launch_template").vpc_security_group_ids).toEqual([
    expect.stringContaining("cluster_security_group_id"),
    "${aws_security_group.group.id}",
  ]);
  expect(only(nodes(), "aws_launch_template").vpc_security_group_ids).toBeUndefined();
});

test("allows the root volume iops and throughput only with the type that takes them", () => {
  // @ts-expect-error io2 has no throughput of its own
  const io2: RootVolume = { type: "io2", iops: 20_000, throughputMebibytesPerSecond: 125 };
  // @ts-expect-error io2 needs its iops
  const withoutIops: RootVolume = { type: "io2", sizeGibibytes: 500 };

  expect([io2.type, withoutIops.type]).toEqual(["io2", "io2"]);
});
