import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ISecret } from "@modules/aws/security/secret";
import { POSTGRES_PORT } from "@modules/core/ports";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Job } from "@modules/kubernetes/workloads/job";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { addExternalSecret, addSecretStore } from "../../../../parts/cluster/external-secrets";

/** Connection of Grafana to its own database, which is in the platform's Aurora cluster. */
export const GRAFANA_DATABASE = {
  host: `postgres.${MONITORING_NAMESPACE}.svc.cluster.local`,
  port: POSTGRES_PORT,
  name: "grafana",
  user: "grafana",
  /** Secret with the user's password. */
  secret: "grafana-database",
};

export interface GrafanaDatabaseProps {
  /** Writer endpoint of the Aurora cluster. */
  readonly cluster: { readonly address: string };
  /** Credentials of the cluster's administrator, as JSON. */
  readonly credentials: ISecret;
}

/** psql of the cluster's major version. */
const IMAGE = "postgres:15.18";

const { name: NAME, user: USER } = GRAFANA_DATABASE;

/**
 * Makes the user and the database; safe to run again. `\password` prompts for the
 * password twice and sends its hash, because PostgreSQL logs statements.
 */
const SCRIPT = `SELECT 'CREATE ROLE ${USER} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${USER}') \\gexec
GRANT ${USER} TO CURRENT_USER;
SELECT 'CREATE DATABASE ${NAME} OWNER ${USER}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${NAME}') \\gexec
\\password ${USER}
`;

/**
 * Grafana's database in the platform's Aurora cluster, with a user that can use no
 * other database, and a Service in this namespace that resolves to the cluster. A
 * Job creates both with the administrator's credentials. To change the user's
 * password, delete its Secret and replace the Job.
 *
 * @returns constructs that Grafana must wait for
 */
export function addGrafanaDatabase(stack: ClusterStack<LpEnvironment>, props: GrafanaDatabaseProps): IConstruct[] {
  const { cluster, credentials } = props;
  const alias = new ServiceV1(stack, "postgres", {
    metadata: { name: "postgres", namespace: MONITORING_NAMESPACE },
    spec: { type: "ExternalName", externalName: cluster.address },
  });
  const store = addSecretStore(stack, {
    name: "monitoring-secrets",
    service: "SecretsManager",
    region: stack.environment.account.region,
    namespaces: [MONITORING_NAMESPACE],
  });
  const property = (property: string) => ({ key: credentials.arn, property });
  const administrator = addExternalSecret(stack, "database-administrator", {
    name: "database-administrator",
    namespace: MONITORING_NAMESPACE,
    store,
    data: { username: property("username"), password: property("password") },
  });
  const user = new GeneratedSecret(stack, "grafana-database", {
    name: GRAFANA_DATABASE.secret,
    namespace: MONITORING_NAMESPACE,
  });
  const script = new ConfigMap(stack, "grafana-database-script", {
    name: "grafana-database",
    namespace: MONITORING_NAMESPACE,
    data: { "setup.sql": SCRIPT },
  });
  const job = new Job(stack, "grafana-database-setup", {
    name: "grafana-database",
    namespace: MONITORING_NAMESPACE,
    revision: SCRIPT,
    // User of the image.
    user: 999,
    container: {
      image: IMAGE,
      // Without a terminal, psql reads the answers to its prompts from standard input.
      command: [
        "sh",
        "-ec",
        'printf "%s\\n%s\\n" "$USER_PASSWORD" "$USER_PASSWORD" | psql --set ON_ERROR_STOP=1 --file /setup/setup.sql',
      ],
      environment: {
        PGHOST: GRAFANA_DATABASE.host,
        PGPORT: `${GRAFANA_DATABASE.port}`,
        PGDATABASE: "postgres",
        PGSSLMODE: "require",
      },
      secrets: {
        PGUSER: { secret: "database-administrator", key: "username" },
        PGPASSWORD: { secret: "database-administrator", key: "password" },
        USER_PASSWORD: { secret: GRAFANA_DATABASE.secret, key: "password" },
      },
      mounts: { setup: { path: "/setup", source: { configMap: script } } },
      requests: { cpu: "50m", memory: "64Mi" },
      limits: { memory: "128Mi" },
    },
    after: [alias, administrator, user],
  });
  return [user, job];
}
