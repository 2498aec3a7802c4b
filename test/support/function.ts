import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import type { LambdaFunctionProps } from "@modules/aws/functions/props";
import { Key } from "@modules/aws/security/key";
import type { TerraformStack } from "cdktf";

/** A function with its own keys, for tests of event sources. */
export function testFunction(stack: TerraformStack, props: Partial<LambdaFunctionProps> = {}): LambdaFunction {
  return new LambdaFunction(stack, "resize", functionProps(stack, props));
}

/** Props of a function "resize", with the keys that they refer to. */
export function functionProps(stack: TerraformStack, props: Partial<LambdaFunctionProps> = {}): LambdaFunctionProps {
  return {
    name: "resize",
    description: "Makes thumbnails",
    code: "functions/image-processor",
    runtime: "nodejs22.x",
    key: new Key(stack, "key", { name: "data", description: "Data" }),
    logsKey: new Key(stack, "logs-key", { name: "logs", description: "Logs" }),
    logRetentionDays: 30,
    ...props,
  };
}
