/** SQL that creates users, groups and grants. Every statement may run more than once. */
import { verifier } from "./password.mjs";

/** Groups of a database by access: `own` may create tables, `write` may change rows, `read` may read rows. */
export const groupsOf = (database) => ({
  own: `${database}_owner`,
  write: `${database}_write`,
  read: `${database}_read`,
});

/** PostgreSQL's own group, whose members read the statistics of all databases. */
const MONITORS = "pg_monitor";

/** Logins of a user. A user with a secret alternates between two, so that one login stays valid during a rotation. */
export const loginsOf = ({ name, secretId }) => (secretId ? [`${name}_a`, `${name}_b`] : [name]);

/** Kinds of objects in schemas, with the privileges of each group. A sequence's UPDATE is setval(). */
const OBJECTS = [
  { kind: "TABLES", one: "TABLE", write: "SELECT, INSERT, UPDATE, DELETE", read: "SELECT" },
  { kind: "SEQUENCES", one: "SEQUENCE", write: "USAGE, SELECT, UPDATE", read: "SELECT" },
];

/** Quotes a name; statements that change roles take no parameters. */
export function identifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes a value. A backslash is literal, because RDS leaves standard_conforming_strings on. */
export function literal(value) {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Runs the work in a transaction, one invocation at a time. */
export async function exclusively(client, work) {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('database-users'))");
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

export async function ensureDatabase(client, database) {
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
  if (found.length === 0) {
    await client.query(`CREATE DATABASE ${identifier(database)}`);
  }
}

/** Makes the groups of the database that the client is connected to, and grants them its objects. */
export async function ensureGroups(client, database) {
  const groups = groupsOf(database);
  for (const group of Object.values(groups)) {
    await ensureRole(client, group, "NOLOGIN");
  }
  const [own, write, read] = Object.values(groups).map(identifier);
  // The master user must be a member to set default privileges of the owner.
  await client.query(`GRANT ${own} TO CURRENT_USER`);
  const name = identifier(database);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${own}, ${write}`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${read}`);
  await client.query(`GRANT CREATE ON DATABASE ${name} TO ${own}`);
  await client.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${own}`);
  await grantExisting(client, { own, write, read });
  for (const maker of [own, "CURRENT_USER"]) {
    const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${maker} GRANT`;
    for (const { kind, ...privileges } of OBJECTS) {
      await client.query(`${defaults} ${privileges.write} ON ${kind} TO ${write}`);
      await client.query(`${defaults} ${privileges.read} ON ${kind} TO ${read}`);
    }
    await client.query(`${defaults} USAGE ON SCHEMAS TO ${write}, ${read}`);
  }
}

/** Grants access to existing objects, except to objects of RDS and of extensions: only RDS may act as their owner. */
async function grantExisting(client, { own, write, read }) {
  const schemas = await client.query(
    `SELECT oid, nspname AS name FROM pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' AND pg_has_role(nspowner, 'USAGE')`,
  );
  for (const schema of schemas) {
    await client.query(`GRANT USAGE ON SCHEMA ${identifier(schema.name)} TO ${own}, ${write}, ${read}`);
    const relations = await client.query(
      `SELECT relname AS name, relkind = 'S' AS sequence FROM pg_class
       WHERE relnamespace = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND pg_has_role(relowner, 'USAGE')`,
      [schema.oid],
    );
    for (const relation of relations) {
      const { one, ...privileges } = OBJECTS[relation.sequence ? 1 : 0];
      const object = `${one} ${identifier(schema.name)}.${identifier(relation.name)}`;
      await client.query(`GRANT ${privileges.write} ON ${object} TO ${own}, ${write}`);
      await client.query(`GRANT ${privileges.read} ON ${object} TO ${read}`);
    }
  }
}

/**
 * Creates the logins of a user, adds them to the group of the user's access, and removes them from the other groups of
 * the database.
 */
export async function ensureUser(client, user) {
  const groups = { ...groupsOf(user.database), monitor: MONITORS };
  const group = groups[user.access];
  for (const login of loginsOf(user)) {
    await ensureRole(client, login, "LOGIN");
    const name = identifier(login);
    for (const other of Object.values(groups)) {
      if (other !== group && (await isMember(client, login, other))) {
        await client.query(`REVOKE ${identifier(other)} FROM ${name}`);
      }
    }
    await client.query(`GRANT ${identifier(group)} TO ${name}`);
    // All groups except pg_monitor may connect to their database by themselves.
    const connect = group === MONITORS ? ["GRANT", "TO"] : ["REVOKE", "FROM"];
    await client.query(`${connect[0]} CONNECT ON DATABASE ${identifier(user.database)} ${connect[1]} ${name}`);
    // Objects that owners create belong to their group, so that every login of the group may change them.
    const actsAs = user.access === "own" ? `SET role = ${literal(group)}` : "RESET role";
    await client.query(`ALTER ROLE ${name} ${actsAs}`);
    if (!user.secretId) {
      await client.query(`GRANT rds_iam TO ${name}`);
    } else if (await isMember(client, login, "rds_iam")) {
      // PostgreSQL on RDS refuses the passwords of members of rds_iam.
      await client.query(`REVOKE rds_iam FROM ${name}`);
    }
  }
}

/** Sets the password of a login. The statement contains only the verifier, because the server logs statements. */
export async function setPassword(client, login, password) {
  await client.query(`ALTER ROLE ${identifier(login)} LOGIN PASSWORD ${literal(verifier(password))}`);
}

/** Removes a login; its objects in this database go to the database's group of owners. */
export async function dropLogin(client, login, database) {
  const found = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]);
  if (found.length === 0) {
    return;
  }
  const name = identifier(login);
  if (await isMember(client, login, "rds_iam")) {
    // Otherwise the next statement would make the master user a member of rds_iam, so that RDS would refuse its
    // password.
    await client.query(`REVOKE rds_iam FROM ${name}`);
  }
  await client.query(`GRANT ${name} TO CURRENT_USER`);
  await client.query(`REASSIGN OWNED BY ${name} TO ${identifier(groupsOf(database).own)}`);
  await client.query(`DROP OWNED BY ${name}`);
  await client.query(`DROP ROLE ${name}`);
}

/** Number of logins of the user that do not exist yet. */
export async function missingLogins(client, user) {
  const logins = loginsOf(user);
  const found = await client.query("SELECT rolname FROM pg_roles WHERE rolname = ANY($1::text[])", [logins]);
  return logins.length - found.length;
}

async function ensureRole(client, role, attribute) {
  const found = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  const verb = found.length === 0 ? "CREATE" : "ALTER";
  await client.query(`${verb} ROLE ${identifier(role)} ${attribute}`);
}

async function isMember(client, role, group) {
  const found = await client.query(
    `SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
     WHERE r.rolname = $1 AND g.rolname = $2`,
    [role, group],
  );
  return found.length > 0;
}
