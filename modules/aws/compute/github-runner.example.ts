import { GithubRunner } from "@modules/aws/compute/github-runner";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A runner for the jobs of the workflow `deploy`, with access to the private endpoint of a cluster. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const cluster = SecurityGroup.fromExisting(scope, "cluster", { id: "sg-0abc1234def567890", ports: { api: 443 } });

  const runner = new GithubRunner(scope, "runner", {
    name: "shop-runner",
    repository: "example/shop",
    connectionArn: "arn:aws:codeconnections:us-east-1:111122223333:connection/1234abcd-12ab-34cd-56ef-1234567890ab",
    workflow: "deploy",
    vpc,
    logsKey: Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }),
  });
  cluster.connections.allowFrom(runner);
}
