import { GithubRunner, type GithubRunnerProps, runnerLabel } from "@modules/aws/compute/github-runner";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only, resources, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const CONNECTION = "arn:aws:codeconnections:us-east-1:111122223333:connection/1234abcd-12ab-34cd-56ef-1234567890ab";

function runner(props: Partial<GithubRunnerProps> = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24" } },
      },
    });
    const one = new GithubRunner(stack, "runner", {
      name: "shop-runner",
      repository: "example/shop",
      connectionArn: CONNECTION,
      workflow: "deploy",
      vpc,
      logsKey: new Key(stack, "key", { name: "logs", description: "Logs" }),
      ...props,
    });
    const cluster = new SecurityGroup(stack, "cluster", {
      name: "cluster-sg",
      description: "Cluster",
      vpc,
      ports: { api: 443 },
    });
    cluster.connections.allowFrom(one);
  });
}

test("runs jobs in private subnets, through a connection to GitHub, without a token in the state", () => {
  expect(only(runner(), "aws_codebuild_project")).toMatchObject({
    name: "shop-runner",
    build_timeout: 240,
    artifacts: { type: "NO_ARTIFACTS" },
    source: {
      type: "GITHUB",
      location: "https://github.com/example/shop.git",
      auth: { type: "CODECONNECTIONS", resource: CONNECTION },
    },
    vpc_config: { subnets: [expect.stringContaining("private-us-east-1a")] },
  });
});

test("starts for jobs of the workflow and for nothing else", () => {
  expect(only(runner(), "aws_codebuild_webhook").filter_group).toEqual([
    {
      filter: [
        { type: "EVENT", pattern: "WORKFLOW_JOB_QUEUED" },
        { type: "WORKFLOW_NAME", pattern: "^deploy$" },
      ],
    },
  ]);
});

test("is created after its permissions, because CodeBuild tries them", () => {
  const json = runner();
  const [policy] = Object.keys(json.resource.aws_iam_role_policy);

  expect(only(json, "aws_codebuild_project").depends_on).toContain(`aws_iam_role_policy.${policy}`);
});

test("gives CodeBuild of the account permissions for interfaces, logs and the connection alone", () => {
  const json = runner();
  const [trust] = statements(only(json, "aws_iam_role").assume_role_policy);
  const services = statements(only(json, "aws_iam_role_policy").policy).flatMap(({ Action }) =>
    [Action].flat().map((action: string) => action.split(":")[0]),
  );

  expect(trust).toMatchObject({
    Principal: { Service: "codebuild.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": expect.anything() } },
  });
  expect([...new Set(services)].sort()).toEqual(["codeconnections", "ec2", "logs"]);
});

test("has no ingress, and egress to HTTPS and to security groups that admit it", () => {
  const json = runner();
  const own = (type: string) =>
    resources(json, type).filter(({ security_group_id }) => security_group_id.includes("runner"));

  expect(own("aws_vpc_security_group_ingress_rule")).toEqual([]);
  expect(own("aws_vpc_security_group_egress_rule")).toMatchObject([
    { cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 },
    { referenced_security_group_id: "${aws_security_group.cluster.id}", from_port: 443 },
  ]);
});

test("has a label that begins with CodeBuild's prefix", () => {
  expect(runnerLabel("shop-runner")).toBe("codebuild-shop-runner");
});

test("lets overrides replace arguments of the project", () => {
  expect(only(runner({ overrides: { concurrentBuildLimit: 2 } }), "aws_codebuild_project").concurrent_build_limit).toBe(
    2,
  );
});

test.each<[Partial<GithubRunnerProps>, string]>([
  [{ name: "a" }, "name must be"],
  [{ repository: "shop" }, "repository must be owner/name of a GitHub repository, got shop"],
  [{ workflow: "a|b" }, "workflow must be letters, digits, spaces, hyphens and underscores, got a|b"],
  [{ timeoutMinutes: 4 }, "timeoutMinutes must be"],
])("fails on %j", (props, message) => {
  expect(() => runner(props)).toThrow(message);
});
