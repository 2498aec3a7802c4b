import type { IConstruct } from "constructs";
import { projectOf } from "../project";

/**
 * Accounts by which Google's services act in a project, by service.
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

/** A service by the first word of its API. */
export type ServiceAgent = keyof typeof SERVICE_AGENTS;

/** The agent of a service in the stack's project, as policies name it. It must exist before it is granted anything. */
export function serviceAgent(scope: IConstruct, service: ServiceAgent): string {
  return `serviceAccount:service-${projectOf(scope).number}@${SERVICE_AGENTS[service]}.iam.gserviceaccount.com`;
}
