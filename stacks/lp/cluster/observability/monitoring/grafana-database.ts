import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { DatabaseUsers } from "@modules/aws/database/users/database-users";
import { POSTGRES_PORT } from "@modules/core/ports";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { addExternalSecret, addSecretStore } from "../../../../parts/cluster/external-secrets";
import { GRAFANA } from "../../../aws/data/users";

/** Connection of Grafana to its own database, which is in the platform's Aurora cluster. */
export const GRAFANA_DATABASE = {
  host: `postgres.${MONITORING_NAMESPACE}.svc.cluster.local`,
  port: POSTGRES_PORT,
  name: GRAFANA.databaseName,
  /** Secret with the user's name and password. */
  secret: "grafana-login",
};

export interface GrafanaDatabaseProps {
  /** Writer endpoint of the Aurora cluster. */
  readonly cluster: { readonly address: string };
  /** Users of the cluster, Grafana's included. */
  readonly users: Pick<DatabaseUsers, "secretOf">;
}

/**
 * The login of Grafana's user, which can use no other database, and a Service in this namespace that resolves to the
 * Aurora cluster.
 *
 * @returns constructs that Grafana must wait for
 */
export function addGrafanaDatabase(stack: ClusterStack<LpEnvironment>, props: GrafanaDatabaseProps): IConstruct[] {
  const alias = new ServiceV1(stack, "postgres", {
    metadata: { name: "postgres", namespace: MONITORING_NAMESPACE },
    spec: { type: "ExternalName", externalName: props.cluster.address },
  });
  const store = addSecretStore(stack, {
    name: "monitoring-secrets",
    service: "SecretsManager",
    region: stack.environment.account.region,
    namespaces: [MONITORING_NAMESPACE],
  });
  const key = props.users.secretOf(GRAFANA.user).arn;
  const login = addExternalSecret(stack, "grafana-login", {
    name: GRAFANA_DATABASE.secret,
    namespace: MONITORING_NAMESPACE,
    store,
    data: { username: { key, property: "username" }, password: { key, property: "password" } },
  });
  return [alias, login];
}
