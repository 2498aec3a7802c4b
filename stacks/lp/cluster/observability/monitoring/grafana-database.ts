import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ISecret } from "@modules/aws/security/secret";
import { POSTGRES_PORT } from "@modules/core/ports";
import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Job } from "@modules/kubernetes/workloads/job";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { addExternalSecret, addSecretStore } from "../../../../parts/cluster/external-secrets";
import { NAMESPACE } from "./prometheus";

/** Grafana's own, beside the platform's. */
export const DATABASE = {
  host: `postgres.${NAMESPACE}.svc.cluster.local`,
  port: POSTGRES_PORT,
  name: "grafana",
  user: "grafana",
  /** Secret of its user. */
  secret: "grafana-database",
};

export interface DatabaseNeeds {
  /** Writer of the cluster, and its administrator's credentials as JSON. */
  readonly cluster: { readonly address: string };
  readonly credentials: ISecret;
}

/** Of the major version of the cluster; has psql. */
const IMAGE = "postgres:15.18";

/** May be run again. \\password asks for the password twice and sends its hash, as statements end up in logs. */
const SCRIPT = `SELECT 'CREATE ROLE ${DATABASE.user} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${DATABASE.user}') \\gexec
GRANT ${DATABASE.user} TO CURRENT_USER;
SELECT 'CREATE DATABASE ${DATABASE.name} OWNER ${DATABASE.user}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${DATABASE.name}') \\gexec
\\password ${DATABASE.user}
`;

/**
 * A database in the platform's cluster, under a name of this namespace, with a user
 * who has nothing else. A job makes both, with the administrator's credentials; to give
 * the user another password, delete its Secret and replace the job.
 */
export function addGrafanaDatabase(stack: ClusterStack<LpEnvironment>, needs: DatabaseNeeds): IConstruct[] {
  const { cluster, credentials } = needs;
  const alias = new ServiceV1(stack, "postgres", {
    metadata: { name: "postgres", namespace: NAMESPACE },
    spec: { type: "ExternalName", externalName: cluster.address },
  });
  const store = addSecretStore(stack, {
    name: "monitoring-secrets",
    service: "SecretsManager",
    region: stack.environment.account.region,
    namespaces: [NAMESPACE],
  });
  const property = (property: string) => ({ key: credentials.arn, property });
  const administrator = addExternalSecret(stack, "database-administrator", {
    name: "database-administrator",
    namespace: NAMESPACE,
    store,
    data: { username: property("username"), password: property("password") },
  });
  const user = new GeneratedSecret(stack, "grafana-database", { name: DATABASE.secret, namespace: NAMESPACE });
  const script = new ConfigMap(stack, "grafana-database-script", {
    name: "grafana-database",
    namespace: NAMESPACE,
    data: { "setup.sql": SCRIPT },
  });
  const job = new Job(stack, "grafana-database-setup", {
    name: "grafana-database",
    namespace: NAMESPACE,
    revision: SCRIPT,
    // The image's own.
    user: 999,
    container: {
      image: IMAGE,
      // Without a terminal, psql reads the answers from its input.
      command: [
        "sh",
        "-ec",
        'printf "%s\\n%s\\n" "$USER_PASSWORD" "$USER_PASSWORD" | psql --set ON_ERROR_STOP=1 --file /setup/setup.sql',
      ],
      environment: {
        PGHOST: DATABASE.host,
        PGPORT: `${DATABASE.port}`,
        PGDATABASE: "postgres",
        PGSSLMODE: "require",
      },
      secrets: {
        PGUSER: { secret: "database-administrator", key: "username" },
        PGPASSWORD: { secret: "database-administrator", key: "password" },
        USER_PASSWORD: { secret: DATABASE.secret, key: "password" },
      },
      mounts: { setup: { path: "/setup", source: { configMap: script } } },
      requests: { cpu: "50m", memory: "64Mi" },
      limits: { memory: "128Mi" },
    },
    after: [alias, administrator, user],
  });
  return [user, job];
}
