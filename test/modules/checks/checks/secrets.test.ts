import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { faultsOf } from "@modules/testing/faults";
import { S3Backend, TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

const FAULT =
  "must not be in the code, got a literal; refer to a secret of Secrets Manager or to an ephemeral resource";

function containers(environment: readonly object[], secrets: readonly object[] = []) {
  return faultsIn((stack) => {
    const password = new TerraformVariable(stack, "password", { sensitive: true });
    const resolved = JSON.stringify([{ name: "api", environment, secrets }]).replace(
      '"PASSWORD"',
      `"${password.stringValue}"`,
    );
    new EcsTaskDefinition(stack, "api", { family: "api", containerDefinitions: resolved });
  });
}

test("fails for a password in a resource, without printing it", () => {
  const faults = faultsIn(
    (stack) => new DbInstance(stack, "db", { instanceClass: "db.t3.micro", password: "hunter2" }),
  );

  expect(faults).toEqual([`shop/db: password ${FAULT}`]);
});

test("fails for the value of a Google secret, and accepts a certificate", () => {
  const secret = (value: string) =>
    faultsIn((stack) => {
      new TerraformResource(stack, "value", {
        terraformResourceType: "google_secret_manager_secret_version",
      }).addOverride("secret_data", value);
    });

  expect(secret("hunter2")).toContain(`shop/value: secret_data ${FAULT}`);
  expect(secret("-----BEGIN CERTIFICATE-----\nMIIB")).not.toContainEqual(expect.stringContaining("secret_data"));
});

test("fails for keys in a provider and in a backend", () => {
  const faults = faultsOf((app) => {
    const stack = new TerraformStack(app, "shop");
    new S3Backend(stack, { bucket: "state", key: "shop", region: "us-east-1", secretKey: "abc", accessKey: "def" });
    stack.addOverride("provider.cloudflare", [{ api_key: "ghi" }]);
  });

  expect(faults).toEqual([
    expect.stringContaining("shop: api_key must not be in the code"),
    expect.stringContaining("secret_key must not be in the code"),
    expect.stringContaining("access_key must not be in the code"),
  ]);
});

test("fails for the literal value of a secret, also in JSON", () => {
  const version = (secretString: string) =>
    faultsIn((stack) => {
      const known = new TerraformVariable(stack, "known", {});
      const text = secretString.replace("KNOWN", known.stringValue);
      new SecretsmanagerSecretVersion(stack, "version", { secretId: "a", secretString: text });
    });

  expect(version("hunter2")).toEqual([`shop/version: secret_string ${FAULT}`]);
  expect(version('{"host":"KNOWN","password":"hunter2"}')).toEqual([`shop/version: secret_string.password ${FAULT}`]);
  expect(version('{"host":"db","password":"KNOWN"}')).toEqual([]);
});

test("fails for a write-only argument without an expression", () => {
  const database = (passwordWo: string) =>
    faultsIn((stack) =>
      new DbInstance(stack, "db", { instanceClass: "db.t3.micro" }).addOverride("password_wo", passwordWo),
    );

  expect(database("hunter2")).toEqual([`shop/db: password_wo ${FAULT}`]);
  expect(database("${path.module}")).toEqual([]);
  expect(database("${uuid()}")).toEqual([]);
});

test("fails for the literal value of a SecureString parameter, and accepts that of a String parameter", () => {
  const parameter = (type: string) =>
    faultsIn((stack) => new SsmParameter(stack, "parameter", { name: "/shop/key", type, value: "hunter2" }));

  expect(parameter("SecureString")).toEqual([`shop/parameter: value ${FAULT}`]);
  expect(parameter("String")).toEqual([]);
});

test("fails for secrets in the environment of functions and containers", () => {
  const lambda = (variables: Record<string, string>) =>
    faultsIn(
      (stack) => new LambdaFunction(stack, "resize", { functionName: "resize", role: "r", environment: { variables } }),
    );

  expect(lambda({ DB_PASSWORD: "hunter2" })).toEqual([`shop/resize: environment.variables.DB_PASSWORD ${FAULT}`]);
  expect(containers([{ name: "API_KEY", value: "hunter2" }])).toEqual([
    `shop/api: container_definitions.0.environment.0.value ${FAULT}`,
  ]);
  const later = '[{"cpu":${path.module},"environment":[{"name":"API_KEY","value":"hunter2"}]}]';
  expect(
    faultsIn((stack) => new EcsTaskDefinition(stack, "api", { family: "api", containerDefinitions: later })),
  ).toHaveLength(1);
});

test("fails for an expression with a secret in an environment, which consoles and audit logs show", () => {
  const fault =
    "must not hold a secret, got an expression; consoles and audit logs show environments, so name the secret in secrets or valueFrom, or give its ARN";
  const lambda = (TOKEN: string) =>
    faultsIn(
      (stack) =>
        new LambdaFunction(stack, "resize", {
          functionName: "resize",
          role: "r",
          environment: { variables: { TOKEN } },
        }),
    );

  expect(containers([{ name: "DB_PASSWORD", value: "PASSWORD" }])).toEqual([
    `shop/api: container_definitions.0.environment.0.value ${fault}`,
  ]);
  expect(lambda("${path.module}")).toEqual([`shop/resize: environment.variables.TOKEN ${fault}`]);
  expect(lambda("${terraform.workspace_name}")).toEqual([]);
  expect(lambda("${path.module_id}/versions/latest")).toEqual([]);
  expect(lambda("${path.module_id}/${path.module}")).toEqual([`shop/resize: environment.variables.TOKEN ${fault}`]);
  expect(lambda("${path.module}/${path.module_id}")).toEqual([`shop/resize: environment.variables.TOKEN ${fault}`]);
});

test("fails for a password in the values of a chart", () => {
  const release = (values: object) =>
    faultsIn((stack) => {
      const chart = new TerraformResource(stack, "grafana", { terraformResourceType: "helm_release" });
      chart.addOverride("values", [JSON.stringify(values)]);
    }).filter((fault) => fault.includes("got a literal"));

  expect(release({ grafana: { adminPassword: "hunter2" } })).toEqual([
    `shop/grafana: values.0.grafana.adminPassword ${FAULT}`,
  ]);
  expect(release({ grafana: { admin: { existingSecret: "login", passwordKey: "password" } } })).toEqual([]);
});

test("accepts a token that Step Functions reads when a state runs", () => {
  const machine = (token: string) =>
    faultsIn((stack) => {
      const resource = new TerraformResource(stack, "flow", { terraformResourceType: "aws_sfn_state_machine" });
      resource.addOverride("definition", JSON.stringify({ Arguments: { TaskToken: token } }));
    }).filter((fault) => fault.includes("got a literal"));

  expect(machine("{% $states.context.Task.Token %}")).toEqual([]);
  expect(machine("hunter2")).toEqual([`shop/flow: definition.Arguments.TaskToken ${FAULT}`]);
});

test("accepts addresses of secrets, expressions, and harmless names that resemble those of secrets", () => {
  expect(
    containers(
      [
        { name: "DB_SECRET", value: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-abcdef" },
        { name: "TOKEN_LIFETIME", value: "3600" },
        { name: "API_KEY", value: "" },
      ],
      [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-abcdef" }],
    ),
  ).toEqual([]);
  expect(
    faultsIn(
      (stack) =>
        new DbInstance(stack, "db", {
          instanceClass: "db.t3.micro",
          manageMasterUserPassword: true,
          tags: { PasswordPolicy: "none" },
        }),
    ),
  ).toEqual([]);
});

test("fails for keys of accounts", () => {
  const faults = faultsIn((stack) => {
    new TerraformResource(stack, "key", { terraformResourceType: "google_service_account_key" });
    stack.addOverride("provider.google", [{}]);
  });

  expect(faults).toContain(
    "shop/key: must not keep a secret in the state, got google_service_account_key; use workload identity federation",
  );
});

test("fails for resources that generate a secret and keep it in the state", () => {
  const faults = faultsIn((stack) => {
    new TerraformResource(stack, "password", { terraformResourceType: "random_password" });
    stack.addOverride("provider.random", [{}]);
  });

  expect(faults).toContain(
    "shop/password: must not keep a secret in the state, got random_password; use an ephemeral random_password, passed to a write-only argument",
  );
});
