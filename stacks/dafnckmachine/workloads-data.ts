import { MasterPasswordRotation } from "@modules/aws/database/master-password-rotation";
import type { ISecret } from "@modules/aws/security/secret";
import type { NetworkPolicyProps, Rule } from "@modules/kubernetes/network/network-policy";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import type { ClusterStack } from "../cluster-stack";
import { addExternalSecret, type ExternalSecretProps } from "../external-secrets";
import { TO_AWS } from "../pod-network";
import type { Caches } from "./data-caches";
import type { Tables } from "./data-tables";

/** What pods find outside of the cluster. */
export interface WorkloadData {
  readonly database: { readonly address: string; readonly port: number };
  readonly secrets: { readonly database: ISecret };
  readonly caches: Caches;
  readonly tables: Tables;
  /** Parameter with the URL of the application's cache. */
  readonly cacheUrl: { readonly name: string };
}

/**
 * The database's URL, user and password. A password that RDS manages comes without the
 * URL, which is then put together here.
 */
export function addDatabaseSecret(
  stack: ClusterStack<DafnckmachineEnvironment>,
  id: string,
  { database, secrets }: WorkloadData,
  props: Pick<ExternalSecretProps, "name" | "namespace" | "store">,
) {
  const key = secrets.database.arn;
  const whole = secrets.database instanceof MasterPasswordRotation;
  const login = { username: { key, property: "username" }, password: { key, property: "password" } };
  const place = `${database.address}:${database.port}/${stack.environment.platform}`;
  return addExternalSecret(stack, id, {
    ...props,
    data: whole ? { url: { key, property: "url" }, ...login } : login,
    templates: whole
      ? undefined
      : { url: `postgresql://{{ .username }}:{{ .password | urlquery }}@${place}?sslmode=require` },
  });
}

/** Where pods listen, and for whom; the database and the caches they all may reach, and services of AWS. */
export function addPodPolicy(
  stack: ClusterStack<DafnckmachineEnvironment>,
  id: string,
  props: Pick<NetworkPolicyProps, "name" | "namespace" | "pods"> & { readonly ingress: readonly Rule[] },
): void {
  const { cidr } = stack.environment.network;
  new NetworkPolicy(stack, id, {
    ...props,
    egress: [{ peers: [{ cidr }], ports: [{ port: 5432 }, { port: 6379 }] }, ...TO_AWS],
  });
}
