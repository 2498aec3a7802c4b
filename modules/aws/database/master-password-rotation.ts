import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { LambdaFunction } from "../functions/lambda-function";
import type { IVpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { type IReplicableSecret, type ISecret, Secret } from "../security/secret";
import type { IMasterUser } from "./master-user";
import { checkRotationDays } from "./postgres/checks";

export interface MasterPasswordRotationProps {
  /** An instance whose `masterPassword` is `rotated`, or a cluster. */
  readonly database: IMasterUser;

  /** Of the secret that holds the connection as JSON, its password included. */
  readonly secretName: string;

  /** Keys of the regions that hold a replica of the secret, by region. @default {} */
  readonly replicas?: Readonly<Record<string, IKey>>;

  /** Of the function. */
  readonly functionName: string;

  /** 1 to 90. @default 30 */
  readonly rotationDays?: number;

  /** VPC of the function, which calls AWS only. */
  readonly vpc: IVpc;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** Days the deletion of the secret can be undone. @default 30 */
  readonly recoveryDays?: number;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Modules of the same stack that change the database once it exists: RDS makes one change at a time. @default none */
  readonly after?: readonly IConstruct[];
}

/** Keys of the JSON object that the function writes. */
const FIELDS = ["url", "engine", "host", "port", "username", "password", "dbname"];

/** How the function is told what to change, and what it must be allowed. */
const KINDS = {
  instance: { variable: "INSTANCE", actions: ["rds:DescribeDBInstances", "rds:ModifyDBInstance"] },
  cluster: { variable: "CLUSTER", actions: ["rds:DescribeDBClusters", "rds:ModifyDBCluster"] },
};

/**
 * Sets the first master password of an instance or cluster as soon as it exists,
 * and a new one every so many days. For those with read replicas or in a global
 * cluster, whose password RDS does not manage.
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
      vpc,
      logsKey,
      logRetentionDays,
      recoveryDays,
      deletionProtection,
      after = [],
    } = props;
    checkRotationDays(this, rotationDays);
    if (database.managedSecretArn) {
      throw new Error(`${this.node.path}: database must have a rotated masterPassword, got a managed one`);
    }
    const { key } = database;
    const kind = KINDS[database.kind];
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
      code: "functions/rotate-master-password",
      runtime: "nodejs22.x",
      timeoutSeconds: 300,
      environment: { [kind.variable]: database.identifier },
      key,
      logsKey,
      logRetentionDays,
      vpc,
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
      // Makes a password and reads nothing; knows no resource.
      { actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] },
      { actions: kind.actions, resources: [database.arn] },
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
      // Secrets Manager writes replicas with the permissions of the role that writes the secret.
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
      // The first rotation begins at once: with the function, all it may do, and the servers.
      dependsOn: resourcesOf(rotate, database, ...after),
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
