/** Creates the users that Terraform lists, and removes the users that it no longer lists. */
import { randomPassword } from "./password.mjs";
import { credentials, readVersion } from "./secret.mjs";
import * as sql from "./sql.mjs";

/**
 * @param event.users users of the database server: name, database, access and, without an IAM token, secretId
 * @param event.tf `action` and `prev_input`, which Terraform adds because the invocation has the lifecycle `CRUD`
 * @param server `asMaster(database)` logs in and returns a client
 */
export async function applyUsers({ users, tf }, { secrets, server }) {
  const wanted = tf?.action === "delete" ? [] : users;
  const before = tf?.action === "delete" ? users : (tf?.prev_input?.users ?? []);
  for (const [database, members] of byDatabase(wanted)) {
    await makeUsers(database, members, { secrets, server });
  }
  const kept = new Set(wanted.flatMap(sql.loginsOf));
  for (const [database, members] of byDatabase(before)) {
    const removed = members.flatMap(sql.loginsOf).filter((login) => !kept.has(login));
    if (removed.length > 0) {
      await dropUsers(database, removed, server);
    }
  }
  return { users: wanted.map(({ name }) => name) };
}

async function makeUsers(database, users, { secrets, server }) {
  if (database !== server.database) {
    await withClient(server.asMaster(server.database), (client) => sql.ensureDatabase(client, database));
  }
  await withClient(server.asMaster(database), (client) =>
    sql.exclusively(client, async () => {
      await sql.ensureGroups(client, database);
      for (const user of users) {
        const missing = await sql.missingLogins(client, user);
        await sql.ensureUser(client, user);
        if (user.secretId) {
          await ensurePasswords(client, user, { secrets, server, missing });
        }
      }
    }),
  );
}

/**
 * Writes the first value of a secret that has none. A database that was restored or created again gets the passwords of
 * its existing secrets, so that clients keep working.
 */
async function ensurePasswords(client, user, { secrets, server, missing }) {
  const current = await readVersion(secrets, user.secretId, "AWSCURRENT");
  if (current && missing === 0) {
    return;
  }
  const [username, previousUsername] = sql.loginsOf(user);
  const value = current ?? {
    ...credentials({ ...server.endpoint, username, password: randomPassword(), dbname: user.database }),
    previousUsername,
    previousPassword: randomPassword(),
  };
  await sql.setPassword(client, value.username, value.password);
  await sql.setPassword(client, value.previousUsername, value.previousPassword);
  if (!current) {
    await secrets.putSecretValue({ SecretId: user.secretId, SecretString: JSON.stringify(value) });
  }
}

async function dropUsers(database, logins, server) {
  await withClient(server.asMaster(database), (client) =>
    sql.exclusively(client, async () => {
      for (const login of logins) {
        await sql.dropLogin(client, login, database);
      }
    }),
  );
}

function byDatabase(users) {
  const databases = new Map();
  for (const user of users) {
    databases.set(user.database, [...(databases.get(user.database) ?? []), user]);
  }
  return databases;
}

export async function withClient(connecting, work) {
  const client = await connecting;
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
