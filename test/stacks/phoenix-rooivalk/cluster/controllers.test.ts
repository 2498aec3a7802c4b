import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const { region } = production.recovery!;
const controllers = stacks["phoenix-rooivalk-production-controllers"]!;
const standby = stacks[`phoenix-rooivalk-production-controllers-${region}`]!;

function charts(json: Json): string[] {
  return resources(json, "helm_release").map(({ chart }) => chart);
}

test("installs no cluster autoscaler, because policies scale the node groups", () => {
  expect(charts(controllers)).not.toContain("cluster-autoscaler");
  expect(charts(controllers).sort()).toEqual([
    "aws-load-balancer-controller",
    "cert-manager",
    "external-secrets",
    "metrics-server",
    "nvidia-device-plugin",
  ]);
});

test("runs the NVIDIA device plugin on the GPU nodes, and not in the standby, which has none", () => {
  const [plugin] = resources(controllers, "helm_release").filter(({ chart }) => chart === "nvidia-device-plugin");
  const { labels, taint } = stacks["phoenix-rooivalk-production-kubernetes"]!.resource.aws_eks_node_group.gpu;

  const { affinity, tolerations } = JSON.parse(plugin!.values[0]);
  const [term] = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;

  expect(term.matchExpressions).toEqual(
    Object.entries(labels).map(([key, value]) => ({ key, operator: "In", values: [value] })),
  );
  expect(tolerations).toContainEqual(expect.objectContaining({ key: taint[0].key, value: taint[0].value }));
  expect(charts(standby)).toEqual(charts(controllers).filter((chart) => chart !== "nvidia-device-plugin"));
});

test("configures each region's load balancer controller for its own VPC", () => {
  for (const [json, expected] of [
    [controllers, production.account.region],
    [standby, region],
  ] as const) {
    const [controller] = resources(json, "helm_release").filter(
      ({ chart }) => chart === "aws-load-balancer-controller",
    );

    expect(JSON.parse(controller!.values[0])).toMatchObject({ region: expected });
  }
});
