/** Opens connections to the database server. */
import { readFileSync } from "node:fs";
import { readVersion } from "./secret.mjs";

/** Certificates of Amazon's authorities, including those of RDS, in the Node.js runtime of Lambda. */
const AUTHORITIES = "/var/runtime/ca-cert.pem";

/** PostgreSQL's error codes for a refused login: by PAM, which checks tokens on RDS, and by a wrong password. */
const REFUSED = new Set(["28000", "28P01"]);

/**
 * @param options.endpoint host and port
 * @param options.database the first database
 * @param options.masterSecret ARN of the secret with the master user's name and password
 * @param options.connect opens a client as a user, see `connect`
 * @param options.token returns an IAM token for a user
 * @param options.wait returns a promise that resolves after some milliseconds
 */
export function createServer({ endpoint, database, masterSecret }, { secrets, connect, token, wait, attempts = 60 }) {
  const login = ({ username, password, database }) => connect({ ...endpoint, username, password, database });

  /**
   * The first rotation of the master password runs at the same time as Terraform, so the secret may have no value yet.
   */
  async function masterLogin(attempt = 1) {
    const value = await readVersion(secrets, masterSecret, "AWSCURRENT");
    if (value || attempt >= attempts) {
      return value ?? Promise.reject(new Error(`${masterSecret} must have a value; wait for its first rotation`));
    }
    await wait(10_000);
    return masterLogin(attempt + 1);
  }

  /**
   * Logs in as the master user. From PostgreSQL 16 on, the master user is a member of every user that it created. RDS
   * refuses the passwords of members of a user with rds_iam, so the login then uses a token in place of the password.
   */
  async function asMaster(name) {
    const { username, password } = await masterLogin();
    try {
      return await login({ username, password, database: name });
    } catch (error) {
      if (!REFUSED.has(error.code)) {
        throw error;
      }
      return login({ username, password: await token({ ...endpoint, username }), database: name });
    }
  }

  return { endpoint, database, login, asMaster };
}

/** Opens one verified TLS connection. A client has `query(text, parameters)`, which returns rows, and `end()`. */
export async function connect({ host, port, username, password, database }) {
  const { default: postgres } = await import("postgres");
  const sql = postgres({
    host,
    port,
    database,
    username,
    password,
    ssl: { ca: readFileSync(AUTHORITIES), servername: host },
    max: 1,
    connect_timeout: 10,
    // PostgreSQL sends a notice when a grant already exists, which needs no logging.
    onnotice: () => {},
  });
  const client = { query: (text, parameters = []) => sql.unsafe(text, parameters), end: () => sql.end() };
  try {
    await client.query("SELECT 1");
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}
