import type { ISecret } from "@modules/aws/security/secret";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { addExternalSecret, type ExternalSecretProps } from "../../../parts/cluster/external-secrets";
import type { Caches } from "../../aws/data/caches";
import type { Tables } from "../../aws/data/tables";

/** Data outside the cluster that pods use. */
export interface WorkloadData {
  readonly database: { readonly address: string; readonly port: number };
  readonly secrets: { readonly database: ISecret };
  readonly caches: Caches;
  readonly tables: Tables;
  /** SSM parameter with the URL of the application cache. */
  readonly cacheUrl: { readonly name: string };
}

/**
 * A Secret with the URL, user and password of the database. A secret that RDS manages lacks
 * the URL, so a template builds it.
 */
export function addDatabaseSecret(
  stack: ClusterStack<DafnckmachineEnvironment>,
  id: string,
  { database, secrets }: WorkloadData,
  props: Pick<ExternalSecretProps, "name" | "namespace" | "store">,
): ReturnType<typeof addExternalSecret> {
  const key = secrets.database.arn;
  const hasUrl = secrets.database.fields.includes("url");
  const login = { username: { key, property: "username" }, password: { key, property: "password" } };
  const path = `${database.address}:${database.port}/${stack.environment.platform}`;
  return addExternalSecret(stack, id, {
    ...props,
    data: hasUrl ? { url: { key, property: "url" }, ...login } : login,
    templates: hasUrl
      ? undefined
      : { url: `postgresql://{{ .username }}:{{ .password | urlquery }}@${path}?sslmode=require` },
  });
}
