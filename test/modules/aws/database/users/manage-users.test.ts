/** Runs the function against PostgreSQL, as a master user who is not a superuser, as on RDS. */
import { PGlite } from "@electric-sql/pglite";
import type { Json } from "@modules/checks/json";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { passwordsIn, secretsKept } from "../../../../support/kept-secrets";

// The function is JavaScript without declarations, so its paths must not be literals that tsc resolves.
const FOLDER: string = "../../../../../modules/aws/database/manage-users";
const { createHandler }: Json = await import(`${FOLDER}/index.mjs`);
const { createServer }: Json = await import(`${FOLDER}/server.mjs`);
const { verifier }: Json = await import(`${FOLDER}/password.mjs`);
const { identifier, literal }: Json = await import(`${FOLDER}/sql.mjs`);
const { tokenFor }: Json = await import(`${FOLDER}/token.mjs`);

/** PGlite has one database. */
const DATABASE = "template1";

const MASTER = { username: "administrator", password: "password-of-the-master" };

let postgres: PGlite;
let values: Record<string, Record<string, string>>;
let versions: Record<string, string[]>;

const notFound = () => Object.assign(new Error("no value"), { name: "ResourceNotFoundException" });

/** Secrets with their values by version; the only version of a secret that was not rotated is `first`. */
const secrets = {
  describeSecret: vi.fn(async () => ({ RotationEnabled: true, VersionIdsToStages: versions })),
  getSecretValue: vi.fn(async ({ SecretId, VersionId, VersionStage }: Json) => {
    const id = VersionId ?? Object.keys(versions).find((version) => versions[version]!.includes(VersionStage));
    const value = values[SecretId]?.[id];
    if (value === undefined) {
      throw notFound();
    }
    return { SecretString: value };
  }),
  putSecretValue: vi.fn(async ({ SecretId, ClientRequestToken = "first", SecretString }: Json) => {
    values[SecretId] = { ...values[SecretId], [ClientRequestToken]: SecretString };
  }),
  updateSecretVersionStage: vi.fn(async ({ MoveToVersionId, RemoveFromVersionId }: Json) => {
    versions[MoveToVersionId] = ["AWSCURRENT"];
    versions[RemoveFromVersionId] = ["AWSPREVIOUS"];
  }),
};

/** PGlite has one session, so a login only sets the session's user. */
const connect = vi.fn(async ({ username }: Json) => {
  await postgres.exec(`SET SESSION AUTHORIZATION postgres; SET SESSION AUTHORIZATION ${username}`);
  return {
    query: async (text: string, parameters?: unknown[]) => (await postgres.query(text, parameters)).rows,
    end: async () => {
      await postgres.exec("SET SESSION AUTHORIZATION postgres");
    },
  };
});

const server = createServer(
  { endpoint: { host: "db.example.com", port: 5432 }, database: DATABASE, masterSecret: "master" },
  { secrets, connect, token: () => "token", wait: async () => {}, attempts: 3 },
);
const kept = secretsKept(() =>
  Object.values(values)
    .flatMap((versions) => Object.values(versions))
    .flatMap(passwordsIn),
);
const handler = kept(createHandler({ secrets, server }));

const MIGRATIONS = { name: "migrations", database: DATABASE, access: "own" };
const ORDERS = { name: "orders", database: DATABASE, access: "write" };
const REPORTS = { name: "reports", database: DATABASE, access: "read", secretId: "reports" };

const apply = (users: Json[], before?: Json[]) =>
  handler({ users, tf: { action: before ? "update" : "create", prev_input: before && { users: before } } });

const step = (Step: string) => handler({ Step, SecretId: "reports", ClientRequestToken: "second" });

async function as(user: string, text: string): Promise<Json[]> {
  const client = await connect({ username: user });
  // Logins act as the group in their setting `role`.
  const settings: Json[] = (
    await postgres.query(
      "SELECT unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setrole = $1::regrole AND setdatabase = 0",
      [user],
    )
  ).rows;
  for (const { setting } of settings) {
    await client.query(`SET ${setting}`);
  }
  try {
    return await client.query(text);
  } finally {
    await postgres.exec("RESET ROLE");
    await client.end();
  }
}

const rows = async (text: string): Promise<Json[]> => (await postgres.query(text)).rows as Json[];

beforeAll(async () => {
  postgres = new PGlite();
  await postgres.exec(`
    CREATE ROLE rds_iam NOLOGIN;
    CREATE ROLE administrator LOGIN CREATEROLE CREATEDB;
    GRANT rds_iam TO administrator WITH ADMIN OPTION, INHERIT FALSE, SET FALSE;
    GRANT pg_monitor TO administrator WITH ADMIN OPTION, INHERIT FALSE, SET FALSE;
    ALTER DATABASE template1 OWNER TO administrator;
  `);
}, 60_000);

afterAll(() => postgres.close());

beforeEach(() => {
  vi.clearAllMocks();
  versions = { first: ["AWSCURRENT"], second: ["AWSPENDING"] };
  values = { master: { first: JSON.stringify(MASTER) } };
});

test("gives each access its rights, in tables that exist and in later ones", async () => {
  await as("administrator", "CREATE TABLE orders (id serial PRIMARY KEY)");
  await apply([MIGRATIONS, ORDERS, REPORTS]);
  await as("migrations", "CREATE TABLE invoices (id serial PRIMARY KEY)");

  for (const table of ["orders", "invoices"]) {
    await as("orders", `INSERT INTO ${table} DEFAULT VALUES`);
    expect(await as("reports_a", `SELECT * FROM ${table}`)).toEqual([{ id: 1 }]);
    await expect(as("reports_b", `DELETE FROM ${table}`)).rejects.toThrow("permission denied");
  }
  await expect(as("orders", "CREATE TABLE mine ()")).rejects.toThrow("permission denied for schema public");
  await expect(as("orders", "DROP TABLE invoices")).rejects.toThrow("must be owner");
  await expect(as("orders", "CREATE ROLE other")).rejects.toThrow("permission denied");
  expect(await rows("SELECT tableowner FROM pg_tables WHERE tablename = 'invoices'")).toEqual([
    { tableowner: `${DATABASE}_owner` },
  ]);
});

test("changes nothing when it runs again", async () => {
  const state = () =>
    rows(
      `SELECT 'role' AS kind, rolname::text AS name, rolcanlogin::text AS detail FROM pg_roles WHERE rolname !~ '^pg_'
       UNION ALL SELECT 'member', member::regrole::text, roleid::regrole::text FROM pg_auth_members
       UNION ALL SELECT 'table', relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT 'default', defaclrole::regrole::text, defaclacl::text FROM pg_default_acl
       UNION ALL SELECT 'database', datname, datacl::text FROM pg_database ORDER BY 1, 2, 3`,
    );
  await apply([MIGRATIONS, ORDERS, REPORTS]);
  const secret = values.reports!.first;
  const before = await state();
  await apply([MIGRATIONS, ORDERS, REPORTS]);

  expect(await state()).toEqual(before);
  expect(values.reports!.first).toBe(secret);
});

test("lets users without a secret log in with tokens, and no others", async () => {
  await apply([MIGRATIONS, ORDERS, REPORTS]);

  expect(
    await rows(
      "SELECT member::regrole::text AS name FROM pg_auth_members WHERE roleid = 'rds_iam'::regrole ORDER BY 1",
    ),
  ).toEqual([{ name: "administrator" }, { name: "migrations" }, { name: "orders" }]);
});

test("lets a monitor read statistics and no rows, until its access changes", async () => {
  const monitor = { name: "watcher", database: DATABASE, access: "monitor" };
  await apply([MIGRATIONS, monitor]);
  await as("migrations", "CREATE TABLE watched (id int)");

  expect(await rows("SELECT pg_has_role('watcher', 'pg_monitor', 'USAGE') AS member")).toEqual([{ member: true }]);
  await expect(as("watcher", "SELECT * FROM watched")).rejects.toThrow("permission denied");
  const reader = { ...monitor, access: "read" };
  await apply([MIGRATIONS, reader], [MIGRATIONS, monitor]);
  expect(await rows("SELECT pg_has_role('watcher', 'pg_monitor', 'MEMBER') AS member")).toEqual([{ member: false }]);
  await apply([MIGRATIONS], [MIGRATIONS, reader]);
  expect(await rows("SELECT 1 FROM pg_roles WHERE rolname = 'watcher'")).toEqual([]);
});

test("refuses connections of other databases' users", async () => {
  await apply([ORDERS]);
  await postgres.exec("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN");

  expect(await rows("SELECT has_database_privilege('stranger', 'template1', 'CONNECT') AS connects")).toEqual([
    { connects: false },
  ]);
  expect(await rows("SELECT has_database_privilege('orders', 'template1', 'CONNECT') AS connects")).toEqual([
    { connects: true },
  ]);
});

test("takes the rights of an access that changed", async () => {
  await as("administrator", "CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY)");
  await apply([ORDERS]);
  await apply([{ ...ORDERS, access: "read" }], [ORDERS]);

  await expect(as("orders", "INSERT INTO orders DEFAULT VALUES")).rejects.toThrow("permission denied");
  await apply([ORDERS], [{ ...ORDERS, access: "read" }]);
  await as("orders", "INSERT INTO orders DEFAULT VALUES");
});

test("drops users that are no longer listed and keeps what they own", async () => {
  const temporary = { name: "temporary", database: DATABASE, access: "own" };
  await apply([MIGRATIONS, temporary]);
  await connect({ username: "temporary" });
  await postgres.exec("CREATE TABLE kept (); SET SESSION AUTHORIZATION postgres");
  await apply([MIGRATIONS], [MIGRATIONS, temporary]);
  await apply([MIGRATIONS], [MIGRATIONS, temporary]);

  expect(await rows("SELECT 1 FROM pg_roles WHERE rolname = 'temporary'")).toEqual([]);
  expect(await rows("SELECT tableowner FROM pg_tables WHERE tablename = 'kept'")).toEqual([
    { tableowner: `${DATABASE}_owner` },
  ]);
});

test("drops all users when Terraform destroys the invocation", async () => {
  await apply([MIGRATIONS, ORDERS, REPORTS]);
  await handler({ users: [MIGRATIONS, ORDERS, REPORTS], tf: { action: "delete" } });

  expect(await rows("SELECT rolname FROM pg_roles WHERE rolname ~ '^(orders|reports|migrations)'")).toEqual([]);
  await apply([MIGRATIONS, ORDERS, REPORTS]);
});

test("writes the first value of a secret, with both logins", async () => {
  await handler({ users: [REPORTS], tf: { action: "delete" } });
  await apply([REPORTS]);
  const value = JSON.parse(values.reports!.first!);

  expect(value).toMatchObject({ username: "reports_a", previousUsername: "reports_b", dbname: DATABASE, port: 5432 });
  expect(value.url).toBe(`postgresql://reports_a:${value.password}@db.example.com:5432/${DATABASE}?sslmode=require`);
  expect(await matches("reports_a", value.password)).toBe(true);
  expect(await matches("reports_b", value.previousPassword)).toBe(true);
});

test("gives a database that was recreated the passwords of the secret", async () => {
  await apply([REPORTS]);
  const value = values.reports!.first!;
  const before = secrets.putSecretValue.mock.calls.length;
  await handler({ users: [REPORTS], tf: { action: "delete" } });
  await apply([REPORTS]);

  expect(secrets.putSecretValue).toHaveBeenCalledTimes(before);
  expect(await matches("reports_a", JSON.parse(value).password)).toBe(true);
});

test("rotates the login that is not in use, and leaves the other one valid", async () => {
  await handler({ users: [REPORTS], tf: { action: "delete" } });
  await apply([REPORTS]);
  const first = JSON.parse(values.reports!.first!);
  for (const name of ["createSecret", "setSecret", "testSecret", "finishSecret"]) {
    await step(name);
    await step(name);
  }
  const second = JSON.parse(values.reports!.second!);

  expect(second).toMatchObject({
    username: "reports_b",
    previousUsername: "reports_a",
    previousPassword: first.password,
  });
  expect(await matches("reports_b", second.password)).toBe(true);
  expect(await matches("reports_a", first.password)).toBe(true);
  expect(versions).toEqual({ first: ["AWSPREVIOUS"], second: ["AWSCURRENT"] });
});

test("sends no password in a statement, which the server logs", async () => {
  await handler({ users: [REPORTS], tf: { action: "delete" } });
  const statements: string[] = [];
  vi.spyOn(postgres, "query").mockImplementation((text, ...rest) => {
    statements.push(text);
    return PGlite.prototype.query.call(postgres, text, ...rest) as never;
  });
  await apply([REPORTS]);
  const { password, previousPassword } = JSON.parse(values.reports!.first!);

  expect(statements.some((text) => text.includes("SCRAM-SHA-256$4096:"))).toBe(true);
  expect(statements.filter((text) => text.includes(password) || text.includes(previousPassword))).toEqual([]);
});

test("makes a database that does not exist, before its groups", async () => {
  const statements: string[] = [];
  const query = async (text: string) => {
    statements.push(text);
    return [];
  };
  const client = { query, end: async () => {} };
  const other = { ...server, asMaster: vi.fn(async () => client) };
  await kept(createHandler({ secrets, server: other }))({
    users: [{ name: "grafana", database: "grafana", access: "own" }],
    tf: { action: "create" },
  });

  expect(other.asMaster.mock.calls).toEqual([[DATABASE], ["grafana"]]);
  expect(statements).toContain('CREATE DATABASE "grafana"');
});

test("undoes everything when a statement fails", async () => {
  const broken = { ...ORDERS, name: "broken", access: "unknown" };

  await expect(apply([broken])).rejects.toThrow();
  expect(await rows("SELECT 1 FROM pg_roles WHERE rolname = 'broken'")).toEqual([]);
});

test("waits for the first value of the master user's secret", async () => {
  values.master = {};
  await expect(apply([ORDERS])).rejects.toThrow("master must have a value; wait for its first rotation");
});

test("logs in with a token where RDS refuses the master user's password", async () => {
  connect.mockRejectedValueOnce(Object.assign(new Error("PAM authentication failed"), { code: "28000" }));
  await apply([ORDERS]);

  expect(connect.mock.calls.map(([{ password }]) => password).slice(0, 2)).toEqual([MASTER.password, "token"]);
});

test("fails when the server cannot be reached", async () => {
  connect.mockRejectedValueOnce(Object.assign(new Error("timeout"), { code: "CONNECT_TIMEOUT" }));

  await expect(apply([ORDERS])).rejects.toThrow("timeout");
});

test("fails when a rotation would change the login in use", async () => {
  await apply([REPORTS]);
  values.reports!.second = values.reports!.first!;

  await expect(step("setSecret")).rejects.toThrow("is in use and must keep its password");
});

test("fails on a value that is no JSON without a word of it, which Lambda would log", async () => {
  values.reports = { first: "hunter2-typed-by-a-person" };

  await expect(step("createSecret")).rejects.toThrow(
    "reports must have a value in JSON; write a value with the fields of its first version",
  );
});

test("fails on a rotation before the first value", async () => {
  await expect(step("createSecret")).rejects.toThrow(
    "reports must have a value; apply the stack of its database's users",
  );
});

test("fails on an unknown step, a version that is not pending and a rotation that is off", async () => {
  await expect(step("toString")).rejects.toThrow("got toString");
  versions = { first: ["AWSCURRENT"] };
  await expect(step("setSecret")).rejects.toThrow("version second of reports must be pending");
  secrets.describeSecret.mockResolvedValueOnce({ RotationEnabled: false, VersionIdsToStages: {} });
  await expect(step("setSecret")).rejects.toThrow("reports must have its rotation enabled");
});

test("quotes names and values", async () => {
  const hostile = `a"; DROP ROLE orders; --'\\`;

  expect(await rows(`SELECT ${literal(hostile)} AS ${identifier(hostile)}`)).toEqual([{ [hostile]: hostile }]);
});

test("signs tokens as the AWS CLI does", () => {
  const environment = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    AWS_SESSION_TOKEN: "session/token+=",
  };
  const token = tokenFor(
    { host: "db.example.com", port: 5432, username: "administrator" },
    environment,
    new Date("2026-01-02T03:04:05Z"),
  );

  expect(token).toMatch(
    /^db\.example\.com:5432\/\?Action=connect&DBUser=administrator&X-Amz-Algorithm=AWS4-HMAC-SHA256&/,
  );
  // Signature of botocore's generate_db_auth_token for the same input.
  expect(token.split("X-Amz-Signature=")[1]).toBe("f340243f3574e105f87d76a721648afb5cd298f7e0d96e90e41ec5838fd56066");
});

/** Whether the server keeps the password's verifier for the login. */
async function matches(login: string, password: string): Promise<boolean> {
  const [row] = await rows(`SELECT rolpassword FROM pg_authid WHERE rolname = '${login}'`);
  const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(row!.rolpassword)!;
  return verifier(password, Buffer.from(salt!, "base64"), Number(iterations)) === row!.rolpassword;
}

test("computes verifiers as PostgreSQL does", async () => {
  await postgres.exec("DROP ROLE IF EXISTS plain; CREATE ROLE plain PASSWORD 'secret'");

  expect(await matches("plain", "secret")).toBe(true);
  expect(await matches("plain", "other")).toBe(false);
});
