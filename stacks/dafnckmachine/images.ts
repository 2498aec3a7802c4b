/** Container images of the ECS services, the API, the tiers of instances and the nightly batch. */
export const IMAGES = [
  "agent-orchestration",
  "user-management",
  "dafnck-machine/api",
  "web",
  "api",
  "worker",
  "batch",
] as const;

export type Image = (typeof IMAGES)[number];
