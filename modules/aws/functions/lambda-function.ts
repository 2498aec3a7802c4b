import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IRole, Role } from "../security/role";
import type { IFunction } from "./function";
import { addPermission, grantInvoke } from "./invocation";
import type { LambdaFunctionProps } from "./props";
import { addFunction } from "./resources";

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
