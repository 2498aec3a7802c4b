/**
 * Creates the users of a PostgreSQL server on RDS or Aurora when Terraform invokes it with their list, and rotates
 * their secrets when Secrets Manager invokes it.
 */
import { createRotation } from "./rotation.mjs";
import { connect, createServer } from "./server.mjs";
import { applyUsers } from "./users.mjs";

export function createHandler(clients) {
  const rotate = createRotation(clients);
  return (event) => (event.Step ? rotate(event) : applyUsers(event, clients));
}

let ready;

/** Entry point. The Node.js runtime of Lambda contains the AWS SDK, but not its package that signs RDS tokens. */
export async function handler(event) {
  ready ??= createLambdaHandler();
  return (await ready)(event);
}

async function createLambdaHandler() {
  const { SecretsManager } = await import("@aws-sdk/client-secrets-manager");
  const { tokenFor } = await import("./token.mjs");
  const { HOST, PORT, DATABASE, MASTER_SECRET_ARN } = process.env;
  const secrets = new SecretsManager();
  const server = createServer(
    { endpoint: { host: HOST, port: Number(PORT) }, database: DATABASE, masterSecret: MASTER_SECRET_ARN },
    {
      secrets,
      connect,
      token: tokenFor,
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
  );
  return createHandler({ secrets, server });
}
