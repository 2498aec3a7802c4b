import { POSTGRES_PORT } from "@modules/core/ports";
import { actingAs } from "@modules/google/gke/gke-cluster";
import type { IServiceAccount } from "@modules/google/security/service-account";
import { NetworkPolicy, type NetworkPolicyRule } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import type { INamespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { LpEnvironment } from "../../../environments/lp/schema";
import type { ClusterStack } from "../../base/cluster-stack";
import { CREDENTIAL_AGENTS } from "../cluster/workloads/network-policies";
import { DATABASE_PROXY } from "./kubernetes";

export interface DatabaseProxyProps {
  readonly namespace: INamespace;
  /** `<project>:<region>:<name>` of the database. */
  readonly connectionName: string;
  /** Google service account that the proxy impersonates and logs in as. */
  readonly user: IServiceAccount;
  /** Network of the database's private address. */
  readonly dataCidr: string;
  /** Labels of the pods that may connect to the proxy. */
  readonly clients: Readonly<Record<string, string>>;
}

const IMAGE = "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.20.0";
const STATUS_PORT = 9801;

/** Port of Cloud SQL for connections of the Cloud SQL Auth Proxy. */
const CLOUD_SQL_PORT = 3307;

const PRIVATE_CIDRS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * The Cloud SQL Auth Proxy. It logs in to the database with the IAM tokens of its
 * service account, so its clients need no password and all act as that account.
 * https://cloud.google.com/sql/docs/postgres/sql-proxy
 *
 * @returns the egress rule that its clients need
 */
export function addDatabaseProxy(stack: ClusterStack<LpEnvironment>, props: DatabaseProxyProps): NetworkPolicyRule {
  const { namespace, connectionName, user, dataCidr, clients } = props;
  const metadata = { name: DATABASE_PROXY, namespace: namespace.name };
  const proxy = new Deployment(stack, "database-proxy", {
    ...metadata,
    replicas: 2,
    serviceAccount: new ServiceAccount(stack, "database-account", { ...metadata, annotations: actingAs(user) }),
    container: {
      image: IMAGE,
      args: [
        "--private-ip",
        "--auto-iam-authn",
        "--structured-logs",
        "--address=0.0.0.0",
        `--port=${POSTGRES_PORT}`,
        "--health-check",
        "--http-address=0.0.0.0",
        `--http-port=${STATUS_PORT}`,
        // With this delay, open connections can finish before the proxy exits.
        "--max-sigterm-delay=25s",
        connectionName,
      ],
      ports: { postgres: POSTGRES_PORT, status: STATUS_PORT },
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { memory: "256Mi" },
      startup: { path: "/startup", port: STATUS_PORT, periodSeconds: 1, failureThreshold: 60 },
      readiness: { path: "/readiness", port: STATUS_PORT },
      liveness: { path: "/liveness", port: STATUS_PORT },
    },
  });
  new Service(stack, "database-service", {
    ...metadata,
    selector: proxy.selector,
    // The prefix `tcp-` keeps Istio from detecting the protocol.
    ports: { "tcp-postgres": { port: POSTGRES_PORT } },
  });
  new PodDisruptionBudget(stack, "database-budget", { target: proxy });
  new NetworkPolicy(stack, "database-traffic", {
    name: "database-traffic",
    namespace: namespace.name,
    pods: proxy.selector,
    ingress: [{ peers: [{ pods: clients }], ports: [{ port: POSTGRES_PORT }] }],
    egress: [
      { peers: [{ cidr: dataCidr }], ports: [{ port: CLOUD_SQL_PORT }] },
      // The Cloud SQL Admin API returns the database's address and signs the proxy's certificate.
      { peers: [{ cidr: "0.0.0.0/0", except: PRIVATE_CIDRS }], ports: [{ port: 443 }] },
      ...CREDENTIAL_AGENTS,
    ],
  });
  return { peers: [{ pods: proxy.selector }], ports: [{ port: POSTGRES_PORT }] };
}
