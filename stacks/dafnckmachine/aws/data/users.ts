import type { DatabaseUserProps, DatabaseUserSecret } from "@modules/aws/database/users/props";

/** User of agents, on ECS and in the cluster. */
export const AGENTS_USER = "agent_orchestration";

/** User of the API in the cluster. */
export const API_USER = "api";

/** Users of the API tier and of the workers, whose instances log in with tokens. */
export const TIER_USERS = { api: "api_tier", worker: "worker" } as const;

/** Database users of services. @param secret secret of the API, whose pods log in with a password */
export function databaseUsers(secret: DatabaseUserSecret): Readonly<Record<string, DatabaseUserProps>> {
  return {
    migrations: { access: "own" },
    [AGENTS_USER]: { access: "write" },
    user_management: { access: "write" },
    batch: { access: "write" },
    [TIER_USERS.api]: { access: "write" },
    [TIER_USERS.worker]: { access: "write" },
    [API_USER]: { access: "write", secret },
    // The API on ECS in a standby needs its own user, because RDS refuses the passwords of users that log in with
    // tokens.
    dafnck_machine_api: { access: "write" },
  };
}
