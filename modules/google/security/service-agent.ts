import type { IConstruct } from "constructs";
import { projectOf } from "../project";

/**
 * Domains of the service agents, the accounts with which Google's services act in a project.
 * https://cloud.google.com/iam/docs/service-agents
 */
export const SERVICE_AGENTS = {
  artifactregistry: "gcp-sa-artifactregistry",
  compute: "compute-system",
  container: "container-engine-robot",
  firestore: "gcp-sa-firestore",
  redis: "cloud-redis",
  sqladmin: "gcp-sa-cloud-sql",
  storage: "gs-project-accounts",
} as const;

/** A service, by the first label of its API: `sqladmin` for `sqladmin.googleapis.com`. */
export type ServiceAgent = keyof typeof SERVICE_AGENTS;

/** Member string of a service's agent in the stack's project. A grant fails until Google has created the agent. */
export function serviceAgent(scope: IConstruct, service: ServiceAgent): string {
  return `serviceAccount:service-${projectOf(scope).number}@${SERVICE_AGENTS[service]}.iam.gserviceaccount.com`;
}
