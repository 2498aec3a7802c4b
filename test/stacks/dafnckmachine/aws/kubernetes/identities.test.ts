import type { Json } from "@modules/checks/json";
import { REDIS_PORT } from "@modules/core/ports";
import { statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { redisUrl } from "../../../../../stacks/dafnckmachine/aws/kubernetes/identities";
import { stacks } from "../../../../support/stacks";

const stack = stacks["dafnckmachine-production-kubernetes"]!;

/** Actions of the policies of a pod's role. */
function actions(pod: string): string[] {
  return Object.entries<Json>(stack.resource.aws_iam_role_policy)
    .filter(([id]) => id.startsWith(`${pod}_`))
    .flatMap(([, { policy }]) => statements(policy).flatMap(({ Action }) => Action));
}

test("gives every controller and service a role of its own", () => {
  const associations = Object.values<Json>(stack.resource.aws_eks_pod_identity_association);

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

test("lets agents connect to their caches and write metrics", () => {
  expect(actions("agent-orchestration")).toEqual(expect.arrayContaining(["elasticache:Connect", "dynamodb:PutItem"]));
});

test("lets the API connect to its cache only", () => {
  expect(new Set(actions("dafnck-machine-api"))).toEqual(new Set(["elasticache:Connect"]));
});

test("lets External Secrets read the database secret and the cache URL", () => {
  expect(actions("external-secrets")).toEqual(
    expect.arrayContaining(["secretsmanager:GetSecretValue", "ssm:GetParameter"]),
  );
});

test("stores the URL of the cache in a parameter, since it holds no password", () => {
  expect(stack.resource.aws_ssm_parameter["cache-url"]).toMatchObject({
    name: "/dafnckmachine/application-cache/url",
    type: "String",
    value: expect.stringMatching(new RegExp(`^rediss://\\$\\{[^}]+}@\\$\\{[^}]+}:${REDIS_PORT}$`)),
  });
});

test("lets agents log in to the database as their user, whose URL holds no password", () => {
  expect(actions("agent-orchestration")).toContain("rds-db:connect");
  expect(stack.resource.aws_ssm_parameter["database-url"]).toMatchObject({
    name: "/dafnckmachine/database/url",
    value: expect.stringMatching(
      /^postgresql:\/\/agent_orchestration@\$\{[^}]+}:5432\/dafnckmachine\?sslmode=require$/,
    ),
  });
});

test("builds the URL of a cache from its user and endpoint", () => {
  expect(redisUrl({ userName: "agents", endpoint: "cache.example.com" })).toBe(
    `rediss://agents@cache.example.com:${REDIS_PORT}`,
  );
});
