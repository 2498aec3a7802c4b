import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { CertManagerIdentity } from "@modules/aws/eks/cert-manager-identity";
import { ClusterAutoscalerIdentity } from "@modules/aws/eks/cluster-autoscaler-identity";
import { FargateProfile } from "@modules/aws/eks/fargate-profile";
import { LoadBalancerControllerIdentity } from "@modules/aws/eks/load-balancer-controller-identity";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { Fixture } from "../ecs/fixture";

test("lets pods of one service account in one cluster assume its role", () => {
  const json = synth((stack) => {
    const cluster = new Fixture(stack).eksCluster();
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

test("lets the Cluster Autoscaler resize node groups of its cluster only", () => {
  const json = synth(
    (stack) => new ClusterAutoscalerIdentity(stack, "autoscaler", { cluster: new Fixture(stack).eksCluster() }),
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

function registrar(stack: TerraformStack, names: readonly string[]): void {
  const fixture = new Fixture(stack);
  new LoadBalancerControllerIdentity(stack, "load-balancing", {
    cluster: fixture.eksCluster(),
    targetGroups: Object.fromEntries(
      names.map((name) => [name, new TargetGroup(stack, name, { name, vpc: fixture.vpc, port: 443 })]),
    ),
  });
}

test("lets the load balancer controller register pods with the target groups, and create nothing", () => {
  const json = synth((stack) => registrar(stack, ["pods"]));
  const policy = Object.values<Json>(json.resource.aws_iam_role_policy).find(({ name }) => name === "register-pods");
  const [register, look] = statements(policy.policy);

  expect(register).toEqual({
    Effect: "Allow",
    Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
    Resource: "${aws_lb_target_group.pods.arn}",
  });
  expect(look.Action.every((action: string) => action.includes(":Describe"))).toBe(true);
  expect(only(json, "aws_eks_pod_identity_association")).toMatchObject({
    namespace: "kube-system",
    service_account: "aws-load-balancer-controller",
  });
});

test("fails on a load balancer controller without target groups", () => {
  expect(() => synth((stack) => registrar(stack, []))).toThrow(
    "targetGroups must be a list of at least 1 entry, got none",
  );
});

test("lets cert-manager write challenges in one zone, and no other record", () => {
  const json = synth((stack) => {
    const zone = new HostedZone(stack, "zone", { domain: "example.com", comment: "Names" });
    new CertManagerIdentity(stack, "cert-manager", { cluster: new Fixture(stack).eksCluster(), zone });
  });
  const policy = Object.values<Json>(json.resource.aws_iam_role_policy).find(
    ({ name }) => name === "answer-challenges",
  );
  const [change] = statements(policy.policy);

  expect(change).toMatchObject({
    Action: "route53:ChangeResourceRecordSets",
    Resource: "arn:aws:route53:::hostedzone/${aws_route53_zone.zone.zone_id}",
    Condition: {
      "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" },
      "ForAllValues:StringLike": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": "_acme-challenge.*example.com",
      },
    },
  });
});

test("runs the pods of a namespace on Fargate in private subnets", () => {
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const cluster = fixture.eksCluster();
    new FargateProfile(stack, "batch", { name: "batch", cluster, vpc: fixture.vpc, namespaces: ["batch"] });
  });
  const profile = only(json, "aws_eks_fargate_profile");

  expect(profile.selector).toEqual([{ namespace: "batch" }]);
  expect(profile.subnet_ids.every((id: string) => id.includes("private"))).toBe(true);
  expect(profile.depends_on).toContainEqual(expect.stringContaining("aws_iam_role_policy_attachment."));
});

test("lets overrides win over what they set", () => {
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const cluster = fixture.eksCluster();
    const overrides = { maxSessionDuration: 7200 };
    new ClusterAutoscalerIdentity(stack, "autoscaler", { cluster, overrides });
    new FargateProfile(stack, "batch", {
      name: "batch",
      cluster,
      vpc: fixture.vpc,
      namespaces: ["batch"],
      overrides: { selector: [{ namespace: "batch", labels: { runtime: "fargate" } }] },
    });
  });

  expect(json.resource.aws_iam_role.autoscaler.max_session_duration).toBe(7200);
  expect(only(json, "aws_eks_fargate_profile").selector).toEqual([
    { namespace: "batch", labels: { runtime: "fargate" } },
  ]);
});

test("fails on a profile without namespaces", () => {
  expect(() =>
    synth((stack) => {
      const fixture = new Fixture(stack);
      const cluster = fixture.eksCluster();
      new FargateProfile(stack, "batch", { name: "batch", cluster, vpc: fixture.vpc, namespaces: [] });
    }),
  ).toThrow("namespaces must be a list of 1 to 5 entries, got none");
});
