import type { DatabaseUserProps } from "@modules/aws/database/users/props";

/** User of the application servers. */
export const APP_USER = "app";

/** User of the workers. */
export const WORKER_USER = "worker";

/** User of the nightly dumps. */
export const DUMPS_USER = "dumps";

/** User of the exporter of Prometheus. */
export const MONITORING_USER = "monitoring";

/** Database users of services, which log in with IAM tokens. */
export const DATABASE_USERS: Readonly<Record<string, DatabaseUserProps>> = {
  migrations: { access: "own" },
  [APP_USER]: { access: "write" },
  [WORKER_USER]: { access: "write" },
  [DUMPS_USER]: { access: "read" },
  [MONITORING_USER]: { access: "monitor" },
};
