import {
  SecretsmanagerSecretRotation,
  type SecretsmanagerSecretRotationConfig,
} from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { checkWholeNumber } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { LambdaFunction } from "../functions/lambda-function";
import { packagePath } from "../functions/package-path";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { type IReplicableSecret, type ISecret, Secret } from "../security/secret";
import { ROTATION_DAYS } from "./limits";
import type { IRotatedPasswordDatabase } from "./master-password";

export interface MasterPasswordRotationProps {
  readonly database: IRotatedPasswordDatabase;

  /** Name of the secret: a JSON object with the fields of the connection, password and URL included. */
  readonly secretName: string;

  /** Keys of the regions to which the secret is replicated, by region. @default {} */
  readonly replicas?: Readonly<Record<string, IKey>>;

  /** Name of the function that rotates the password. */
  readonly functionName: string;

  /** Days between rotations, 1 to 90. @default 30 */
  readonly rotationDays?: number;

  /** Key of the function's log group. */
  readonly logsKey: IKey;

  /** Days that log events are kept. */
  readonly logRetentionDays: number;

  /** Days in which a deletion of the secret can be undone, 7 to 30; 0 deletes immediately. @default 30 */
  readonly recoveryDays?: number;

  /** Refuse deletion of the secret by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /**
   * Modules of the same stack that change the database after it exists, such as a global cluster. RDS refuses a change
   * while another one runs, so the first rotation waits for them.
   * @default []
   */
  readonly after?: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SecretsmanagerSecretRotationConfig>;
}

/** Keys of the JSON object that the function writes. */
const FIELDS = ["url", "engine", "host", "port", "username", "password", "dbname"];

/** The environment variable that names the database, and the actions that the function needs. */
const APIS = {
  instance: { variable: "INSTANCE", actions: ["rds:DescribeDBInstances", "rds:ModifyDBInstance"] },
  cluster: { variable: "CLUSTER", actions: ["rds:DescribeDBClusters", "rds:ModifyDBCluster"] },
};

/**
 * A secret with the master password of an instance or a cluster, and a function that sets the first password when the
 * database has been created and rotates it afterwards. The function calls AWS APIs and never connects to the database.
 * Use it for databases whose passwords RDS does not manage: instances with read replicas, and members of a global
 * cluster.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
 */
export class MasterPasswordRotation extends Construct implements IReplicableSecret {
  readonly arn: string;
  readonly fields = FIELDS;

  private readonly secret: Secret;

  constructor(scope: Construct, id: string, props: MasterPasswordRotationProps) {
    super(scope, id);
    const {
      database,
      secretName,
      replicas = {},
      functionName,
      rotationDays = 30,
      logsKey,
      logRetentionDays,
      recoveryDays,
      deletionProtection,
      after = [],
      overrides,
    } = props;
    checkWholeNumber(this, "rotationDays", rotationDays, ROTATION_DAYS.min, ROTATION_DAYS.max);
    const { key } = database;
    const api = APIS[database.rotates];
    const secret = new Secret(this, "secret", {
      name: secretName,
      description: `Master user of ${database.node.id}`,
      key,
      fields: FIELDS,
      replicas,
      recoveryDays,
      deletionProtection,
    });
    const rotate = new LambdaFunction(this, "function", {
      name: functionName,
      description: `Rotates the master password of ${database.node.id}`,
      code: packagePath("database/rotate-master-password"),
      runtime: "nodejs22.x",
      timeoutSeconds: 300,
      environment: { [api.variable]: database.identifier },
      key,
      logsKey,
      logRetentionDays,
    });
    grant(
      rotate.role,
      "rotate-master-password",
      {
        actions: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        resources: [secret.arn],
      },
      // `GetRandomPassword` does not support resource-level permissions; it returns a random string and reads no
      // secret.
      { actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] },
      { actions: api.actions, resources: [database.arn] },
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
      // Secrets Manager encrypts replicas with the permissions of the role that writes the secret.
      ...Object.values(replicas).map((replicaKey) => ({
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
        resources: [replicaKey.arn],
      })),
    );
    rotate.allowInvokeBy("secretsmanager.amazonaws.com", secret.arn);
    new SecretsmanagerSecretRotation(this, "Default", {
      secretId: secret.arn,
      rotationLambdaArn: rotate.arn,
      rotationRules: { automaticallyAfterDays: rotationDays },
      rotateImmediately: true,
      // The first rotation starts immediately, so it needs the function, its permissions and the database.
      dependsOn: resourcesOf(rotate, database, ...after),
      ...overrides,
    });
    this.arn = secret.arn;
    this.secret = secret;
  }

  grantRead(role: IRole): void {
    this.secret.grantRead(role);
  }

  replicaIn(region: string): ISecret {
    return this.secret.replicaIn(region);
  }
}
