import { LambdaInvocation, type LambdaInvocationConfig } from "@cdktf/provider-aws/lib/lambda-invocation";
import { check, checkPattern, checkWholeNumber, fail } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { packageFolder } from "../../functions/code";
import { packagePath } from "../../functions/package-path";
import { VpcFunction } from "../../functions/vpc-function";
import type { IVpc } from "../../network/vpc";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import type { IReplicableSecret, ISecret } from "../../security/secret";
import type { DatabaseUserProps, IUserDatabase } from "./props";
import { UserSecret } from "./user-secret";

export interface DatabaseUsersProps {
  /** Server on which the users are created. */
  readonly database: IUserDatabase;

  /**
   * Secret of the master user, which only the function reads. If this stack rotates the password, pass the module that
   * does.
   */
  readonly masterPassword: ISecret;

  /**
   * Users by name: 1 to 61 lower-case letters, digits and underscores, beginning with a letter. A user that is removed
   * from the list is dropped, and its objects go to the group of owners of its database.
   */
  readonly users: Readonly<Record<string, DatabaseUserProps>>;

  /** Name of the function that creates the users and rotates their secrets. */
  readonly functionName: string;

  /** VPC in which the function runs and connects to the database. */
  readonly vpc: IVpc;

  /** Key of the function's log group. */
  readonly logsKey: IKey;

  /** Days that log events are kept. */
  readonly logRetentionDays: number;

  /**
   * Schedule of the secrets' rotation in UTC, such as `cron(0 6 ? * SUN#1 *)` or `rate(30 days)`.
   * @default "cron(0 6 ? * SUN#1 *)"
   */
  readonly rotationSchedule?: string;

  /** Hours after the scheduled time within which Secrets Manager starts the rotation, 1 to 24. @default 1 */
  readonly rotationWindowHours?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LambdaInvocationConfig>;
}

const CODE = "database/manage-users";
const DEPENDENCIES = ["postgres"];

/**
 * Users of a PostgreSQL server, each with access to one database, so that no service logs in as the master user. A
 * function inside the VPC creates them during the apply. They log in with IAM tokens. A service whose driver cannot
 * sign tokens gets a secret; its rotation alternates between two logins, so that the login in use stays valid until the
 * next rotation.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html
 */
export class DatabaseUsers extends Construct {
  private readonly props: DatabaseUsersProps;
  private readonly secrets: Readonly<Record<string, UserSecret>>;

  constructor(scope: Construct, id: string, props: DatabaseUsersProps) {
    super(scope, id);
    const { database, masterPassword, users, rotationSchedule = "cron(0 6 ? * SUN#1 *)", overrides } = props;
    const { rotationWindowHours = 1 } = props;
    this.props = props;
    checkWholeNumber(this, "rotationWindowHours", rotationWindowHours, 1, 24);
    for (const [name, { databaseName = database.databaseName }] of Object.entries(users)) {
      checkUser(this, name, databaseName, database.username);
    }
    const manage = this.addFunction();
    this.secrets = Object.fromEntries(
      Object.entries(users).flatMap(([name, { secret }]) =>
        secret ? [[name, new UserSecret(this, name, { ...secret, key: database.key, rotatedBy: manage })]] : [],
      ),
    );
    const invocation = new LambdaInvocation(this, "Default", {
      functionName: manage.name,
      lifecycleScope: "CRUD",
      // A changed version makes Terraform invoke the function again in the next apply.
      input: JSON.stringify({
        revision: packageFolder(this, packagePath(CODE), DEPENDENCIES).hash,
        users: this.wanted(),
      }),
      dependsOn: resourcesOf(manage, database, masterPassword, ...Object.values(this.secrets)),
      ...overrides,
    });
    for (const secret of Object.values(this.secrets)) {
      secret.rotate(manage, { schedule: rotationSchedule, windowHours: rotationWindowHours }, [invocation]);
    }
  }

  /** Allows the role to log in as a user with an IAM token in place of the password. */
  grantConnect(role: IRole, user: string): void {
    this.checkKnown(user);
    const hasToken = this.secrets[user] === undefined;
    check(
      this,
      hasToken,
      "user",
      "one without a secret, which excludes IAM tokens",
      `${user}; read secretOf("${user}")`,
    );
    this.props.database.grantConnect(role, user);
  }

  /** Secret of a user. @throws when the user has none */
  secretOf(user: string): IReplicableSecret {
    this.checkKnown(user);
    return (
      this.secrets[user] ?? fail(this, "user", "one with a secret", `${user}; set its secret or call grantConnect`)
    );
  }

  private addFunction(): VpcFunction {
    const { database, masterPassword, functionName, vpc, logsKey, logRetentionDays } = this.props;
    const manage = new VpcFunction(this, "function", {
      name: functionName,
      description: `Makes the users of ${database.node.id} and rotates their secrets`,
      code: packagePath(CODE),
      dependencies: DEPENDENCIES,
      runtime: "nodejs22.x",
      // The first rotation of the master password may take ten minutes.
      timeoutSeconds: 900,
      environment: {
        HOST: database.address,
        PORT: `${database.port}`,
        DATABASE: database.databaseName,
        MASTER_SECRET_ARN: masterPassword.arn,
      },
      key: database.key,
      logsKey,
      logRetentionDays,
      vpc,
    });
    manage.connections.allowTo(database);
    masterPassword.grantRead(manage.role);
    database.grantConnect(manage.role, database.username);
    return manage;
  }

  private wanted() {
    const { database, users } = this.props;
    return Object.entries(users).map(([name, { access, databaseName = database.databaseName }]) => ({
      name,
      database: databaseName,
      access,
      secretId: this.secrets[name]?.arn,
    }));
  }

  private checkKnown(user: string): void {
    const names = Object.keys(this.props.users);
    check(this, names.includes(user), "user", names.join(" or "), user);
  }
}

function checkUser(scope: IConstruct, name: string, databaseName: string, master: string): void {
  const names = "1 to 61 lower-case letters, digits and underscores, a letter first";
  checkPattern(scope, "users", name, /^[a-z][a-z0-9_]{0,60}$/, names);
  check(scope, name !== master, "users", "other than the master user", name);
  const databases = "1 to 56 lower-case letters, digits and underscores, a letter first";
  checkPattern(scope, "databaseName", databaseName, /^[a-z][a-z0-9_]{0,55}$/, databases);
}
