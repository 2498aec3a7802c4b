import { EksCluster, type EksClusterProps } from "@modules/aws/eks/eks-cluster";
import { eksServiceBoundary } from "@modules/aws/eks/eks-service-boundary";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "../ecs/fixture";

function cluster(props: Partial<EksClusterProps> = {}): Json {
  return synth((stack) => new Fixture(stack).eksCluster(props));
}

test("has a private endpoint, and a public one for networks of administrators", () => {
  expect(only(cluster(), "aws_eks_cluster").vpc_config).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: false,
  });
  expect(only(cluster({ adminCidrs: ["192.0.2.0/24"] }), "aws_eks_cluster").vpc_config).toMatchObject({
    endpoint_public_access: true,
    public_access_cidrs: ["192.0.2.0/24"],
  });
});

test("encrypts Secrets and logs to a log group that exists first", () => {
  const json = cluster();
  const eks = only(json, "aws_eks_cluster");

  expect(eks.encryption_config).toMatchObject({ resources: ["secrets"] });
  expect(eks.enabled_cluster_log_types).toHaveLength(5);
  expect(only(json, "aws_cloudwatch_log_group")).toMatchObject({ name: "/aws/eks/shop/cluster" });
  expect(eks.depends_on).toContainEqual(expect.stringContaining("aws_cloudwatch_log_group."));
});

test("accepts connections to its API, and to the ports of its pods", () => {
  const ports = ["api", "web"].map((port) => {
    const json = synth((stack) => {
      const fixture = new Fixture(stack);
      const caller = new SecurityGroup(stack, "caller", {
        name: "caller",
        description: "Caller",
        vpc: fixture.vpc,
      });
      fixture.eksCluster({ podPorts: { web: 8443 } }).connections.allowFrom(caller, port);
    });
    return only(json, "aws_vpc_security_group_ingress_rule").from_port;
  });

  expect(ports).toEqual([443, 8443]);
});

test("maps roles to Kubernetes groups without granting permissions", () => {
  const json = cluster({ members: { planners: "arn:aws:iam::111122223333:role/shop-plan" } });

  expect(Object.values(json.resource.aws_eks_access_entry)).toContainEqual(
    expect.objectContaining({
      principal_arn: "arn:aws:iam::111122223333:role/shop-plan",
      kubernetes_groups: ["planners"],
    }),
  );
  expect(JSON.stringify(json.resource.aws_eks_access_policy_association)).not.toContain("planners");
});

test("gives access to the administrators, and not to the role that creates it", () => {
  const json = cluster();

  expect(only(json, "aws_eks_cluster").access_config).toEqual({
    authentication_mode: "API",
    bootstrap_cluster_creator_admin_permissions: false,
  });
  expect(only(json, "aws_eks_access_entry").principal_arn).toBe("arn:aws:iam::111122223333:role/platform");
  expect(only(json, "aws_eks_access_policy_association").policy_arn).toContain("AmazonEKSClusterAdminPolicy");
});

test("has standard support and deletion protection", () => {
  expect(only(cluster(), "aws_eks_cluster")).toMatchObject({
    upgrade_policy: { support_type: "STANDARD" },
    lifecycle: { prevent_destroy: true },
  });
  expect(only(cluster({ deletionProtection: false }), "aws_eks_cluster").lifecycle.prevent_destroy).toBe(false);
});

test("lets EKS assume its role for this cluster only", () => {
  const role = only(cluster(), "aws_iam_role");

  expect(statements(role.assume_role_policy)).toMatchObject([
    { Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:eks:us-east-1:111122223333:cluster/shop" } } },
  ]);
});

test("accepts a permissions boundary that allows everything its role does", () => {
  const permissionsBoundary = "arn:aws:iam::111122223333:policy/EKSServiceRolePermissionsBoundary";
  const json = cluster({ permissionsBoundary });
  let boundary: readonly string[] = [];
  synth((stack) => {
    boundary = eksServiceBoundary(stack).flatMap(({ actions = [] }) => actions);
  });
  const own = statements(only(json, "aws_iam_role_policy").policy).flatMap(({ Action }) => Action);

  expect(only(json, "aws_iam_role").permissions_boundary).toBe(permissionsBoundary);
  expect(boundary).toEqual(expect.arrayContaining(own));
  expect(boundary).toEqual(
    expect.arrayContaining(["autoscaling:*", "ec2:*", "elasticloadbalancing:*", "iam:CreateServiceLinkedRole"]),
  );
});

test("adds an ingress rule to the peer, and no egress rule, when its pods connect", () => {
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const database = new SecurityGroup(stack, "database", {
      name: "database",
      description: "Database",
      vpc: fixture.vpc,
      ports: { postgres: 5432 },
    });
    fixture.eksCluster().connections.allowTo(database);
  });

  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
    from_port: 5432,
    referenced_security_group_id: expect.stringContaining("cluster_security_group_id"),
  });
  expect(json.resource.aws_vpc_security_group_egress_rule).toBeUndefined();
});

test("lets overrides win over what it sets", () => {
  expect(
    only(cluster({ overrides: { upgradePolicy: { supportType: "EXTENDED" } } }), "aws_eks_cluster").upgrade_policy,
  ).toEqual({ support_type: "EXTENDED" });
});

test("serves pods and connections of an existing cluster", () => {
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const existing = EksCluster.fromExisting(stack, "existing", {
      name: "legacy",
      version: "1.35",
      endpoint: "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
      certificateAuthority: "LS0tLS1CRUdJTg==",
      securityGroupId: "sg-0abc1234def567890",
      podPorts: { web: 8443 },
    });
    existing.connections.allowFrom(fixture.group, "web");
    new PodIdentity(stack, "storage", {
      name: "storage",
      cluster: existing,
      namespace: "kube-system",
      serviceAccount: "ebs",
    });
  });

  expect(json.resource.aws_eks_cluster).toBeUndefined();
  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
    security_group_id: "sg-0abc1234def567890",
    from_port: 8443,
  });
  expect(statements(only(json, "aws_iam_role").assume_role_policy)[0].Condition.ArnEquals).toEqual({
    "aws:SourceArn": "arn:aws:eks:us-east-1:111122223333:cluster/legacy",
  });
});

test("fails on the version of an existing cluster that has no add-on builds", () => {
  const attributes = { name: "old", version: "1.21", endpoint: "", certificateAuthority: "", securityGroupId: "sg-1" };

  expect(() => synth((stack) => EksCluster.fromExisting(stack, "old", attributes))).toThrow(
    "stack/old: version must be 1.34 or 1.35 or 1.36, got 1.21",
  );
});

test.each([
  [{ version: "1.28" }, "version must be 1.34 or 1.35 or 1.36, got 1.28"],
  [{ adminCidrs: ["0.0.0.0/0"] }, "adminCidrs must be networks of administrators and not all addresses, got 0.0.0.0/0"],
  [{ name: "-shop" }, "name must be 1 to 53 of A-Za-z0-9_-, got -shop"],
])("fails on %o", (props, message) => {
  expect(() => cluster(props)).toThrow(message);
});
