/** Reads the values of users' secrets, and builds their form. */

/** @returns the value of a version, or undefined when the secret has none */
export async function readVersion(secrets, secretId, stage, versionId) {
  try {
    const { SecretString } = await secrets.getSecretValue({
      SecretId: secretId,
      VersionStage: stage,
      ...(versionId && { VersionId: versionId }),
    });
    return parsed(secretId, SecretString);
  } catch (error) {
    if (error.name === "ResourceNotFoundException") {
      return undefined;
    }
    throw error;
  }
}

/** Fails without the error of JSON.parse, which quotes the value and which Lambda logs. */
function parsed(secretId, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${secretId} must have a value in JSON; write a value with the fields of its first version`);
  }
}

/** Adds a connection URL. The password needs no escaping, because it only has characters that are valid in URLs. */
export function credentials({ host, port, username, password, dbname }) {
  const url = `postgresql://${username}:${password}@${host}:${port}/${dbname}?sslmode=require`;
  return { url, engine: "postgres", host, port, dbname, username, password };
}
