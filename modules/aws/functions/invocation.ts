/** Permission to invoke a function, for roles and for services. */
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { accountOf } from "../account";
import { grant, type IRole } from "../security/role";
import type { IFunction } from "./function";

export function grantInvoke({ node, arn }: IFunction, role: IRole): void {
  grant(role, `invoke-${node.id}`, { actions: ["lambda:InvokeFunction"], resources: [arn] });
}

/** Adds a statement to the function's resource policy that allows a service to invoke it on behalf of this account. */
export function addPermission(
  lambda: IFunction,
  service: string,
  sourceArn: string,
  id = service.split(".")[0]!,
): ITerraformDependable {
  return new LambdaPermission(lambda, `invoke-by-${id}`, {
    functionName: lambda.name,
    action: "lambda:InvokeFunction",
    principal: service,
    sourceArn,
    // A bucket's ARN does not contain the account, and another account may create a bucket with the name of a deleted
    // one.
    sourceAccount: accountOf(lambda).id,
  });
}
