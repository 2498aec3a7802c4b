import { resolve } from "node:path";
import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import type { Construct } from "constructs";
import { DeadLetterQueue } from "../messaging/dead-letter-queue";
import type { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import { addDefaultAlarms } from "../operations/default-alarms";
import { LogGroup } from "../operations/log-group";
import { grant, Role } from "../security/role";
import { functionAlarms } from "./alarms";
import { stateCalls } from "./calls";
import { checkEnvironmentVariables, checkHandler, checkRuntime, checkSize } from "./checks";
import { packageFolder, writeArchive } from "./code";
import type { LambdaFunctionProps } from "./props";
import { addSecurityGroup, interfaceStatements } from "./vpc-access";

/** The subnets of a function's network interfaces. */
interface Placement {
  readonly vpc: IVpc;
  readonly subnetGroup: string;
}

interface FunctionResources {
  readonly lambda: AwsLambdaFunction;
  readonly role: Role;
  readonly timeoutSeconds: number;
}

/** Adds the function with its role, log group and dead-letter queue, and inside a VPC with its security group. */
export function addFunction(scope: Construct, props: LambdaFunctionProps): FunctionResources;
export function addFunction(
  scope: Construct,
  props: LambdaFunctionProps,
  placement: Placement,
): FunctionResources & { readonly group: SecurityGroup };
export function addFunction(scope: Construct, props: LambdaFunctionProps, placement?: Placement) {
  const { name, description, code, runtime, key, logsKey, logRetentionDays, reservedConcurrency, overrides } = props;
  const { handler = "index.handler", memoryMebibytes = 256, timeoutSeconds = 30 } = props;
  const { environment = {}, deadLetters = true, dependencies = [] } = props;
  checkSize(scope, name, memoryMebibytes, timeoutSeconds);
  checkRuntime(scope, runtime);
  checkEnvironmentVariables(scope, environment);
  const archive = packageFolder(scope, code, dependencies);
  checkHandler(scope, handler, runtime, code, archive.files);

  const role = new Role(scope, "role", { name: `${name}-function`, assumedBy: "lambda.amazonaws.com" });
  stateCalls(role, resolve(code), environment);
  const logs = new LogGroup(scope, "logs", {
    name: `/aws/lambda/${name}`,
    retentionDays: logRetentionDays,
    key: logsKey,
  });
  const permissions = [
    logs.grantWrite(role),
    // X-Ray actions do not support resource-level permissions.
    grant(role, "trace", { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] }),
  ];
  if (placement) {
    permissions.push(grant(role, "make-interfaces", ...interfaceStatements(scope, name)));
  }
  const deadLetterQueue = deadLetters
    ? new DeadLetterQueue(scope, "dead-letter", { name: `${name}-dead-letter`, key })
    : undefined;
  if (deadLetterQueue) {
    permissions.push(deadLetterQueue.grantSend(role));
  }
  const group = placement && addSecurityGroup(scope, name, placement.vpc);
  const variables = Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined;
  if (variables) {
    permissions.push(grant(role, "read-variables", { actions: ["kms:Decrypt"], resources: [key.arn] }));
  }
  const lambda = new AwsLambdaFunction(scope, "Default", {
    functionName: name,
    description,
    role: role.arn,
    runtime,
    architectures: ["arm64"],
    handler,
    filename: writeArchive(scope, name, archive),
    sourceCodeHash: archive.hash,
    memorySize: memoryMebibytes,
    timeout: timeoutSeconds,
    reservedConcurrentExecutions: reservedConcurrency,
    // Lambda ignores the key of a function without variables, so every plan would add it again.
    kmsKeyArn: variables && key.arn,
    environment: variables,
    loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    tracingConfig: { mode: "Active" },
    deadLetterConfig: deadLetterQueue && { targetArn: deadLetterQueue.arn },
    vpcConfig: placement &&
      group && { subnetIds: placement.vpc.subnetIds(placement.subnetGroup), securityGroupIds: [group.id] },
    // Lambda checks the role's permissions when it creates the function.
    dependsOn: permissions,
    ...overrides,
  });
  addDefaultAlarms(scope, name, functionAlarms({ name: lambda.functionName, timeoutSeconds }));
  return { lambda, role, timeoutSeconds, group };
}
