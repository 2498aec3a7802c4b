import type { DatabaseUserProps, DatabaseUserSecret } from "@modules/aws/database/users/props";

/** User of the API, which logs in with IAM tokens. */
export const API_USER = "api";

/** User and database of Grafana. */
export const GRAFANA = { user: "grafana", databaseName: "grafana" };

/** Database users of services. @param secret secret of Grafana, which cannot sign tokens */
export function databaseUsers(secret: DatabaseUserSecret): Readonly<Record<string, DatabaseUserProps>> {
  return {
    migrations: { access: "own" },
    [API_USER]: { access: "write" },
    [GRAFANA.user]: { access: "own", databaseName: GRAFANA.databaseName, secret },
  };
}
