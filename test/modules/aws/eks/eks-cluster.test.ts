import type { EksClusterProps } from "@modules/aws/eks/eks-cluster";
import { eksServiceBoundary } from "@modules/aws/eks/eks-service-boundary";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "../ecs/fixture";

function cluster(props: Partial<EksClusterProps> = {}): Json {
  return synth((stack) => new Fixture(stack).eksCluster(props));
}

test("is reached from inside the VPC only, until networks of administrators are named", () => {
  expect(only(cluster(), "aws_eks_cluster").vpc_config).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: false,
  });
  expect(only(cluster({ adminCidrs: ["192.0.2.0/24"] }), "aws_eks_cluster").vpc_config).toMatchObject({
    endpoint_public_access: true,
    public_access_cidrs: ["192.0.2.0/24"],
  });
});

test("encrypts secrets and logs everything into a group that is there before it", () => {
  const json = cluster();
  const eks = only(json, "aws_eks_cluster");

  expect(eks.encryption_config).toMatchObject({ resources: ["secrets"] });
  expect(eks.enabled_cluster_log_types).toHaveLength(5);
  expect(only(json, "aws_cloudwatch_log_group")).toMatchObject({ name: "/aws/eks/shop/cluster" });
  expect(eks.depends_on).toContainEqual(expect.stringContaining("aws_cloudwatch_log_group."));
});

test("is called on its API, and on the ports of its pods that are named", () => {
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

test("lets members of a group in with no right of their own", () => {
  const json = cluster({ members: { planners: "arn:aws:iam::111122223333:role/shop-plan" } });

  expect(Object.values(json.resource.aws_eks_access_entry)).toContainEqual(
    expect.objectContaining({
      principal_arn: "arn:aws:iam::111122223333:role/shop-plan",
      kubernetes_groups: ["planners"],
    }),
  );
  expect(JSON.stringify(json.resource.aws_eks_access_policy_association)).not.toContain("planners");
});

test("admits the named administrators and not its maker", () => {
  const json = cluster();

  expect(only(json, "aws_eks_cluster").access_config).toEqual({
    authentication_mode: "API",
    bootstrap_cluster_creator_admin_permissions: false,
  });
  expect(only(json, "aws_eks_access_entry").principal_arn).toBe("arn:aws:iam::111122223333:role/platform");
  expect(only(json, "aws_eks_access_policy_association").policy_arn).toContain("AmazonEKSClusterAdminPolicy");
});

test("never drifts into paid support, nor is it deleted by chance", () => {
  expect(only(cluster(), "aws_eks_cluster")).toMatchObject({
    upgrade_policy: { support_type: "STANDARD" },
    lifecycle: { prevent_destroy: true },
  });
  expect(only(cluster({ deletionProtection: false }), "aws_eks_cluster").lifecycle.prevent_destroy).toBe(false);
});

test("lets EKS act for this cluster only", () => {
  const role = only(cluster(), "aws_iam_role");

  expect(statements(role.assume_role_policy)).toMatchObject([
    { Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:eks:us-east-1:111122223333:cluster/shop" } } },
  ]);
});

test("is capped by a boundary that leaves room for all its role may do", () => {
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

test("opens what its pods may reach on the other side alone", () => {
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

test.each([
  [{ version: "1.28" }, "version must be 1.34 or 1.35 or 1.36, got 1.28"],
  [
    { adminCidrs: ["0.0.0.0/0"] },
    "adminCidrs must be networks of administrators, never the whole world, got 0.0.0.0/0",
  ],
  [{ name: "-shop" }, "name must be 1 to 53 of A-Za-z0-9_-, got -shop"],
])("fails on %o", (props, message) => {
  expect(() => cluster(props)).toThrow(message);
});
