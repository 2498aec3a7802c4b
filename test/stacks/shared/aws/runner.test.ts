import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { WORKFLOW } from "../../../../stacks/shared/aws/runner";
import { stacks } from "../../../support/stacks";

const CLUSTERS = ["dafnckmachine", "lp", "phoenix-rooivalk"];

test("runs jobs of the workflow that delivers", () => {
  const workflow = parse(readFileSync(join(import.meta.dirname, "../../../../.github/workflows/deliver.yml"), "utf8"));

  expect(workflow.name).toBe(WORKFLOW);
});

test("clones the owner's repository through the connection of the environment", () => {
  expect(only(stacks["lp-production-runner"]!, "aws_codebuild_project").source).toMatchObject({
    location: `https://github.com/${production.delivery.repository}.git`,
    auth: { resource: production.kubernetes.runner!.connectionArn },
  });
});

test.each(CLUSTERS)("reaches the endpoint of the cluster of %s", (platform) => {
  const rules = resources(stacks[`${platform}-production-kubernetes`]!, "aws_vpc_security_group_ingress_rule");
  const admitted = rules.filter(({ referenced_security_group_id: peer }: Json) =>
    /production-runner\b/.test(peer ?? ""),
  );

  expect(admitted).toMatchObject([{ from_port: 443, to_port: 443 }]);
});

test("reaches the cluster of the recovery region from the addresses of the NAT gateways", () => {
  const { vpc_config } = only(stacks["phoenix-rooivalk-production-kubernetes-us-west-2"]!, "aws_eks_cluster");
  const addresses = vpc_config.public_access_cidrs.filter((cidr: string) =>
    cidr.includes("production-network.outputs"),
  );

  expect(addresses).toHaveLength(3);
  for (const cidr of addresses) {
    expect(cidr).toMatch(/\/32$/);
  }
});

test("is left out without a connection", () => {
  expect(development.kubernetes).not.toHaveProperty("runner");
  expect(stacks["lp-development-runner"]).toBeUndefined();
});
