import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { IRole } from "../security/role";

/** A Lambda function, inside or outside a VPC. */
export interface IFunction extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** Time limit of an invocation. */
  readonly timeoutSeconds: number;
  /** Execution role, for grants to the function. */
  readonly role: IRole;
  /** Allows a role to invoke the function. */
  grantInvoke(role: IRole): void;
  /**
   * Allows a service to invoke the function on behalf of one resource of this account.
   *
   * @param service such as `s3.amazonaws.com`
   * @param id id of the permission, when a service has several sources; by default the service's name
   * @returns the permission, for sources that must wait for it: S3 refuses a notification to a function that it may not
   * invoke
   */
  allowInvokeBy(service: string, sourceArn: string, id?: string): ITerraformDependable;
}
