/** Ports that the platform's programs listen on, in instances, tasks and pods of every cloud. */
export const PORTS = { web: 80, api: 3000, users: 3000, agents: 3001 } as const;
