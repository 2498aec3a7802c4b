import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import { DeadLetterQueue } from "../messaging/dead-letter-queue";
import type { Connections, IConnectable } from "../network/connections";
import type { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { grant, type IRole, Role } from "../security/role";
import { checkEnvironmentVariables, checkHandler, checkRuntime, checkSize, located, type Runtime } from "./checks";
import { packageFolder, placeArchive } from "./code";
import { functionSecurityGroup, interfaceStatements } from "./network";

export interface IFunction extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** Longest a call may take. */
  readonly timeoutSeconds: number;
  /** What the function may do; grant to it. */
  readonly role: IRole;
  grantInvoke(role: IRole): void;
  allowInvokeBy(service: string, sourceArn: string, id?: string): ITerraformDependable;
}

export interface LambdaFunctionProps {
  /** 1 to 55 of `A-Za-z0-9_-`, since its role adds a suffix; unique in the account and region. */
  readonly name: string;

  readonly description: string;

  /** Folder of sources from the root of the repository; packaged as it is, so it holds no dependencies to install. */
  readonly code: string;

  readonly runtime: Runtime;

  /** File without its extension, a dot and the exported function. @default "index.handler" */
  readonly handler?: string;

  /** Memory, 128 to 10240 MiB, which Lambda calls MB; processor time grows with it. @default 256 */
  readonly memoryMebibytes?: number;

  /** 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;

  /** Variables. Never a secret: pass a secret's ARN and grant reading it. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** Encrypts variables and undelivered events. */
  readonly key: IKey;

  /** Encrypts the logs. */
  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** Keep events of failed asynchronous invocations; off where every caller waits for the answer. @default true */
  readonly deadLetters?: boolean;

  /** Executions at once, taken from what the account has. @default unreserved */
  readonly reservedConcurrency?: number;

  /** VPC to run in, for what has no public address. @default none */
  readonly vpc?: IVpc;

  /** @default "private" */
  readonly subnetGroup?: string;
}

/** A function on arm64 with a role, logs and traces of its own. */
export class LambdaFunction extends Construct implements IFunction, IConnectable {
  readonly arn: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly role: Role;

  private readonly group?: SecurityGroup;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const {
      name,
      description,
      code,
      runtime,
      handler = "index.handler",
      memoryMebibytes = 256,
      timeoutSeconds = 30,
      environment = {},
      key,
      logsKey,
      logRetentionDays,
      deadLetters = true,
      reservedConcurrency,
      vpc,
      subnetGroup = "private",
    } = props;
    const archive = located(this, () => {
      checkSize(name, memoryMebibytes, timeoutSeconds);
      checkRuntime(runtime);
      checkEnvironmentVariables(environment);
      const packaged = packageFolder(code);
      checkHandler(handler, runtime, code, packaged.files);
      return packaged;
    });

    this.role = new Role(this, "role", { name: `${name}-function`, assumedBy: "lambda.amazonaws.com" });
    const logs = new LogGroup(this, "logs", {
      name: `/aws/lambda/${name}`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
    logs.grantWrite(this.role);
    // Traces know no resource.
    grant(this.role, "trace", { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] });
    if (vpc) {
      grant(this.role, "make-interfaces", ...interfaceStatements(this, name));
    }
    const deadLetterQueue = deadLetters
      ? new DeadLetterQueue(this, "dead-letter", { name: `${name}-dead-letter`, key })
      : undefined;
    deadLetterQueue?.grantSend(this.role);
    this.group = vpc && functionSecurityGroup(this, name, vpc);

    const variables = Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined;
    if (variables) {
      grant(this.role, "read-variables", { actions: ["kms:Decrypt"], resources: [key.arn] });
    }
    const lambda = new AwsLambdaFunction(this, "Default", {
      functionName: name,
      description,
      role: this.role.arn,
      runtime,
      architectures: ["arm64"],
      handler,
      filename: placeArchive(this, name, archive),
      sourceCodeHash: archive.hash,
      memorySize: memoryMebibytes,
      timeout: timeoutSeconds,
      reservedConcurrentExecutions: reservedConcurrency,
      // Lambda forgets the key of a function without variables, and every plan would set it again.
      kmsKeyArn: variables && key.arn,
      environment: variables,
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      tracingConfig: { mode: "Active" },
      deadLetterConfig: deadLetterQueue && { targetArn: deadLetterQueue.arn },
      vpcConfig: vpc && this.group && { subnetIds: vpc.subnetIds(subnetGroup), securityGroupIds: [this.group.id] },
      // Lambda tries the role before it accepts the function.
      dependsOn: policiesOf(this.role),
    });
    this.arn = lambda.arn;
    this.name = lambda.functionName;
    this.timeoutSeconds = timeoutSeconds;
  }

  get connections(): Connections {
    if (!this.group) {
      throw new Error(`${this.node.path}: vpc must be given for the function to have connections, got none`);
    }
    return this.group.connections;
  }

  /** Lets the holder of a role call the function. */
  grantInvoke(role: IRole): void {
    grant(role, `invoke-${this.node.id}`, { actions: ["lambda:InvokeFunction"], resources: [this.arn] });
  }

  /**
   * Lets a service of this account call the function for one source.
   *
   * @param service such as `s3.amazonaws.com`
   * @param id tells apart several sources of one service
   * @returns what the source must wait for: S3 tries the permission before it accepts a notification
   */
  allowInvokeBy(service: string, sourceArn: string, id = service.split(".")[0]!): ITerraformDependable {
    return new LambdaPermission(this, `invoke-by-${id}`, {
      functionName: this.name,
      action: "lambda:InvokeFunction",
      principal: service,
      sourceArn,
      // A bucket's ARN names no account, and a deleted bucket's name is free to take.
      sourceAccount: accountOf(this).id,
    });
  }
}

/** Policies of a role so far, for what must wait until the role may do its work. */
export function policiesOf(role: IRole): ITerraformDependable[] {
  return role.node.children.filter((child): child is IamRolePolicy => child instanceof IamRolePolicy);
}
