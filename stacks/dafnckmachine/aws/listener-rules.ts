/**
 * Rules of the public HTTPS listener. The listener evaluates them in ascending order of
 * priority; stacks of several layers add one each, so all priorities are in this table.
 */
export const LISTENER_RULES = {
  /**
   * Agents in the cluster, if the environment serves them there; this rule precedes that of the ECS service with the
   * same paths.
   */
  "cluster-agents": { priority: 5, pathPatterns: ["/api/agents*"] },
  agents: { priority: 10, pathPatterns: ["/api/agents*"] },
  users: { priority: 20, pathPatterns: ["/api/users*"] },
  /** Versions of the API, served by the mesh in the cluster. */
  versions: { priority: 30, pathPatterns: ["/v1/*"] },
  /** The API tier, for all API paths without a service. */
  api: { priority: 100, pathPatterns: ["/api/*"] },
} as const;
