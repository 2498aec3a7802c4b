/**
 * Rules of the public HTTPS listener. The listener evaluates them in ascending order of
 * priority; stacks of several layers add one each, so all priorities are in this table.
 */
export const LISTENER_RULES = {
  /** Agents in the cluster, where the environment serves them there; precedes the ECS service of the same paths. */
  "cluster-agents": { priority: 5, pathPatterns: ["/api/agents*"] },
  agents: { priority: 10, pathPatterns: ["/api/agents*"] },
  users: { priority: 20, pathPatterns: ["/api/users*"] },
  /** Versions of the API, served by the mesh in the cluster. */
  versions: { priority: 30, pathPatterns: ["/v1/*"] },
  /** The API tier, for every API path that no service serves. */
  api: { priority: 100, pathPatterns: ["/api/*"] },
} as const;
