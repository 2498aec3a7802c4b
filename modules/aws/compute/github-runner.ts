import { CodebuildProject, type CodebuildProjectConfig } from "@cdktf/provider-aws/lib/codebuild-project";
import { CodebuildWebhook } from "@cdktf/provider-aws/lib/codebuild-webhook";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { arn } from "../account";
import { checkName } from "../check-name";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import type { Statement } from "../security/policy";
import { grant, Role } from "../security/role";

export interface GithubRunnerProps {
  /**
   * Name of the CodeBuild project: 2 to 150 letters, digits, hyphens and underscores. A change replaces the project.
   */
  readonly name: string;

  /** `owner/name` of the repository whose jobs it runs. */
  readonly repository: string;

  /**
   * ARN of a CodeConnections connection to GitHub that a person has completed in the console. CodeBuild refuses the
   * webhook while the connection is pending.
   * https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-create-github.html
   */
  readonly connectionArn: string;

  /** Name of the only workflow whose jobs it runs. */
  readonly workflow: string;

  readonly vpc: IVpc;

  /** Group of subnets with a route to the internet through a NAT gateway. @default "private" */
  readonly subnetGroup?: string;

  /** Time limit of a job, 5 to 2160. @default 240 */
  readonly timeoutMinutes?: number;

  /** Key that encrypts the logs. */
  readonly logsKey: IKey;

  /** Retention of the logs in days, one of CloudWatch Logs' retention periods. @default 365 */
  readonly logRetentionDays?: number;

  /** Arguments of the `aws_codebuild_project` that replace what this module sets. @default none */
  readonly overrides?: Partial<CodebuildProjectConfig>;
}

/**
 * A runner of GitHub Actions inside a VPC: CodeBuild starts a container for each job and removes it afterwards, so it
 * costs nothing between jobs. Its role may not change anything; jobs must log in with their own credentials. Anyone who
 * may push a branch to the repository can run a job in it, so allow its connections only to servers that require a
 * login.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html
 */
export class GithubRunner extends Construct implements IConnectable {
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: GithubRunnerProps) {
    super(scope, id);
    const { name, repository, connectionArn, workflow, vpc, subnetGroup = "private", overrides } = props;
    const { timeoutMinutes = 240, logsKey, logRetentionDays = 365 } = props;
    checkName(this, "aws_codebuild_project", name);
    checkPattern(this, "repository", repository, /^[\w.-]+\/[\w.-]+$/, "owner/name of a GitHub repository");
    checkPattern(this, "workflow", workflow, /^[\w -]+$/, "letters, digits, spaces, hyphens and underscores");
    checkWholeNumber(this, "timeoutMinutes", timeoutMinutes, 5, 2160);
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-sg`,
      description: "Jobs of GitHub Actions",
      vpc,
    });
    group.connections.allowToCidr("0.0.0.0/0", 443, "GitHub, registries and the APIs of clouds");
    this.connections = group.connections;
    const logs = new LogGroup(this, "logs", {
      name: `/aws/codebuild/${name}`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
    const role = new Role(this, "role", {
      name,
      description: "Starts jobs of GitHub Actions, which have permissions of their own",
      assumedBy: "codebuild.amazonaws.com",
    });
    const granted = grant(role, "start-jobs", ...jobStatements(this, connectionArn, logs.arn));
    const project = new CodebuildProject(this, "Default", {
      name,
      description: `Jobs of the workflow ${workflow} of ${repository}`,
      serviceRole: role.arn,
      buildTimeout: timeoutMinutes,
      artifacts: { type: "NO_ARTIFACTS" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: "BUILD_GENERAL1_MEDIUM",
        image: "aws/codebuild/standard:7.0",
      },
      source: {
        type: "GITHUB",
        location: `https://github.com/${repository}.git`,
        // CodeBuild ignores the buildspec of a job of GitHub Actions.
        gitCloneDepth: 1,
        auth: { type: "CODECONNECTIONS", resource: connectionArn },
      },
      vpcConfig: { vpcId: vpc.id, subnets: vpc.subnetIds(subnetGroup), securityGroupIds: [group.id] },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logs.name } },
      // CodeBuild tests the permissions for network interfaces when it creates the project.
      dependsOn: [granted],
      ...overrides,
    });
    new CodebuildWebhook(this, "webhook", {
      projectName: project.name,
      buildType: "BUILD",
      filterGroup: [
        {
          filter: [
            { type: "EVENT", pattern: "WORKFLOW_JOB_QUEUED" },
            { type: "WORKFLOW_NAME", pattern: `^${workflow}$` },
          ],
        },
      ],
    });
  }
}

/** First part of the label in `runs-on`, which continues with `-<run id>-<run attempt>`. @param project name of the CodeBuild project */
export function runnerLabel(project: string): string {
  return `codebuild-${project}`;
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html */
function jobStatements(scope: Construct, connectionArn: string, logGroupArn: string): Statement[] {
  const interfaces = arn(scope, "ec2", "network-interface/*");
  return [
    {
      actions: ["codeconnections:GetConnection", "codeconnections:GetConnectionToken"],
      resources: [connectionArn],
    },
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
    { actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], resources: [arn(scope, "ec2", "*/*")] },
    {
      actions: ["ec2:CreateNetworkInterfacePermission"],
      resources: [interfaces],
      conditions: { StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" } },
    },
    {
      actions: ["DhcpOptions", "NetworkInterfaces", "SecurityGroups", "Subnets", "Vpcs"].map(
        (noun) => `ec2:Describe${noun}`,
      ),
      resources: ["*"],
    },
  ];
}
