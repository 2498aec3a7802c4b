/** Permission to invoke a function, for roles and for services. */
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { accountOf } from "../account";
import { grant, type IRole } from "../security/role";
import type { IFunction } from "./function";

export function grantInvoke({ node, arn }: IFunction, role: IRole): void {
  grant(role, `invoke-${node.id}`, { actions: ["lambda:InvokeFunction"], resources: [arn] });
}

/** Adds a statement to the function's resource policy that lets a service of this account invoke it. */
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
    // A bucket's ARN contains no account, and another account may take the name of a deleted bucket.
    sourceAccount: accountOf(lambda).id,
  });
}
