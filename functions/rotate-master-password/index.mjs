/**
 * Sets and replaces the master password of one RDS instance or Aurora cluster, in
 * the four steps of Secrets Manager. It needs no connection to the database: RDS sets the
 * password, so also the first one, which nobody knew before.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
 */

/** RDS refuses / @ " and spaces; a quote needs escaping in too many places. */
const EXCLUDED_CHARACTERS = "/@\"'\\ ";

/** What RDS calls the same things of an instance and of a cluster. */
const KINDS = {
  instance: (rds, identifier) => ({
    async describe() {
      const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier: identifier });
      const { Engine, Endpoint, MasterUsername, DBName, DBInstanceStatus, PendingModifiedValues } = DBInstances[0];
      const connection = {
        engine: Engine,
        host: Endpoint.Address,
        port: Endpoint.Port,
        username: MasterUsername,
        dbname: DBName,
        dbInstanceIdentifier: identifier,
      };
      return { connection, status: DBInstanceStatus, pending: PendingModifiedValues };
    },
    modify: (change) => rds.modifyDBInstance({ DBInstanceIdentifier: identifier, ...change }),
  }),
  cluster: (rds, identifier) => ({
    async describe() {
      const { DBClusters } = await rds.describeDBClusters({ DBClusterIdentifier: identifier });
      const { Engine, Endpoint, Port, MasterUsername, DatabaseName, Status, PendingModifiedValues } = DBClusters[0];
      const connection = {
        engine: Engine,
        host: Endpoint,
        port: Port,
        username: MasterUsername,
        dbname: DatabaseName,
        dbClusterIdentifier: identifier,
      };
      return { connection, status: Status, pending: PendingModifiedValues };
    },
    modify: (change) => rds.modifyDBCluster({ DBClusterIdentifier: identifier, ...change }),
  }),
};

/**
 * @param clients.secrets calls of Secrets Manager by name, each a function of its input
 * @param clients.rds calls of RDS by name
 * @param options.identifier the instance or cluster
 * @param options.kind `instance` or `cluster`
 * @param options.wait waits for some milliseconds
 */
export function createHandler(
  { secrets, rds },
  { identifier, kind = "instance", wait = sleep, attempts = 25, intervalMs = 10_000 },
) {
  const database = KINDS[kind](rds, identifier);

  async function read(secretId, stage, token) {
    const { SecretString } = await secrets.getSecretValue({
      SecretId: secretId,
      VersionStage: stage,
      ...(token && { VersionId: token }),
    });
    return JSON.parse(SecretString);
  }

  async function exists(secretId, token) {
    try {
      await read(secretId, "AWSPENDING", token);
      return true;
    } catch (error) {
      if (error.name === "ResourceNotFoundException") {
        return false;
      }
      throw error;
    }
  }

  const steps = {
    /** Makes the new password, once. */
    async createSecret(secretId, token) {
      if (await exists(secretId, token)) {
        return;
      }
      const { connection } = await database.describe();
      const { RandomPassword } = await secrets.getRandomPassword({
        PasswordLength: 40,
        ExcludeCharacters: EXCLUDED_CHARACTERS,
        RequireEachIncludedType: true,
      });
      await secrets.putSecretValue({
        SecretId: secretId,
        ClientRequestToken: token,
        VersionStages: ["AWSPENDING"],
        SecretString: JSON.stringify(credentials({ ...connection, password: RandomPassword })),
      });
    },

    /** Has RDS set it. */
    async setSecret(secretId, token) {
      const { password } = await read(secretId, "AWSPENDING", token);
      await database.modify({ MasterUserPassword: password, ApplyImmediately: true });
    },

    /** Waits until RDS has. Seen settled once may be before RDS began, so it must be seen twice. */
    async testSecret() {
      let settled = 0;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        await wait(intervalMs);
        const { status, pending } = await database.describe();
        settled = status === "available" && !pending?.MasterUserPassword ? settled + 1 : 0;
        if (settled === 2) {
          return;
        }
      }
      throw new Error(`${identifier} has not taken the new password yet`);
    },

    /** Makes it the one readers get. */
    async finishSecret(secretId, token, versions) {
      const current = Object.keys(versions).find((version) => versions[version].includes("AWSCURRENT"));
      if (current === token) {
        return;
      }
      await secrets.updateSecretVersionStage({
        SecretId: secretId,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: token,
        ...(current && { RemoveFromVersionId: current }),
      });
    },
  };

  return async function handler({ Step, SecretId, ClientRequestToken }) {
    const step = Object.hasOwn(steps, Step) ? steps[Step] : undefined;
    if (!step) {
      throw new Error(`step must be ${Object.keys(steps).join(" or ")}, got ${Step}`);
    }
    const { RotationEnabled, VersionIdsToStages: versions = {} } = await secrets.describeSecret({ SecretId });
    if (!RotationEnabled) {
      throw new Error(`${SecretId} must have its rotation enabled`);
    }
    // A secret that never had a value may not know the version before it is made.
    const stages = versions[ClientRequestToken] ?? (Step === "createSecret" ? ["AWSPENDING"] : []);
    if (stages.includes("AWSCURRENT")) {
      return;
    }
    if (!stages.includes("AWSPENDING")) {
      throw new Error(`version ${ClientRequestToken} of ${SecretId} must be pending`);
    }
    await step(SecretId, ClientRequestToken, versions);
  };
}

/** With the URL most clients take, in which a password may not stand as it is. */
function credentials(connection) {
  const { host, port, username, password, dbname } = connection;
  const url = `postgresql://${username}:${encodeURIComponent(password)}@${host}:${port}/${dbname}?sslmode=require`;
  return { ...connection, url };
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

let ready;

/** Entry point on Lambda, whose runtime brings the SDK. */
export async function handler(event) {
  ready ??= connect();
  return (await ready)(event);
}

async function connect() {
  const [{ SecretsManager }, { RDS }] = await Promise.all([
    import("@aws-sdk/client-secrets-manager"),
    import("@aws-sdk/client-rds"),
  ]);
  const { INSTANCE, CLUSTER } = process.env;
  const database = CLUSTER ? { kind: "cluster", identifier: CLUSTER } : { kind: "instance", identifier: INSTANCE };
  return createHandler({ secrets: new SecretsManager(), rds: new RDS() }, database);
}
