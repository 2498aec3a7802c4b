import { ClusterAutoscalerIdentity } from "@modules/aws/containers/cluster-autoscaler-identity";
import { FargateProfile } from "@modules/aws/containers/fargate-profile";
import { PodIdentity } from "@modules/aws/containers/pod-identity";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";
import { Surroundings } from "./fixture";

test("gives its role to pods of one service account in one cluster", () => {
  const json = synth((stack) => {
    const cluster = new Surroundings(stack).eksCluster();
    new PodIdentity(stack, "storage", {
      name: "shop-storage",
      cluster,
      namespace: "kube-system",
      serviceAccount: "ebs",
    });
  });
  const role = json.resource.aws_iam_role.storage;

  expect(only(json, "aws_eks_pod_identity_association")).toMatchObject({
    namespace: "kube-system",
    service_account: "ebs",
    role_arn: "${aws_iam_role.storage.arn}",
  });
  expect(statements(role.assume_role_policy)).toMatchObject([
    {
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnEquals: { "aws:SourceArn": "${aws_eks_cluster.cluster.arn}" },
      },
    },
  ]);
});

test("lets the autoscaler change groups of its own cluster only", () => {
  const json = synth(
    (stack) => new ClusterAutoscalerIdentity(stack, "autoscaler", { cluster: new Surroundings(stack).eksCluster() }),
  );
  const policy = Object.values<Json>(json.resource.aws_iam_role_policy).find(({ name }) => name === "scale-nodes");
  const [change, describe, look] = statements(policy.policy);

  expect(change).toMatchObject({
    Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
    Condition: { StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/shop": "owned" } },
  });
  expect(describe.Resource).toBe("arn:aws:eks:us-east-1:111122223333:nodegroup/shop/*");
  expect(look.Action.every((action: string) => /:(Describe|Get)/.test(action))).toBe(true);
});

test("runs the pods of a namespace on Fargate in private subnets", () => {
  const json = synth((stack) => {
    const surroundings = new Surroundings(stack);
    const cluster = surroundings.eksCluster();
    new FargateProfile(stack, "batch", { name: "batch", cluster, vpc: surroundings.vpc, namespaces: ["batch"] });
  });
  const profile = only(json, "aws_eks_fargate_profile");

  expect(profile.selector).toEqual([{ namespace: "batch" }]);
  expect(profile.subnet_ids.every((id: string) => id.includes("private"))).toBe(true);
  expect(profile.depends_on).toContainEqual(expect.stringContaining("aws_iam_role_policy_attachment."));
});

test("fails on a profile that takes no namespace", () => {
  expect(() =>
    synth((stack) => {
      const surroundings = new Surroundings(stack);
      const cluster = surroundings.eksCluster();
      new FargateProfile(stack, "batch", { name: "batch", cluster, vpc: surroundings.vpc, namespaces: [] });
    }),
  ).toThrow("namespaces must be one to five, got 0");
});
