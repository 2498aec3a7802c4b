/**
 * The four steps in which Secrets Manager rotates the secret of a user with two logins. A rotation changes the password
 * of the login that is not in use, so the login in use stays valid until the next rotation.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html
 */
import { randomPassword } from "./password.mjs";
import { credentials, readVersion } from "./secret.mjs";
import { setPassword } from "./sql.mjs";
import { withClient } from "./users.mjs";

export function createRotation({ secrets, server }) {
  const pending = async (secretId, token) => {
    const value = await readVersion(secrets, secretId, "AWSPENDING", token);
    if (!value) {
      throw new Error(`version ${token} of ${secretId} must have a value`);
    }
    return value;
  };

  const steps = {
    /** Generates the new password. Secrets Manager may repeat a step, so an existing password stays. */
    async createSecret(secretId, token) {
      if (await readVersion(secrets, secretId, "AWSPENDING", token)) {
        return;
      }
      const current = await readVersion(secrets, secretId, "AWSCURRENT");
      if (!current) {
        throw new Error(`${secretId} must have a value; apply the stack of its database's users`);
      }
      const value = {
        ...credentials({ ...current, username: current.previousUsername, password: randomPassword() }),
        previousUsername: current.username,
        previousPassword: current.password,
      };
      await secrets.putSecretValue({
        SecretId: secretId,
        ClientRequestToken: token,
        VersionStages: ["AWSPENDING"],
        SecretString: JSON.stringify(value),
      });
    },

    async setSecret(secretId, token) {
      const { username, password } = await pending(secretId, token);
      const current = await readVersion(secrets, secretId, "AWSCURRENT");
      if (username === current.username) {
        throw new Error(`${username} is in use and must keep its password`);
      }
      await withClient(server.asMaster(server.database), (client) => setPassword(client, username, password));
    },

    async testSecret(secretId, token) {
      const { username, password, dbname } = await pending(secretId, token);
      await withClient(server.login({ username, password, database: dbname }), (client) => client.query("SELECT 1"));
    },

    /** Labels the pending version as the current one, so that readers get it. */
    async finishSecret(secretId, token, versions) {
      const current = Object.keys(versions).find((version) => versions[version].includes("AWSCURRENT"));
      await secrets.updateSecretVersionStage({
        SecretId: secretId,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: token,
        RemoveFromVersionId: current,
      });
    },
  };

  return async function rotate({ Step, SecretId, ClientRequestToken }) {
    const step = Object.hasOwn(steps, Step) ? steps[Step] : undefined;
    if (!step) {
      throw new Error(`step must be ${Object.keys(steps).join(" or ")}, got ${Step}`);
    }
    const { RotationEnabled, VersionIdsToStages: versions = {} } = await secrets.describeSecret({ SecretId });
    if (!RotationEnabled) {
      throw new Error(`${SecretId} must have its rotation enabled`);
    }
    const stages = versions[ClientRequestToken] ?? [];
    if (stages.includes("AWSCURRENT")) {
      return;
    }
    if (!stages.includes("AWSPENDING")) {
      throw new Error(`version ${ClientRequestToken} of ${SecretId} must be pending`);
    }
    await step(SecretId, ClientRequestToken, versions);
  };
}
