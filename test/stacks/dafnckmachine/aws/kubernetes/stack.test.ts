import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

function kubernetes(environment: string): Json {
  return stacks[`dafnckmachine-${environment}-kubernetes`];
}

function nodes(environment: string): Json {
  return kubernetes(environment).resource.aws_eks_node_group;
}

test("names production's cluster and protects it", () => {
  expect(only(kubernetes("production"), "aws_eks_cluster")).toMatchObject({
    name: "dafnckmachine-eks",
    lifecycle: { prevent_destroy: true },
  });
});

test.each([
  ["development", ["t3.small"], { desired_size: 2 }],
  ["staging", ["t3.medium", "t3.large"], { min_size: 2, desired_size: 3, max_size: 20 }],
  ["production", ["t3.large", "t3.xlarge"], { min_size: 2, desired_size: 6, max_size: 20 }],
])("gives %s nodes of its size", (environment, instance_types, scaling_config) => {
  expect(nodes(environment)["general-purpose"]).toMatchObject({
    node_group_name: "general-purpose",
    instance_types,
    scaling_config,
  });
});

test("keeps nodes for long computations at none until a pod tolerates them", () => {
  expect(nodes("production")["compute-optimized"]).toMatchObject({
    instance_types: ["c5.large", "c5.xlarge"],
    scaling_config: { min_size: 0, desired_size: 0, max_size: 10 },
    taint: [{ key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" }],
  });
});

test("makes room for more pods on a node than it has addresses", () => {
  const { configuration_values } = kubernetes("development").resource.aws_eks_addon["vpc-cni"];

  expect(JSON.parse(configuration_values).env.ENABLE_PREFIX_DELEGATION).toBe("true");
});

test("brings up the network before nodes, and storage and names after them", () => {
  const { aws_eks_addon: addons, aws_eks_node_group: groups } = kubernetes("production").resource;

  for (const group of Object.values<Json>(groups)) {
    expect(group.depends_on).toEqual(
      expect.arrayContaining([
        "aws_eks_addon.vpc-cni",
        "aws_eks_addon.kube-proxy",
        "aws_eks_addon.eks-pod-identity-agent",
      ]),
    );
  }
  for (const addon of ["coredns", "aws-ebs-csi-driver"]) {
    expect(addons[addon].depends_on).toContain("aws_eks_node_group.general-purpose");
  }
});

test("gives the network, the volumes, each controller and each service roles of their own", () => {
  const associations = Object.values<Json>(kubernetes("production").resource.aws_eks_pod_identity_association);

  expect(associations.map(({ service_account }) => service_account).sort()).toEqual([
    "agent-orchestration",
    "alertmanager",
    "aws-load-balancer-controller",
    "aws-node",
    "cert-manager",
    "cluster-autoscaler",
    "dafnck-machine-api",
    "ebs-csi-controller-sa",
    "external-secrets",
  ]);
});

test("admits the pipeline that applies what runs in the cluster", () => {
  const entries = Object.values<Json>(kubernetes("production").resource.aws_eks_access_entry);

  expect(entries.map(({ principal_arn }) => principal_arn)).toContain(
    "arn:aws:iam::111122223333:role/dafnckmachine-production-apply",
  );
});

/** Ports that one security group may reach of another. */
function openPorts(environment: string): number[] {
  const rules = Object.values<Json>(kubernetes(environment).resource.aws_vpc_security_group_ingress_rule);
  return rules.map(({ from_port }) => from_port).sort((one, other) => one - other);
}

test("lets pods reach the database and the caches, and the load balancer the mesh's gateway", () => {
  expect(openPorts("production")).toEqual([80, 5432, 6379, 15021]);
});

test("leads versions of the API to the cluster, and agents where the environment serves them there", () => {
  const paths = (environment: string) =>
    Object.values<Json>(kubernetes(environment).resource.aws_lb_listener_rule).map(({ priority, condition }) => [
      priority,
      condition[0].path_pattern.values,
    ]);

  expect(paths("production")).toEqual([[30, ["/v1/*"]]]);
  expect(paths("development")).toEqual([
    [30, ["/v1/*"]],
    // Before those of the service on ECS, which has 10.
    [5, ["/api/agents*"]],
  ]);
  expect(openPorts("development")).toContain(443);
});

test("asks the mesh's gateway for its health where that is answered without TLS", () => {
  expect(kubernetes("production").resource.aws_lb_target_group.gateway).toMatchObject({
    port: 80,
    protocol: "HTTP",
    target_type: "ip",
    health_check: { port: "15021", path: "/healthz/ready" },
  });
});

test("tells pods where the cache is without a secret", () => {
  expect(only(kubernetes("production"), "aws_ssm_parameter")).toMatchObject({
    name: "/dafnckmachine/application-cache/url",
    type: "String",
    value: expect.stringMatching(/^rediss:\/\/\$\{[^}]+}@\$\{[^}]+}:6379$/),
  });
});

test("admits operators as members of their group alone", () => {
  const entries = Object.values<Json>(kubernetes("production").resource.aws_eks_access_entry);

  expect(entries).toContainEqual(
    expect.objectContaining({
      principal_arn: "arn:aws:iam::111122223333:role/platform-operator",
      kubernetes_groups: ["operators"],
    }),
  );
});

test("runs batches without nodes", () => {
  expect(only(kubernetes("production"), "aws_eks_fargate_profile").selector).toEqual([{ namespace: "batch" }]);
});
