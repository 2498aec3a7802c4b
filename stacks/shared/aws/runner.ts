import { GithubRunner } from "@modules/aws/compute/github-runner";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import type { RunnerSettings } from "../../../environments/schema/kubernetes";
import { AwsStack, runnerName } from "../../base/aws-stack";

interface RunnerProps extends RunnerSettings {
  readonly vpc: IVpc;
  readonly logsKey: IKey;
}

/** Workflow whose jobs run in the VPC, from `.github/workflows`. */
export const WORKFLOW = "deliver";

/** Runner of the pipeline's applies, from which jobs connect to the endpoints of clusters. */
class RunnerStack extends AwsStack {
  readonly runner: GithubRunner;

  constructor(scope: Construct, environment: Environment, { connectionArn, vpc, logsKey }: RunnerProps) {
    super(scope, environment, "runner");
    this.runner = new GithubRunner(this, "runner", {
      name: runnerName(environment),
      repository: environment.delivery.repository,
      connectionArn,
      workflow: WORKFLOW,
      vpc,
      logsKey,
      logRetentionDays: environment.security.logRetentionDays,
    });
  }
}

interface RunnerEnvironment extends Environment {
  readonly kubernetes: { readonly runner?: RunnerSettings };
}

/** Defines the runner, if the environment has one. */
export function defineRunner(
  scope: Construct,
  environment: RunnerEnvironment,
  props: Pick<RunnerProps, "vpc" | "logsKey">,
): GithubRunner | undefined {
  const settings = environment.kubernetes.runner;
  return settings && new RunnerStack(scope, environment, { ...settings, ...props }).runner;
}
