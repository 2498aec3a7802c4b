import type { DatabaseUserProps, DatabaseUserSecret } from "@modules/aws/database/users/props";

/** User of the application, as which PgBouncer logs in. */
export const APPLICATION_USER = "application";

/** Database users of services. @param secret the application's, because PgBouncer cannot sign tokens */
export function databaseUsers(secret: DatabaseUserSecret): Readonly<Record<string, DatabaseUserProps>> {
  return {
    migrations: { access: "own" },
    [APPLICATION_USER]: { access: "write", secret },
  };
}
