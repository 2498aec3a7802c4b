import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { DatabaseUsers, type DatabaseUsersProps } from "@modules/aws/database/users/database-users";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { type Fixture, grantedTo } from "../fixture";
import { postgres } from "../postgres/fixture";

const USERS = {
  migrations: { access: "own" },
  orders: { access: "write" },
  reports: { access: "read", databaseName: "history", secret: { name: "shop/reports", recoveryDays: 0 } },
} as const;

function users(
  use: (users: DatabaseUsers, fixture: Fixture) => void = () => {},
  props: Partial<DatabaseUsersProps> = {},
): Json {
  return postgres({}, (database, fixture) => {
    const common = { vpc: fixture.vpc, logsKey: fixture.logsKey, logRetentionDays: 30 };
    const masterPassword = new MasterPasswordRotation(fixture.stack, "master", {
      ...common,
      database,
      secretName: "shop/master",
      functionName: "rotate-master",
    });
    const made = new DatabaseUsers(fixture.stack, "users", {
      ...common,
      database,
      masterPassword,
      functionName: "manage-users",
      users: USERS,
      ...props,
    });
    use(made, fixture);
  });
}

test("invokes its function with the list of users, through their whole lifecycle", () => {
  const { input, lifecycle_scope, triggers } = only(users(), "aws_lambda_invocation");
  const { revision, users: wanted } = JSON.parse(input);

  expect(wanted).toEqual([
    { name: "migrations", database: "shop", access: "own" },
    { name: "orders", database: "shop", access: "write" },
    {
      name: "reports",
      database: "history",
      access: "read",
      secretId: expect.stringMatching(/^\$\{aws_secretsmanager_secret\.users_reports/),
    },
  ]);
  expect(lifecycle_scope).toBe("CRUD");
  // Changed statements must be an update, because a trigger would replace the invocation, which drops the users first.
  expect(revision).toMatch(/^[\w+/]{43}=$/);
  expect(triggers).toBeUndefined();
});

test("waits for the database, the master password, the function's permissions and the secrets", () => {
  const json = users();
  const { depends_on } = only(json, "aws_lambda_invocation");
  const waited = (address: string) => depends_on.some((one: string) => one.startsWith(address));

  expect(waited("aws_db_instance.database")).toBe(true);
  expect(waited("aws_secretsmanager_secret_rotation.master")).toBe(true);
  expect(waited("aws_iam_role_policy.users_function_role_rotate-reports")).toBe(true);
  expect(waited("aws_vpc_security_group_ingress_rule.users_function")).toBe(true);
});

test("rotates a secret in its window, after its first value", () => {
  const rotation = Object.values<Json>(users().resource.aws_secretsmanager_secret_rotation).find(({ secret_id }) =>
    secret_id.includes("users_reports"),
  )!;

  expect(rotation).toMatchObject({
    rotate_immediately: false,
    rotation_rules: { schedule_expression: "cron(0 6 ? * SUN#1 *)", duration: "1h" },
    depends_on: ["aws_lambda_invocation.users"],
  });
});

test("keeps passwords out of the state", () => {
  const json = users();

  expect(json.resource.aws_secretsmanager_secret_version).toBeUndefined();
  expect(only(json, "aws_lambda_invocation").input).not.toContain("assword");
});

test("lets a role log in as one user, or read one user's secret", () => {
  const json = users((made, { role }) => {
    made.grantConnect(role, "orders");
    made.secretOf("reports").grantRead(role);
  });
  const statements = grantedTo(json);

  expect(statements).toContainEqual({
    Effect: "Allow",
    Action: "rds-db:connect",
    Resource: expect.stringMatching(/dbuser:\$\{aws_db_instance.database.resource_id\}\/orders$/),
  });
  expect(JSON.stringify(statements)).toContain("secret:shop/reports-??????");
  expect(JSON.stringify(statements)).not.toContain("master");
});

test("packages the driver with the function", () => {
  const { vpc_config, environment } = Object.values<Json>(users().resource.aws_lambda_function).find(
    ({ function_name }) => function_name === "manage-users",
  )!;

  expect(vpc_config.subnet_ids).toHaveLength(2);
  expect(environment.variables).toMatchObject({ PORT: "5432", DATABASE: "shop" });
});

test("fails on a grant that the user's login does not allow", () => {
  expect(() => users((made, { role }) => made.grantConnect(role, "reports"))).toThrow(
    'user must be one without a secret, which excludes IAM tokens, got reports; read secretOf("reports")',
  );
  expect(() => users((made) => made.secretOf("orders"))).toThrow(
    "user must be one with a secret, got orders; set its secret or call grantConnect",
  );
  expect(() => users((made) => made.secretOf("order"))).toThrow(
    "user must be migrations or orders or reports, got order",
  );
});

test("fails on names that PostgreSQL would need quotes for, or that the master user has", () => {
  const access = "read";

  expect(() => users(undefined, { users: { "Bad-Name": { access } } })).toThrow(
    "users must be 1 to 61 lower-case letters, digits and underscores, a letter first, got Bad-Name",
  );
  expect(() => users(undefined, { users: { administrator: { access } } })).toThrow(
    "users must be other than the master user, got administrator",
  );
  expect(() => users(undefined, { users: { reader: { access, databaseName: "Shop" } } })).toThrow(
    "databaseName must be 1 to 56 lower-case letters, digits and underscores, a letter first, got Shop",
  );
  expect(() => users(undefined, { rotationWindowHours: 25 })).toThrow(
    "rotationWindowHours must be a whole number, 1 to 24, got 25",
  );
});
