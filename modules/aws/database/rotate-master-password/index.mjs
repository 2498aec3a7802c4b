/**
 * Sets and rotates the master password of an RDS instance or Aurora cluster, in the four
 * steps of Secrets Manager. RDS sets the password, so the function needs neither a connection
 * to the database nor its present password.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
 */

/** RDS rejects / @ " and spaces. Quotes and backslashes would need escaping in shells and configuration files. */
const EXCLUDED_CHARACTERS = "/@\"'\\ ";

/** Calls and field names of RDS, which differ between instances and clusters. */
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
 * @param clients.secrets operations of Secrets Manager by name, each a function of its input
 * @param clients.rds operations of RDS by name
 * @param options.identifier of the instance or cluster
 * @param options.kind `instance` or `cluster`
 * @param options.wait returns a promise that resolves after some milliseconds
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
    return parsed(secretId, SecretString);
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
    /** Generates the new password. Secrets Manager may repeat a step, so an existing password stays. */
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

    /** Sets the pending password in RDS. */
    async setSecret(secretId, token) {
      const { password } = await read(secretId, "AWSPENDING", token);
      await database.modify({ MasterUserPassword: password, ApplyImmediately: true });
    },

    /** Waits until RDS has applied the password. A single settled status may precede the change, so it takes two. */
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

    /** Labels the pending version as the current one, which readers get. */
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
    // A secret without a value may not list the version before createSecret has written it.
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

/**
 * Fails without the error of JSON.parse, which quotes the value and which Lambda logs. Secrets Manager starts no rotation
 * while another version than the current one has the label AWSPENDING.
 */
function parsed(secretId, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${secretId} must have a value in JSON; remove its label AWSPENDING and rotate it again`);
  }
}

/** Adds a connection URL, in which the password must be percent-encoded. */
function credentials(connection) {
  const { host, port, username, password, dbname } = connection;
  const url = `postgresql://${username}:${encodeURIComponent(password)}@${host}:${port}/${dbname}?sslmode=require`;
  return { ...connection, url };
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

let ready;

/** Entry point. The Node.js runtime of Lambda contains the AWS SDK. */
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
