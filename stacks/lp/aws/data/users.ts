import type { DatabaseUserProps, DatabaseUserSecret } from "@modules/aws/database/users/props";

/** User of the API, which logs in with IAM tokens. */
export const API_USER = "api";

/** User of Grafana, in a database of its own. */
export const GRAFANA = { user: "grafana", databaseName: "grafana" };

/** Database users of services. @param secret Grafana's, which cannot sign tokens */
export function databaseUsers(secret: DatabaseUserSecret): Readonly<Record<string, DatabaseUserProps>> {
  return {
    migrations: { access: "own" },
    [API_USER]: { access: "write" },
    [GRAFANA.user]: { access: "own", databaseName: GRAFANA.databaseName, secret },
  };
}
