import { expect, test } from "vitest";
import { development } from "../../../../../environments/dafnckmachine/development";
import { production } from "../../../../../environments/dafnckmachine/production";
import { staging } from "../../../../../environments/dafnckmachine/staging";
import { stacks } from "../../../../support/stacks";

const POOLS = [
  ["general-purpose", "generalPurpose"],
  ["compute-optimized", "computeOptimized"],
] as const;

test.each([development, staging, production])("sizes the node groups of $name by the environment", (environment) => {
  const groups = stacks[`dafnckmachine-${environment.name}-kubernetes`]!.resource.aws_eks_node_group;

  for (const [name, field] of POOLS) {
    const { instanceTypes, min, desired, max } = environment.kubernetes[field];
    expect(groups[name]).toMatchObject({
      node_group_name: name,
      instance_types: instanceTypes,
      scaling_config: { min_size: min, desired_size: desired, max_size: max },
      labels: { "node-pool": name },
    });
  }
});

test("taints the nodes for long computations only", () => {
  const groups = stacks["dafnckmachine-production-kubernetes"]!.resource.aws_eks_node_group;

  expect(groups["compute-optimized"].taint).toEqual([
    { key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" },
  ]);
  expect(groups["general-purpose"].taint ?? []).toEqual([]);
});

test("runs compute-intensive pods on Spot in development alone", () => {
  const capacity = (name: string) =>
    stacks[`dafnckmachine-${name}-kubernetes`]!.resource.aws_eks_node_group["compute-optimized"].capacity_type;

  expect(["development", "staging", "production"].map(capacity)).toEqual(["SPOT", "ON_DEMAND", "ON_DEMAND"]);
});
