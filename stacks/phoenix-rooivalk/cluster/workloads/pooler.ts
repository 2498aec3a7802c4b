/** PgBouncer, which multiplexes client connections over fewer connections to the database. https://www.pgbouncer.org/config.html */
import type { ICertificate } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate";
import type { IIssuer } from "@kubernetes-models/cert-manager/cert-manager.io/v1/Issuer";
import type { ISecret } from "@modules/aws/security/secret";
import { POSTGRES_PORT } from "@modules/core/ports";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import type { INamespace } from "@modules/kubernetes/security/namespace";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { ClusterStack } from "../../../base/cluster-stack";
import { addExternalSecret, addSecretStore } from "../../../parts/cluster/external-secrets";

type Stack = ClusterStack<PhoenixRooivalkEnvironment>;

export interface PoolerProps {
  readonly namespace: INamespace;
  /** Network of the database's subnets. */
  readonly dataCidr: string;
  readonly database: { readonly address: string };
  /** Secret with the application's current and previous database login, as JSON. */
  readonly login: ISecret;
  /** Region of the cluster and of the secret. */
  readonly region: string;
}

export const POOLER = "pgbouncer";
/** Port of the pods; the service listens on PostgreSQL's port. */
export const POOLER_PORT = 6432;

const IMAGE = "ghcr.io/cloudnative-pg/pgbouncer:1.25.1";
const DATABASE = "phoenix_rooivalk";

/** Time in which open transactions can finish, in seconds. */
const GRACE_SECONDS = 60;

/**
 * Command that shuts PgBouncer down with SIGINT, which waits for transactions. SIGTERM would wait for clients to
 * disconnect, which connection pools of applications never do. During the sleep, the service stops sending new
 * connections.
 * https://www.pgbouncer.org/usage.html#signals
 */
const DRAIN = ["sh", "-c", `sleep 5; kill -INT 1; sleep ${GRACE_SECONDS}`];

const USERS = "pgbouncer-users";
const CERTIFICATE = "pgbouncer-tls";

/** Adds PgBouncer with its service, its certificate, and the passwords that External Secrets renders for it. */
export function addPooler(stack: Stack, { namespace, dataCidr, database, login, region }: PoolerProps): void {
  const metadata = { name: POOLER, namespace: namespace.name };
  const { application } = stack.environment.kubernetes;
  const { replicas } = stack.environment.workloads.pooler;
  const users = addExternalSecret(stack, USERS, {
    name: USERS,
    namespace: application.namespace,
    store: addSecretStore(stack, { service: "SecretsManager", region, namespaces: [application.namespace] }),
    data: Object.fromEntries(
      ["username", "password", "previousUsername", "previousPassword"].map((property) => [
        property,
        { key: login.arn, property },
      ]),
    ),
    // PgBouncer reloads the file when it changes. Clients may use the previous login until the next rotation.
    templates: {
      "userlist.txt": '"{{ .username }}" "{{ .password }}"\n"{{ .previousUsername }}" "{{ .previousPassword }}"\n',
    },
    after: [namespace],
  });
  const certificate = addCertificate(stack, namespace);
  const deployment = new Deployment(stack, POOLER, {
    ...metadata,
    replicas,
    container: {
      image: IMAGE,
      command: ["/usr/bin/pgbouncer", "/etc/pgbouncer/pgbouncer.ini"],
      ports: { postgres: POOLER_PORT },
      mounts: {
        settings: {
          path: "/etc/pgbouncer",
          source: {
            configMap: new ConfigMap(stack, "pgbouncer-settings", {
              ...metadata,
              data: { "pgbouncer.ini": pgbouncerIni(stack.environment, database.address) },
            }),
          },
        },
        users: { path: "/etc/pgbouncer-users", source: { secret: USERS } },
        tls: { path: "/etc/pgbouncer-tls", source: { secret: CERTIFICATE } },
      },
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { memory: "512Mi" },
      liveness: { periodSeconds: 30 },
      readiness: { periodSeconds: 5 },
      preStop: DRAIN,
    },
    terminationGraceSeconds: GRACE_SECONDS,
    after: [users, certificate],
  });
  new Service(stack, "pgbouncer-service", {
    ...metadata,
    selector: deployment.selector,
    ports: { postgres: { port: POSTGRES_PORT, targetPort: POOLER_PORT } },
  });
  new PodDisruptionBudget(stack, "pgbouncer-budget", { target: deployment });
  new NetworkPolicy(stack, "pgbouncer-traffic", {
    ...metadata,
    pods: deployment.selector,
    ingress: [{ peers: [{ pods: {} }], ports: [{ port: POOLER_PORT }] }],
    egress: [{ peers: [{ cidr: dataCidr }], ports: [{ port: POSTGRES_PORT }] }],
  });
}

/** Self-signed certificate that encrypts connections within the cluster. */
function addCertificate(stack: Stack, namespace: INamespace): CustomResource<ICertificate> {
  const { application } = stack.environment.kubernetes;
  const issuer = new CustomResource<IIssuer>(stack, "pgbouncer-issuer", {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "Issuer",
      metadata: { name: "self-signed", namespace: application.namespace },
      spec: { selfSigned: {} },
    },
    after: [namespace],
  });
  return new CustomResource<ICertificate>(stack, CERTIFICATE, {
    manifest: {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: CERTIFICATE, namespace: application.namespace },
      spec: {
        secretName: CERTIFICATE,
        dnsNames: [POOLER, `${POOLER}.${application.namespace}.svc.cluster.local`],
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { kind: "Issuer", name: issuer.name },
      },
    },
    condition: "Ready",
    after: [issuer],
  });
}

/**
 * Text of `pgbouncer.ini`. With transaction pooling, a connection may change its client after each transaction, so
 * session settings are lost.
 */
function pgbouncerIni({ workloads }: PhoenixRooivalkEnvironment, address: string): string {
  const { poolSize, maxClients } = workloads.pooler;
  return `[databases]
${DATABASE} = host=${address} port=${POSTGRES_PORT} dbname=${DATABASE}

[pgbouncer]
listen_addr = 0.0.0.0
listen_port = ${POOLER_PORT}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = /etc/pgbouncer-users/userlist.txt
pool_mode = transaction
default_pool_size = ${poolSize}
max_db_connections = ${poolSize}
max_client_conn = ${maxClients}
ignore_startup_parameters = extra_float_digits
client_tls_sslmode = require
client_tls_key_file = /etc/pgbouncer-tls/tls.key
client_tls_cert_file = /etc/pgbouncer-tls/tls.crt
server_tls_sslmode = require
`;
}
