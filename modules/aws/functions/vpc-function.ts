import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Connections, IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { IRole, Role } from "../security/role";
import type { IFunction } from "./function";
import { addPermission, grantInvoke } from "./invocation";
import type { LambdaFunctionProps } from "./props";
import { addFunction } from "./resources";

export interface VpcFunctionProps extends LambdaFunctionProps {
  readonly vpc: IVpc;

  /** Group of subnets for the function's network interfaces. @default "private" */
  readonly subnetGroup?: string;
}

/**
 * A Lambda function in a VPC, for targets without a public address. It may connect to AWS APIs over HTTPS, and to the
 * targets that its `connections` allow.
 */
export class VpcFunction extends Construct implements IFunction, IConnectable {
  readonly arn: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly role: Role;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: VpcFunctionProps) {
    super(scope, id);
    const { vpc, subnetGroup = "private" } = props;
    const { lambda, role, timeoutSeconds, group } = addFunction(this, props, { vpc, subnetGroup });
    this.arn = lambda.arn;
    this.name = lambda.functionName;
    this.timeoutSeconds = timeoutSeconds;
    this.role = role;
    this.connections = group.connections;
  }

  grantInvoke(role: IRole): void {
    grantInvoke(this, role);
  }

  allowInvokeBy(service: string, sourceArn: string, id?: string): ITerraformDependable {
    return addPermission(this, service, sourceArn, id);
  }
}
