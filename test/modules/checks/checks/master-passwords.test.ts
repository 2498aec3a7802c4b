import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { setAccount } from "@modules/aws/account";
import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import { Postgres } from "@modules/aws/database/postgres/postgres";
import { DatabaseUsers } from "@modules/aws/database/users/database-users";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { grant, type IRole, Role } from "@modules/aws/security/role";
import type { ISecret } from "@modules/aws/security/secret";
import { masterPasswordFaults } from "@modules/checks/checks/master-passwords";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { App, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

interface Made {
  readonly stack: TerraformStack;
  readonly users: DatabaseUsers;
  readonly master: ISecret;
}

function inAccount(app: App, id: string): TerraformStack {
  const stack = soundStack(app, id);
  setAccount(stack, { id: "111122223333", region: "us-east-1" });
  return stack;
}

/** Faults of a database with its functions in one stack, and a service's role in another. */
function faults(use: (role: IRole, made: Made) => void): string[] {
  const app = testApp();
  const stack = inAccount(app, "data");
  const zones = { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" };
  const key = new Key(stack, "key", { name: "key", description: "Key" });
  const vpc = new Vpc(stack, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: { private: { tier: "isolated", cidrs: zones } },
  });
  const common = { vpc, logsKey: key, logRetentionDays: 30 };
  const database = new Postgres(stack, "database", {
    ...common,
    identifier: "shop",
    engineVersion: "15",
    instanceClass: "db.r5.large",
    allocatedGibibytes: 400,
    databaseName: "shop",
    subnetGroup: "private",
    key,
  });
  const master = new MasterPasswordRotation(stack, "master", {
    ...common,
    database,
    secretName: "shop/master",
    functionName: "rotate-master",
  });
  const users = new DatabaseUsers(stack, "users", {
    ...common,
    database,
    masterPassword: master,
    functionName: "manage-users",
    users: { orders: { access: "write" }, reports: { access: "read", secret: { name: "shop/reports" } } },
  });
  const service = inAccount(app, "service");
  use(new Role(service, "role", { name: "orders", assumedBy: "ecs-tasks.amazonaws.com" }), { stack, users, master });
  return masterPasswordFaults(prepare(app));
}

const FAULT =
  /^service\/role\/.*: must not read the secret of a database's master user, got .*; make a user with DatabaseUsers/;

test("accepts the functions that rotate the secret and make users, and services with users of their own", () => {
  expect(
    faults((role, { users }) => {
      users.grantConnect(role, "orders");
      users.secretOf("reports").grantRead(role);
    }),
  ).toEqual([]);
});

test("fails when a service may read the master user's secret", () => {
  expect(faults((role, { master }) => master.grantRead(role))).toEqual([expect.stringMatching(FAULT)]);
});

test.each(["*", "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/*"])(
  "fails when a service may read %s, the master user's secret among them",
  (resource) => {
    const read = (role: IRole) => {
      grant(role, "read", { actions: ["secretsmanager:GetSecretValue"], resources: [resource] });
    };

    expect(faults(read)).toEqual([expect.stringMatching(FAULT)]);
  },
);

test("fails when a service may read the secret that RDS made", () => {
  const app = testApp();
  const data = inAccount(app, "data");
  const database = new DbInstance(data, "database", { instanceClass: "db.t4g.medium", manageMasterUserPassword: true });
  const service = inAccount(app, "service");
  const role = new Role(service, "role", { name: "orders", assumedBy: "ecs-tasks.amazonaws.com" });
  const secret = database.masterUserSecret.get(0).secretArn;
  grant(role, "read", { actions: ["secretsmanager:GetSecretValue"], resources: [secret] });

  expect(masterPasswordFaults(prepare(app))).toEqual([expect.stringMatching(FAULT)]);
});

test("accepts stacks without databases", () => {
  const app = testApp();
  new IamRole(soundStack(app), "role", { assumeRolePolicy: "{}" });

  expect(masterPasswordFaults(prepare(app))).toEqual([]);
});
