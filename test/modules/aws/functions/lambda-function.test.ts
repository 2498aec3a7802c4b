import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { packageFolder } from "@modules/aws/functions/code";
import type { LambdaFunctionProps } from "@modules/aws/functions/lambda-function";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth, testApp, testStack } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { testFunction } from "../../../support/function";

function lambda(props: Partial<LambdaFunctionProps> = {}): Json {
  return synth((stack) => testFunction(stack, props)).resource;
}

function vpc(stack: TerraformStack): Vpc {
  return new Vpc(stack, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: {
      public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
      private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24" } },
    },
  });
}

function allowed(resource: Json): string[] {
  return Object.values<Json>(resource.aws_iam_role_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => Action);
}

test("runs on arm64 with traces and JSON logs in its own group", () => {
  const resource = lambda();

  expect(resource.aws_lambda_function.resize).toMatchObject({
    architectures: ["arm64"],
    tracing_config: { mode: "Active" },
    logging_config: { log_format: "JSON", log_group: expect.stringContaining("aws_cloudwatch_log_group.resize_logs") },
  });
  expect(only({ resource }, "aws_cloudwatch_log_group")).toMatchObject({
    name: "/aws/lambda/resize",
    retention_in_days: 30,
    kms_key_id: "${aws_kms_key.logs-key.arn}",
  });
});

test("states the code by its hash and a path beside the JSON", () => {
  const { filename, source_code_hash } = lambda().aws_lambda_function.resize;

  expect(source_code_hash).toBe(packageFolder("functions/image-processor").hash);
  expect(filename).toMatch(/^assets\/resize-[0-9a-f]{16}\.zip$/);
});

test("writes the archive beside the JSON, only when the stack is written", () => {
  const app = testApp();
  const stack = testStack(app, "written");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  testFunction(stack);
  const folder = join(app.outdir, "stacks", "written");

  expect(existsSync(folder)).toBe(false);
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  const { bytes } = packageFolder("functions/image-processor");
  expect(readFileSync(join(folder, resource.aws_lambda_function.resize.filename)).equals(bytes)).toBe(true);
});

test("may only log, trace and keep failed events", () => {
  expect(allowed(lambda()).sort()).toEqual([
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "sqs:SendMessage",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ]);
});

test("keeps events of failed asynchronous invocations in an encrypted queue", () => {
  const resource = lambda();
  const [[id, queue]] = Object.entries<Json>(resource.aws_sqs_queue) as [[string, Json]];

  expect(queue).toMatchObject({ name: "resize-dead-letter", kms_master_key_id: "${aws_kms_key.key.arn}" });
  expect(resource.aws_lambda_function.resize.dead_letter_config).toEqual({ target_arn: `\${aws_sqs_queue.${id}.arn}` });
});

test("keeps no events when every caller waits for the answer", () => {
  const resource = lambda({ deadLetters: false });

  expect(resource.aws_sqs_queue).toBeUndefined();
  expect(resource.aws_lambda_function.resize.dead_letter_config).toBeUndefined();
});

test("encrypts variables with the key and may read them", () => {
  const resource = lambda({ environment: { TABLE_NAME: "metrics" }, deadLetters: false });

  expect(resource.aws_lambda_function.resize).toMatchObject({
    environment: { variables: { TABLE_NAME: "metrics" } },
    kms_key_arn: "${aws_kms_key.key.arn}",
  });
  expect(allowed(resource)).toContain("kms:Decrypt");
});

test("names no key without variables, which Lambda would forget", () => {
  expect(lambda().aws_lambda_function.resize.kms_key_arn).toBeUndefined();
});

test("exists only once its role may do what Lambda tries", () => {
  const resource = lambda({ environment: { TABLE_NAME: "metrics" } });

  expect(resource.aws_lambda_function.resize.depends_on.sort()).toEqual(
    Object.keys(resource.aws_iam_role_policy)
      .map((id) => `aws_iam_role_policy.${id}`)
      .sort(),
  );
});

test("makes interfaces in the VPC with rights its own code is denied", () => {
  const { resource } = synth((stack) => testFunction(stack, { vpc: vpc(stack), deadLetters: false }));
  const policy = Object.values<Json>(resource.aws_iam_role_policy).find(({ name }) => name === "make-interfaces");
  const denied = statements(policy.policy).find(({ Effect }) => Effect === "Deny");

  expect(resource.aws_lambda_function.resize.vpc_config.subnet_ids).toHaveLength(1);
  expect(denied.Condition.ArnEquals).toEqual({
    "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:111122223333:function:resize",
  });
  expect(denied.Action).toEqual(
    expect.arrayContaining(
      statements(policy.policy)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action }) => Action),
    ),
  );
});

test("goes out on 443 and to what its connections allow", () => {
  const { resource } = synth((stack) => {
    const network = vpc(stack);
    const database = new SecurityGroup(stack, "database", {
      name: "database",
      description: "Database",
      vpc: network,
      ports: { postgres: 5432 },
    });
    testFunction(stack, { vpc: network }).connections.allowTo(database);
  });

  const ports = Object.values<Json>(resource.aws_vpc_security_group_egress_rule).map(({ from_port }) => from_port);
  expect(ports.sort()).toEqual([443, 5432]);
});

test("lets a service call it for one source of this account", () => {
  const { resource } = synth((stack) => testFunction(stack).allowInvokeBy("s3.amazonaws.com", "arn:aws:s3:::uploads"));

  expect(only({ resource }, "aws_lambda_permission")).toMatchObject({
    function_name: "${aws_lambda_function.resize.function_name}",
    principal: "s3.amazonaws.com",
    source_arn: "arn:aws:s3:::uploads",
    source_account: "111122223333",
  });
});

test("grants a role to call it and nothing else", () => {
  const { resource } = synth((stack) =>
    testFunction(stack).grantInvoke(
      new Role(stack, "caller", { name: "caller", assumedBy: "ecs-tasks.amazonaws.com" }),
    ),
  );
  const policy = Object.values<Json>(resource.aws_iam_role_policy).find(({ name }) => name === "invoke-resize");

  expect(statements(policy.policy)).toEqual([
    { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "${aws_lambda_function.resize.arn}" },
  ]);
});

test.each<[string, Partial<LambdaFunctionProps>, string]>([
  ["a name too long for its role", { name: "x".repeat(56) }, "resize: name must be 1 to 55 of A-Za-z0-9_-"],
  ["too little memory", { memoryMebibytes: 64 }, "memoryMebibytes must be a whole number, 128 to 10240, got 64"],
  ["a timeout past fifteen minutes", { timeoutSeconds: 901 }, "timeoutSeconds must be a whole number, 1 to 900"],
  [
    "a deprecated runtime",
    { runtime: "nodejs18.x" as never },
    "runtime must be nodejs22.x or python3.12 or python3.13, got nodejs18.x, which was deprecated on 2025-09-01",
  ],
  ["an unknown runtime", { runtime: "perl5" as never }, "python3.13, got perl5"],
  ["a folder that is not there", { code: "functions/nowhere" }, "got functions/nowhere; create /"],
  [
    "a handler in no file of the folder",
    { handler: "main.handler" },
    "handler must be in functions/image-processor, got main.handler; create main.mjs there or name one of its files: image.mjs, index.mjs",
  ],
  ["a file of another language", { runtime: "python3.13" }, "create index.py there"],
  ["a handler without a function", { handler: "index" }, "handler must be a file without its extension"],
  [
    "a secret among the variables",
    { environment: { DATABASE_PASSWORD: "x" } },
    "environment must hold no secret, got DATABASE_PASSWORD; pass DATABASE_PASSWORD_ARN",
  ],
  ["a variable Lambda cannot name", { environment: { "TABLE-NAME": "x" } }, "digits and underscores, got TABLE-NAME"],
])("fails on %s", (_, props, message) => {
  expect(() => lambda(props)).toThrow(message);
});

test("takes the ARN of a secret", () => {
  expect(() => lambda({ environment: { DATABASE_PASSWORD_ARN: "arn", SECRETS_MANAGER_ENDPOINT: "x" } })).not.toThrow();
});

test("fails to connect outside a VPC", () => {
  expect(() => synth((stack) => testFunction(stack).connections)).toThrow("vpc must be given for the function");
});
