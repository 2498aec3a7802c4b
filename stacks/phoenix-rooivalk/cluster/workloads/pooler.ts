/** PgBouncer: many connections of clients over few of the database. https://www.pgbouncer.org/config.html */
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

export interface PoolerNeeds {
  readonly namespace: INamespace;
  /** Network of the database. */
  readonly dataCidr: string;
  readonly database: { readonly address: string };
  readonly password: ISecret;
  /** Of the cluster, and of the secret. */
  readonly region: string;
}

export const POOLER = "pgbouncer";
/** Where its pods listen; its service has PostgreSQL's own port. */
export const POOLER_PORT = 6432;

const IMAGE = "ghcr.io/cloudnative-pg/pgbouncer:1.25.1";
const DATABASE = "phoenix_rooivalk";

/** Time for transactions under way. */
const GRACE_SECONDS = 60;

/**
 * SIGTERM would have it wait for clients to leave, which those of an application with a pool of its own never do;
 * SIGINT has it wait for their transactions. Not before new ones go to other pods.
 * https://www.pgbouncer.org/usage.html#signals
 */
const DRAIN = ["sh", "-c", `sleep 5; kill -INT 1; sleep ${GRACE_SECONDS}`];

const USERS = "pgbouncer-users";
const CERTIFICATE = "pgbouncer-tls";

export function addPooler(stack: Stack, { namespace, dataCidr, database, password, region }: PoolerNeeds): void {
  const place = { namespace: namespace.name };
  const { application } = stack.environment.kubernetes;
  const { replicas } = stack.environment.workloads.pooler;
  const users = addExternalSecret(stack, USERS, {
    name: USERS,
    namespace: application.namespace,
    store: addSecretStore(stack, { service: "SecretsManager", region, namespaces: [application.namespace] }),
    data: {
      username: { key: password.arn, property: "username" },
      password: { key: password.arn, property: "password" },
    },
    // PgBouncer looks whether the file is another every few minutes, so a rotated password reaches it by itself.
    templates: { "userlist.txt": '"{{ .username }}" "{{ .password }}"' },
    after: [namespace],
  });
  const certificate = addCertificate(stack, namespace);
  const deployment = new Deployment(stack, POOLER, {
    ...place,
    name: POOLER,
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
              ...place,
              name: POOLER,
              data: { "pgbouncer.ini": settings(stack.environment, database.address) },
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
    ...place,
    name: POOLER,
    selector: deployment.selector,
    ports: { postgres: { port: POSTGRES_PORT, targetPort: POOLER_PORT } },
  });
  new PodDisruptionBudget(stack, "pgbouncer-budget", { target: deployment });
  new NetworkPolicy(stack, "pgbouncer-traffic", {
    ...place,
    name: POOLER,
    pods: deployment.selector,
    ingress: [{ peers: [{ pods: {} }], ports: [{ port: POOLER_PORT }] }],
    egress: [{ peers: [{ cidr: dataCidr }], ports: [{ port: POSTGRES_PORT }] }],
  });
}

/** Encrypts between clients and pods; nobody outside of the cluster has to trust it. */
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

/** Transactions share connections; sessions keep none, so nothing may be set for one. */
function settings({ workloads }: PhoenixRooivalkEnvironment, address: string): string {
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
