import type { DatabaseUserProps, DatabaseUserSecret } from "@modules/aws/database/users/props";

/** User of the application, which PgBouncer logs in as. */
export const APPLICATION_USER = "application";

/** Database users of services. @param secret secret of the application, because PgBouncer cannot sign tokens */
export function databaseUsers(secret: DatabaseUserSecret): Readonly<Record<string, DatabaseUserProps>> {
  return {
    migrations: { access: "own" },
    [APPLICATION_USER]: { access: "write", secret },
  };
}
