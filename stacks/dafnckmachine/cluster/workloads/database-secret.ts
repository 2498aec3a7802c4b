import type { DatabaseUsers } from "@modules/aws/database/users/database-users";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { addExternalSecret, type ExternalSecretProps } from "../../../parts/cluster/external-secrets";
import type { Caches } from "../../aws/data/caches";
import type { Tables } from "../../aws/data/tables";
import { API_USER } from "../../aws/data/users";
import type { PodParameters } from "../../aws/kubernetes/identities";

/** Data outside the cluster that pods use. */
export interface WorkloadData {
  readonly users: Pick<DatabaseUsers, "secretOf">;
  readonly caches: Caches;
  readonly tables: Tables;
  readonly urls: Readonly<Record<keyof PodParameters, { readonly name: string }>>;
}

/** Adds a Secret with the URL, user and password with which the API logs in to the database. */
export function addDatabaseSecret(
  stack: ClusterStack<DafnckmachineEnvironment>,
  { users }: WorkloadData,
  props: Pick<ExternalSecretProps, "name" | "namespace" | "store">,
): ReturnType<typeof addExternalSecret> {
  const key = users.secretOf(API_USER).arn;
  const field = (property: string) => ({ key, property });
  return addExternalSecret(stack, "api-database", {
    ...props,
    data: { url: field("url"), username: field("username"), password: field("password") },
  });
}
