import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { packageFolder } from "@modules/aws/functions/code";
import type { LambdaFunctionProps } from "@modules/aws/functions/props";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth, testApp, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testFunction } from "../../../support/function";

function lambda(props: Partial<LambdaFunctionProps> = {}): Json {
  return synth((stack) => testFunction(stack, props)).resource;
}

function allowed(resource: Json): string[] {
  return Object.values<Json>(resource.aws_iam_role_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => Action);
}

test("runs on arm64 with traces and JSON logs in its own log group", () => {
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

test("refers to the code by its hash and a path beside the JSON", () => {
  const { filename, source_code_hash } = lambda().aws_lambda_function.resize;

  expect(source_code_hash).toBe(packageFolder(testStack(testApp()), "functions/image-processor").hash);
  expect(filename).toMatch(/^assets\/resize-[0-9a-f]{16}\.zip$/);
});

test("writes the archive beside the JSON when the app is synthesized", () => {
  const app = testApp();
  const stack = testStack(app, "written");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  testFunction(stack);
  const folder = join(app.outdir, "stacks", "written");

  expect(existsSync(folder)).toBe(false);
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  const { bytes } = packageFolder(testStack(testApp()), "functions/image-processor");
  expect(readFileSync(join(folder, resource.aws_lambda_function.resize.filename)).equals(bytes)).toBe(true);
});

test("may log, trace and dead-letter events, and nothing else", () => {
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

test("dead-letters the events of failed asynchronous invocations to an encrypted queue", () => {
  const resource = lambda();
  const [[id, queue]] = Object.entries<Json>(resource.aws_sqs_queue) as [[string, Json]];

  expect(queue).toMatchObject({ name: "resize-dead-letter", kms_master_key_id: "${aws_kms_key.key.arn}" });
  expect(resource.aws_lambda_function.resize.dead_letter_config).toEqual({ target_arn: `\${aws_sqs_queue.${id}.arn}` });
});

test("has no dead-letter queue when callers are synchronous", () => {
  const resource = lambda({ deadLetters: false });

  expect(resource.aws_sqs_queue).toBeUndefined();
  expect(resource.aws_lambda_function.resize.dead_letter_config).toBeUndefined();
});

test("encrypts environment variables with the key and may decrypt them", () => {
  const resource = lambda({ environment: { TABLE_NAME: "metrics" }, deadLetters: false });

  expect(resource.aws_lambda_function.resize).toMatchObject({
    environment: { variables: { TABLE_NAME: "metrics" } },
    kms_key_arn: "${aws_kms_key.key.arn}",
  });
  expect(allowed(resource)).toContain("kms:Decrypt");
});

test("has no key without environment variables, because Lambda would drop it", () => {
  expect(lambda().aws_lambda_function.resize.kms_key_arn).toBeUndefined();
});

test("is created after its role has the permissions that Lambda checks", () => {
  const resource = lambda({ environment: { TABLE_NAME: "metrics" } });

  expect(resource.aws_lambda_function.resize.depends_on.sort()).toEqual(
    Object.keys(resource.aws_iam_role_policy)
      .map((id) => `aws_iam_role_policy.${id}`)
      .sort(),
  );
});

test("does not wait for permissions that are granted later, which may depend on the function", () => {
  const { resource } = synth((stack) => {
    const resize = testFunction(stack);
    resize.grantInvoke(resize.role);
  });
  const [self] = Object.entries<Json>(resource.aws_iam_role_policy).find(([, { name }]) => name === "invoke-resize")!;

  expect(resource.aws_lambda_function.resize.depends_on).not.toContain(`aws_iam_role_policy.${self}`);
});

test("lets overrides win over what it sets", () => {
  expect(
    lambda({ overrides: { architectures: ["x86_64"], ephemeralStorage: { size: 1024 } } }).aws_lambda_function.resize,
  ).toMatchObject({ architectures: ["x86_64"], ephemeral_storage: { size: 1024 } });
});

test("lets a service invoke it for one source of this account", () => {
  const { resource } = synth((stack) => testFunction(stack).allowInvokeBy("s3.amazonaws.com", "arn:aws:s3:::uploads"));

  expect(only({ resource }, "aws_lambda_permission")).toMatchObject({
    function_name: "${aws_lambda_function.resize.function_name}",
    principal: "s3.amazonaws.com",
    source_arn: "arn:aws:s3:::uploads",
    source_account: "111122223333",
  });
});

test("grants a role to invoke it and nothing else", () => {
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
  [
    "a name that leaves no room for the role's suffix",
    { name: "x".repeat(56) },
    "resize: name must be 1 to 55 of A-Za-z0-9_-",
  ],
  ["too little memory", { memoryMebibytes: 64 }, "memoryMebibytes must be a whole number, 128 to 10240, got 64"],
  ["a timeout past fifteen minutes", { timeoutSeconds: 901 }, "timeoutSeconds must be a whole number, 1 to 900"],
  [
    "a deprecated runtime",
    { runtime: "nodejs18.x" as never },
    "runtime must be nodejs22.x or python3.12 or python3.13, got nodejs18.x, which was deprecated on 2025-09-01",
  ],
  ["an unknown runtime", { runtime: "perl5" as never }, "python3.13, got perl5"],
  ["a folder that does not exist", { code: "functions/nowhere" }, "got functions/nowhere; create /"],
  [
    "a handler whose file is missing",
    { handler: "main.handler" },
    "handler must be in functions/image-processor, got main.handler; create main.mjs there or name one of its files: image.mjs, index.mjs",
  ],
  ["a handler in another language than the runtime", { runtime: "python3.13" }, "create index.py there"],
  ["a handler without a function", { handler: "index" }, "handler must be a file without its extension"],
  [
    "a secret among the environment variables",
    { environment: { DATABASE_PASSWORD: "x" } },
    "environment must be without secrets, got DATABASE_PASSWORD; pass DATABASE_PASSWORD_ARN",
  ],
  [
    "an environment variable whose name Lambda rejects",
    { environment: { "TABLE-NAME": "x" } },
    "digits and underscores, got TABLE-NAME",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => lambda(props)).toThrow(message);
});

test("accepts the ARN of a secret", () => {
  expect(() => lambda({ environment: { DATABASE_PASSWORD_ARN: "arn", SECRETS_MANAGER_ENDPOINT: "x" } })).not.toThrow();
});
