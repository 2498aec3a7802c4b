import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { IRole } from "../security/role";

/** A Lambda function, in a VPC or not. */
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
