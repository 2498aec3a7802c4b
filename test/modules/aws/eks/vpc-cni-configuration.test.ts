import { vpcCniConfiguration } from "@modules/aws/eks/vpc-cni-configuration";
import { Vpc } from "@modules/aws/network/vpc";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("assigns prefixes and enforces network policies", () => {
  expect(vpcCniConfiguration()).toEqual({
    env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
    enableNetworkPolicy: "true",
  });
});

test("creates an ENIConfig for each availability zone of the pods' subnets", () => {
  let configuration = {};
  synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "main",
      cidr: "10.0.0.0/16",
      natGateways: "none",
      subnets: { pods: { tier: "isolated", cidrs: { "us-east-1a": "10.0.64.0/18", "us-east-1b": "10.0.128.0/18" } } },
    });
    configuration = vpcCniConfiguration({ vpc, subnetGroup: "pods" });
  });

  expect(configuration).toMatchObject({
    env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" },
    eniConfig: { create: true, subnets: { "us-east-1a": { id: expect.any(String) }, "us-east-1b": expect.anything() } },
  });
});
