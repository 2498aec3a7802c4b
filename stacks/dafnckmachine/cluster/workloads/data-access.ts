import type { ISecret } from "@modules/aws/security/secret";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import {
  NetworkPolicy,
  type NetworkPolicyProps,
  type NetworkPolicyRule,
} from "@modules/kubernetes/network/network-policy";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { TO_AWS } from "../../../parts/cluster/egress-to-aws";
import { addExternalSecret, type ExternalSecretProps } from "../../../parts/cluster/external-secrets";
import type { Caches } from "../../aws/data/caches";
import type { Tables } from "../../aws/data/tables";
import { INTAKE_PORT } from "../observability/logging/fluentd-conf";
import { NAMESPACES } from "../pods";

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
  const whole = secrets.database.fields.includes("url");
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

/**
 * Where pods listen, and for whom. They all may reach the database and the caches, services of
 * AWS, and what takes records of theirs besides what they print.
 */
export function addPodPolicy(
  stack: ClusterStack<DafnckmachineEnvironment>,
  id: string,
  props: Pick<NetworkPolicyProps, "name" | "namespace" | "pods"> & { readonly ingress: readonly NetworkPolicyRule[] },
): void {
  const { network, observability } = stack.environment;
  const intake = { peers: [{ namespace: NAMESPACES.logging }], ports: [{ port: INTAKE_PORT }] };
  new NetworkPolicy(stack, id, {
    ...props,
    egress: [
      { peers: [{ cidr: network.cidr }], ports: [{ port: POSTGRES_PORT }, { port: REDIS_PORT }] },
      ...TO_AWS,
      ...(observability ? [intake] : []),
    ],
  });
}
