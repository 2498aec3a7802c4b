import type { LambdaFunctionConfig } from "@cdktf/provider-aws/lib/lambda-function";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import type { IRole, Role } from "../security/role";
import type { Runtime } from "./checks";
import { addPermission, grantInvoke } from "./invocation";
import { addFunction } from "./resources";

export interface IFunction extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** Timeout of an invocation. */
  readonly timeoutSeconds: number;
  /** Execution role, for grants of what the function may do. */
  readonly role: IRole;
  /** Lets a role invoke the function. */
  grantInvoke(role: IRole): void;
  /**
   * Lets a service of this account invoke the function for one source.
   *
   * @param service such as `s3.amazonaws.com`
   * @param id names the permission, for several sources of one service; by default the service's name
   * @returns the permission, for sources that check it: S3 refuses a notification to a function it cannot invoke
   */
  allowInvokeBy(service: string, sourceArn: string, id?: string): ITerraformDependable;
}

export interface LambdaFunctionProps {
  /** 1 to 55 of `A-Za-z0-9_-`, because the role's name has a suffix; unique in the account and region. */
  readonly name: string;

  readonly description: string;

  /**
   * Folder of the sources, absolute or relative to the working directory. Its files are packaged without a
   * build, so dependencies must be in it.
   */
  readonly code: string;

  readonly runtime: Runtime;

  /** File without its extension, a dot and the exported function. @default "index.handler" */
  readonly handler?: string;

  /** 128 to 10240 MiB, which Lambda calls MB. CPU time grows with it. @default 256 */
  readonly memoryMebibytes?: number;

  /** 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;

  /** Environment variables. For a secret, pass its ARN and grant the role to read it. @default {} */
  readonly environment?: Readonly<Record<string, string>>;

  /** Encrypts environment variables and dead letters. */
  readonly key: IKey;

  /** Encrypts the logs. */
  readonly logsKey: IKey;

  /** A retention that CloudWatch Logs offers, such as 30, 90 or 365. */
  readonly logRetentionDays: number;

  /** Keep the events of failed asynchronous invocations. Synchronous callers get the error instead. @default true */
  readonly deadLetters?: boolean;

  /** Concurrent executions to reserve from the account's limit. @default unreserved */
  readonly reservedConcurrency?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LambdaFunctionConfig>;
}

/** A Lambda function on arm64 with its own role, logs and traces. It has internet access; see `VpcFunction`. */
export class LambdaFunction extends Construct implements IFunction {
  readonly arn: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { lambda, role, timeoutSeconds } = addFunction(this, props);
    this.arn = lambda.arn;
    this.name = lambda.functionName;
    this.timeoutSeconds = timeoutSeconds;
    this.role = role;
  }

  grantInvoke(role: IRole): void {
    grantInvoke(this, role);
  }

  allowInvokeBy(service: string, sourceArn: string, id?: string): ITerraformDependable {
    return addPermission(this, service, sourceArn, id);
  }
}
