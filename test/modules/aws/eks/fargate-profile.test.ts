import { EksCluster } from "@modules/aws/eks/eks-cluster";
import { FargateProfile, type FargateProfileProps } from "@modules/aws/eks/fargate-profile";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function profile(props: (logGroup: LogGroup) => Partial<FargateProfileProps> = () => ({})) {
  return synth((stack) => {
    const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
    const logGroup = LogGroup.fromExisting(stack, "logs", { name: "/aws/eks/shop/fargate" }) as LogGroup;
    new FargateProfile(stack, "batch", {
      name: "batch",
      cluster: EksCluster.fromExisting(stack, "cluster", {
        name: "shop",
        version: "1.35",
        endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
        certificateAuthority: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0t",
        securityGroupId: "sg-0abc1234def567890",
      }),
      vpc: Vpc.fromExisting(stack, "vpc", {
        id: "vpc-0abc1234def567890",
        cidr: "10.20.0.0/16",
        subnets: { private: { tier: "private", subnets } },
      }),
      namespaces: ["batch"],
      ...props(logGroup),
    });
  });
}

test("runs the pods of its namespaces in private subnets", () => {
  expect(only(profile(), "aws_eks_fargate_profile")).toMatchObject({
    selector: [{ namespace: "batch" }],
    subnet_ids: ["subnet-0abc11"],
  });
});

test("may write to the log group that it is given, and to no other", () => {
  expect(resources(profile(), "aws_iam_role_policy")).toEqual([]);

  const { policy } = only(
    profile((logGroup) => ({ logGroup })),
    "aws_iam_role_policy",
  );
  expect(JSON.parse(policy).Statement).toMatchObject([
    {
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/eks/shop/fargate:*",
    },
  ]);
});

test("fails without a namespace", () => {
  expect(() => profile(() => ({ namespaces: [] }))).toThrow("namespaces must be a list of 1 to 5 entries, got none");
});
