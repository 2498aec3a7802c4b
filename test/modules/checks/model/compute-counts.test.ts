import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { EksNodeGroup, type EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { computeUsages, vcpusOf } from "@modules/checks/model/compute-counts";
import { ResourceGraph } from "@modules/checks/model/resources";
import { prepare } from "@modules/checks/prepare";
import { testApp, testStack } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

function usages(define: (stack: TerraformStack) => void): [quota: string, count: number, peak: number][] {
  const app = testApp();
  define(testStack(app));
  return computeUsages(new ResourceGraph(prepare(app))).map(({ quota, count, peak }) => [quota, count, peak]);
}

function nodeGroup(props: Partial<EksNodeGroupConfig>): (stack: TerraformStack) => void {
  return (stack) => {
    new EksNodeGroup(stack, "nodes", {
      clusterName: "shop",
      nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
      subnetIds: [],
      scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 10 },
      ...props,
    });
  };
}

test.each([
  ["t3.nano", 2],
  ["t3.medium", 2],
  ["m7g.medium", 1],
  ["c5.large", 2],
  ["r6g.xlarge", 4],
  ["p3.8xlarge", 32],
  ["m5.metal", undefined],
])("has the vCPUs of %s", (type, vcpus) => {
  expect(vcpusOf(type)).toBe(vcpus);
});

test("counts a node group at its desired and at its largest size", () => {
  expect(usages(nodeGroup({ instanceTypes: ["c5.xlarge"] }))).toEqual([["onDemandStandardVcpus", 8, 40]]);
});

test("counts Spot, G and P instances against quotas of their own", () => {
  expect(usages(nodeGroup({ instanceTypes: ["c5.xlarge"], capacityType: "SPOT" }))[0]![0]).toBe("spotStandardVcpus");
  expect(usages(nodeGroup({ instanceTypes: ["g5.xlarge"] }))[0]![0]).toBe("onDemandGVcpus");
  expect(usages(nodeGroup({ instanceTypes: ["p3.2xlarge"], capacityType: "SPOT" }))[0]![0]).toBe("spotPVcpus");
  expect(usages(nodeGroup({ instanceTypes: ["inf2.xlarge"] }))).toEqual([]);
});

test("starts with the first instance type and may grow with the largest", () => {
  expect(usages(nodeGroup({ instanceTypes: ["c5.large", "c5.2xlarge"] }))).toEqual([["onDemandStandardVcpus", 4, 80]]);
});

test("splits a mixed group into its On-Demand and its Spot instances", () => {
  const mixed = usages((stack) => {
    new AutoscalingGroup(stack, "workers", {
      minSize: 4,
      maxSize: 12,
      mixedInstancesPolicy: {
        instancesDistribution: { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 50 },
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: "lt-1" },
          override: [{ instanceType: "m5.large" }],
        },
      },
    });
  });

  expect(mixed).toEqual([
    ["onDemandStandardVcpus", 6, 14],
    ["spotStandardVcpus", 2, 10],
  ]);
});

test("takes the instance type of a group from its launch template", () => {
  const fleet = usages((stack) => {
    const template = new LaunchTemplate(stack, "template", { instanceType: "t3.large" });
    new AutoscalingGroup(stack, "web", { minSize: 3, maxSize: 6, launchTemplate: { id: template.id, version: "1" } });
    new Instance(stack, "bastion", { instanceType: "t3.micro" });
  });

  expect(fleet).toEqual([
    ["onDemandStandardVcpus", 6, 12],
    ["onDemandStandardVcpus", 2, 2],
  ]);
});

test("counts the tasks that a deployment starts beside those of the largest size", () => {
  const service = usages((stack) => {
    const task = new EcsTaskDefinition(stack, "task", { family: "api", containerDefinitions: "[]", cpu: "512" });
    const api = new EcsService(stack, "api", {
      name: "api",
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      deploymentMaximumPercent: 200,
    });
    new AppautoscalingTarget(stack, "scaling", {
      minCapacity: 2,
      maxCapacity: 10,
      resourceId: `service/shop/${api.name}`,
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    });
  });

  expect(service).toEqual([["fargateVcpus", 1, 10]]);
});
